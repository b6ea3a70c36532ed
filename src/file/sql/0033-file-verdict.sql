-- What the virus scanner said of a content. No row: nobody asked (no scanner is configured).
CREATE TABLE file_verdict (
    file       BIGINT  PRIMARY KEY REFERENCES file (id),
    state      INTEGER NOT NULL, -- 1 waiting, 2 clean, 3 infected, 4 not checked: over what the scanner takes
    found      TEXT,             -- the scanner's name of what it found
    asked_at   BIGINT  NOT NULL,
    checked_at BIGINT            -- NULL: waiting
);
CREATE INDEX file_verdict_waiting ON file_verdict (asked_at, file) WHERE state = 1;
