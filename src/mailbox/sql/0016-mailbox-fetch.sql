-- How far a folder of a mailbox has been fetched.
CREATE TABLE mailbox_cursor (
    mailbox      BIGINT  NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
    folder       TEXT    NOT NULL,
    account      BIGINT  NOT NULL, -- a digest of host and user: another account begins anew
    uid_validity BIGINT  NOT NULL, -- UIDs mean something as long as the server keeps it
    uid_last     BIGINT  NOT NULL, -- everything up to here is kept here or set aside
    deaths       INTEGER NOT NULL, -- starts since the last one that ended: the program died in the others
    uid_trying   BIGINT  NOT NULL, -- after several deaths: the mail in hand; 0
    PRIMARY KEY (mailbox, folder)
);

-- Mails that could not be taken in: set aside with their bytes, so that the rest goes on.
CREATE TABLE mailbox_refused (
    id           BIGINT PRIMARY KEY,
    mailbox      BIGINT NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
    folder       TEXT   NOT NULL,
    uid_validity BIGINT NOT NULL,
    uid          BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    reason       TEXT   NOT NULL,           -- no personal data
    source       BIGINT REFERENCES file (id), -- NULL: the server did not give it
    UNIQUE (mailbox, folder, uid_validity, uid)
);
