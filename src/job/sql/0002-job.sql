-- What is to be done later (job.h). A job that is done is deleted.
CREATE TABLE job (
    id         BIGINT  PRIMARY KEY,
    kind       TEXT    NOT NULL,           -- "message.send"
    subject    BIGINT  NOT NULL,           -- the id it works on
    payload    TEXT,                       -- JSON
    state      INTEGER NOT NULL,           -- 1 waiting, 2 taken by a worker, 3 parked
    due_at     BIGINT  NOT NULL,           -- waiting: when to run; taken: end of the lease; parked: since
    tries      INTEGER NOT NULL DEFAULT 0, -- begun so far; also tells one lease from the next
    last_error TEXT,                       -- why the last try failed
    made_at    BIGINT  NOT NULL
);
CREATE INDEX job_due ON job (due_at) WHERE state < 3;
CREATE INDEX job_waiting ON job (kind, subject) WHERE state = 1;
CREATE INDEX job_parked ON job (id) WHERE state = 3;

-- When each regular task is next due, whichever node runs it.
CREATE TABLE job_timer (
    name    TEXT   PRIMARY KEY,
    next_at BIGINT NOT NULL
);
