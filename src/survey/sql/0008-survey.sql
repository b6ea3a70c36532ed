-- A question asked of one person about one closing of a matter. Neither asked_at nor reason: it will be
-- asked shortly.
CREATE TABLE survey (
    id           BIGINT  PRIMARY KEY,
    conversation BIGINT  NOT NULL REFERENCES conversation (id),
    person       BIGINT  NOT NULL REFERENCES person (id),
    closed_at    BIGINT  NOT NULL,   -- which closing: asked once for each
    assignee     BIGINT,             -- who held the matter when it closed
    team         BIGINT,
    channel      TEXT    NOT NULL,
    asked_at     BIGINT,             -- NULL: not asked
    reason       TEXT,               -- why it was held back: "pause", "no_address", "no_reply"...
    digest       TEXT    UNIQUE,     -- of the secret in the link; NULL: not asked
    message      BIGINT,             -- the invitation
    score        INTEGER CHECK (score BETWEEN 1 AND 5),
    comment      TEXT,               -- personal data
    answered_at  BIGINT,
    follow_up    BIGINT,             -- the loop that follows an unhappy answer, told by loop/
    follow_state TEXT,               -- its state in the API's words
    UNIQUE (conversation, closed_at)
);
CREATE INDEX survey_person ON survey (person, asked_at);
CREATE INDEX survey_closed ON survey (closed_at, id);
CREATE INDEX survey_answered ON survey (answered_at, id) WHERE answered_at IS NOT NULL;
