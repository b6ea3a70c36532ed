-- The first steps that an administrator has put aside (guide.h).
CREATE TABLE guide_step (
    step  TEXT   PRIMARY KEY,  -- "mailbox"
    staff BIGINT,
    at    BIGINT NOT NULL
);
