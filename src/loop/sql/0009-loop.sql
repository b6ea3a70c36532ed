-- The follow-up of an unhappy answer, until it is closed by a person.
CREATE TABLE loop (
    id           BIGINT  PRIMARY KEY,
    survey       BIGINT  NOT NULL UNIQUE REFERENCES survey (id),
    conversation BIGINT  NOT NULL,
    person       BIGINT  NOT NULL,
    owner        BIGINT,                    -- staff; NULL: to be taken
    due_at       BIGINT  NOT NULL,          -- in working time from the answer
    state        INTEGER NOT NULL,          -- 1 to do, 2 done, 3 not reached, dropped with a reason
    outcome      TEXT,                      -- satisfied, still_unhappy, not_reached, other
    note         TEXT,                      -- personal data
    made_at      BIGINT  NOT NULL,
    closed_at    BIGINT,
    closed_by    BIGINT
);
CREATE INDEX loop_open ON loop (due_at) WHERE state = 1;
CREATE INDEX loop_closed ON loop (closed_at);
