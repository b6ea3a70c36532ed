-- The other orders of what is active: who waits longest, what presses most. The expressions are those of
-- conversation/list-store.c, to the letter: an index answers only the order it was made for.
CREATE INDEX conversation_longest ON conversation (coalesce(waiting_since, 9007199254740991), id)
    WHERE status <> 4;
CREATE INDEX conversation_pressing ON conversation (priority * 1125899906842624 + last_at, id)
    WHERE status <> 4;

-- Many matters changed at once, by a job; what is left of it can go on after a restart.
CREATE TABLE bulk (
    id            BIGINT  PRIMARY KEY,
    staff         BIGINT  NOT NULL,            -- who asked
    change        TEXT    NOT NULL,            -- JSON, as it was asked
    conversations TEXT    NOT NULL,            -- JSON list of their ids, in the order they are changed
    total         INTEGER NOT NULL,
    seen          INTEGER NOT NULL DEFAULT 0,  -- how many were tried
    failed        TEXT    NOT NULL DEFAULT '', -- JSON objects {conversation, code}, each after a comma but the first
    n_failed      INTEGER NOT NULL DEFAULT 0,
    made_at       BIGINT  NOT NULL,
    ended_at      BIGINT                       -- NULL: under way
);
