-- How far the files that were stored before a scanner was named have been shown to it: one row while one is
-- named, newest first. Without it, no scanner is.
CREATE TABLE file_review (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    below BIGINT  NOT NULL,  -- files of this id or a greater one have been asked about; 0: all have
    since BIGINT  NOT NULL   -- when the scanner was named
);
