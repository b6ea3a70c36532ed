-- How far `lien import` has come in what it was given (import-store.h). A row goes when its path is finished.
CREATE TABLE mail_import (
    path       TEXT   PRIMARY KEY,  -- absolute, as it was given
    file       TEXT   NOT NULL,     -- the file below it whose mails were kept last
    head       TEXT   NOT NULL,     -- SHA-256 of how that file begins: it is still the same one
    position   BIGINT NOT NULL,     -- bytes of it whose mails are kept
    mails      BIGINT NOT NULL,     -- of the path, counted so far
    updated_at BIGINT NOT NULL
);
