-- Mails that the program itself writes to a colleague (letter.h). Gone after some weeks: personal data.
CREATE TABLE letter (
    id          BIGINT  PRIMARY KEY,
    kind        TEXT    NOT NULL,           -- "notice-digest"
    staff       BIGINT  NOT NULL,           -- whom it is for
    address     TEXT    NOT NULL,           -- theirs when it was written
    name        TEXT    NOT NULL,
    language    TEXT    NOT NULL,           -- "fr" or "en"
    subject     TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    html        TEXT    NOT NULL,           -- ours, without script
    at          BIGINT  NOT NULL,
    delivery    INTEGER NOT NULL DEFAULT 1, -- LetterDelivery of letter.h
    detail      TEXT,                       -- why it has not left
    delivery_at BIGINT  NOT NULL
);
CREATE INDEX letter_at ON letter (at, id);
