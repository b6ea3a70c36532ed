-- Where the bytes of sources and attachments lie: packs, see file.h. One row for each different content.
CREATE TABLE file (
    id      BIGINT  PRIMARY KEY,
    sha256  TEXT    NOT NULL UNIQUE,  -- hexadecimal
    pack    INTEGER NOT NULL,         -- files/NNNNNN.pack
    start   BIGINT  NOT NULL,         -- first byte in the pack
    size    BIGINT  NOT NULL,         -- bytes
    type    TEXT    NOT NULL,         -- media type found in the content
    made_at BIGINT  NOT NULL
);
