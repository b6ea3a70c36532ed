-- The follow-up of an unhappy answer, until a person closes it.
CREATE TABLE loop (
    id           BIGINT  PRIMARY KEY,
    survey       BIGINT  NOT NULL UNIQUE REFERENCES survey (id),
    conversation BIGINT  NOT NULL REFERENCES conversation (id),
    person       BIGINT  NOT NULL REFERENCES person (id),
    owner        BIGINT,            -- staff; NULL: to be taken
    due_at       BIGINT  NOT NULL,  -- in working time from the answer
    state        INTEGER NOT NULL,  -- 1 to do, 2 done, 3 dropped: the person could not be reached
    outcome      TEXT,              -- satisfied, still_unhappy, not_reached, other
    note         TEXT,              -- personal data
    made_at      BIGINT  NOT NULL,
    closed_at    BIGINT,
    closed_by    BIGINT
);
CREATE INDEX loop_todo ON loop (due_at, id) WHERE state = 1;
CREATE INDEX loop_closed ON loop (closed_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX loop_person ON loop (person);
