-- What the organisation decides, dated: a rule of law or a promise changes on a day, and what was
-- measured before keeps the value of its time. The value in force at a time is the row with the
-- greatest valid_from not after it; where there is none, the default in setting.c.
CREATE TABLE setting (
    name       TEXT   NOT NULL,  -- "survey.pause_days"
    valid_from BIGINT NOT NULL,  -- milliseconds, UTC
    value      TEXT   NOT NULL,  -- JSON
    source     TEXT,             -- where the rule comes from, for people
    staff      BIGINT,           -- who changed it
    PRIMARY KEY (name, valid_from)
);
