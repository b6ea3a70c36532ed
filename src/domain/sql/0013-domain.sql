-- The key by which mails of one of our domains are signed (DKIM).
CREATE TABLE domain_key (
    domain     TEXT    PRIMARY KEY,  -- normalised
    selector   TEXT    NOT NULL,     -- the name of its record: SELECTOR._domainkey.DOMAIN
    public_key TEXT    NOT NULL,     -- base 64, as the record has it
    sealed     TEXT    NOT NULL,     -- the private key (PEM), sealed with a key that is not in the database
    state      INTEGER NOT NULL,     -- 1 made: not used yet; 2 on: mails are signed
    made_at    BIGINT  NOT NULL
);

-- What the domain name system last said of it. Derived: checking again makes it anew.
CREATE TABLE domain_check (
    domain     TEXT   PRIMARY KEY,
    checked_at BIGINT NOT NULL,
    findings   TEXT   NOT NULL       -- JSON, as the API gives it
);
