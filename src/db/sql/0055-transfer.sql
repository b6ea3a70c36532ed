-- One row while another store is being copied into this one (db/transfer.h): nothing may use it before that is over.
CREATE TABLE transfer (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    position BIGINT  NOT NULL,  -- of the newest fact of the store that is copied: tells it from any other
    begun_at BIGINT  NOT NULL
);
