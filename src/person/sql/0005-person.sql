-- Whoever the organisation is in touch with, collaborators included. Personal data.
CREATE TABLE person (
    id          BIGINT  PRIMARY KEY,
    name        TEXT    NOT NULL,             -- as shown; "" when we only have an address
    folded      TEXT    NOT NULL,             -- text_fold(name), for finding
    language    TEXT,                         -- "fr", "en"; NULL: not known
    merged_into BIGINT,                       -- a merge is a link and can be undone
    made_at     BIGINT  NOT NULL,
    last_at     BIGINT  NOT NULL              -- last contact, in or out
);
CREATE INDEX person_folded ON person (folded);
CREATE INDEX person_last ON person (last_at);

-- How a person is reached and recognised: one row an address, number or handle.
CREATE TABLE person_address (
    kind      TEXT   NOT NULL,                -- "email", "phone", "chat"…
    address   TEXT   NOT NULL,                -- normalised
    person    BIGINT NOT NULL REFERENCES person (id),
    failed_at BIGINT,                         -- since when it refuses what we send (hard bounce)
    made_at   BIGINT NOT NULL,
    PRIMARY KEY (kind, address)
);
CREATE INDEX person_address_person ON person_address (person);
