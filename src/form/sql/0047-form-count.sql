-- How often a client, a text or an address came lately: what makes an answer look sent by a machine. A row goes
-- an hour after it began; it names nobody.
CREATE TABLE form_count (
    key   TEXT   PRIMARY KEY, -- keyed digest of what is counted
    since BIGINT NOT NULL,
    n     BIGINT NOT NULL
);
CREATE INDEX form_count_since ON form_count (since);
