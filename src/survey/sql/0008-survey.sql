-- A question asked of one person about one closing of a matter.
CREATE TABLE survey (
    id           BIGINT  PRIMARY KEY,
    conversation BIGINT  NOT NULL REFERENCES conversation (id),
    person       BIGINT  NOT NULL REFERENCES person (id),
    closed_at    BIGINT  NOT NULL,          -- which closing: with conversation, asked once
    digest       TEXT    NOT NULL UNIQUE,   -- of the secret in the link
    message      BIGINT,                    -- the invitation
    asked_at     BIGINT,                    -- NULL: held back, see reason
    reason       TEXT,                      -- why it was not asked: "pause", "no_address", "no_reply"…
    score        INTEGER CHECK (score BETWEEN 1 AND 5),
    comment      TEXT,                      -- personal data
    answered_at  BIGINT,
    assignee     BIGINT,                    -- who held the matter when it closed
    team         BIGINT,
    channel      TEXT    NOT NULL,
    UNIQUE (conversation, closed_at)
);
CREATE INDEX survey_person ON survey (person, asked_at);
CREATE INDEX survey_answered ON survey (answered_at);
