-- Whoever the organisation is in touch with, collaborators included. Personal data.
CREATE TABLE person (
    id          BIGINT  PRIMARY KEY,
    name        TEXT    NOT NULL,             -- as shown; "" when we only have an address
    folded      TEXT    NOT NULL,             -- text_fold(name), for finding
    address     TEXT,                         -- the one to show: the newest that does not fail
    language    TEXT,                         -- "fr", "en"; NULL: not known
    merged_into BIGINT,                       -- a merge is a link and can be undone; never to one who is merged
    made_at     BIGINT  NOT NULL,
    last_at     BIGINT  NOT NULL              -- last contact, in or out
);
CREATE INDEX person_last ON person (last_at, id);

-- How a person is reached and recognised: one row an address, number or handle.
CREATE TABLE person_address (
    kind      TEXT   NOT NULL,                -- "email", "phone", "chat"...
    address   TEXT   NOT NULL,                -- normalised
    person    BIGINT NOT NULL REFERENCES person (id),
    failed_at BIGINT,                         -- since when it refuses what we send (hard bounce)
    made_at   BIGINT NOT NULL,
    PRIMARY KEY (kind, address)
);
CREATE INDEX person_address_person ON person_address (person);

-- The words of folded names, to find a person by the beginning of any of them. Derived from person.
CREATE TABLE person_word (
    word   TEXT   NOT NULL,
    person BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (word, person)
);
CREATE INDEX person_word_person ON person_word (person, word);

-- When a member of staff last opened a person's file: the fact person.read is written once an hour.
CREATE TABLE person_reading (
    person BIGINT NOT NULL REFERENCES person (id),
    staff  BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (person, staff)
);
