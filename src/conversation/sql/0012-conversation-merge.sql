-- Matters that are one: the messages of one move to the other, which answers for it. A merge can be taken back.
ALTER TABLE conversation ADD COLUMN merged_into BIGINT;  -- the matter that answers for it; never itself, even far away
CREATE INDEX conversation_merged ON conversation (merged_into) WHERE merged_into IS NOT NULL;

-- A matter made of messages of another: who answers by the token of that one may mean this one.
ALTER TABLE conversation ADD COLUMN split_from BIGINT;

-- What is proposed to the staff about a message: 1 a new matter, for its subject is another.
ALTER TABLE message ADD COLUMN offer INTEGER;

CREATE TABLE merge (
    id           BIGINT PRIMARY KEY,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    survivor     BIGINT NOT NULL REFERENCES conversation (id),
    version      INTEGER NOT NULL DEFAULT 0,  -- of the survivor just after
    made_at      BIGINT NOT NULL,
    made_by      BIGINT,                      -- staff
    ended_at     BIGINT,                      -- taken back
    ended_by     BIGINT
);
CREATE UNIQUE INDEX merge_present ON merge (conversation) WHERE ended_at IS NULL;

-- What goes back when the merge is taken back: what it moved, and what came to the merged matter since.
CREATE TABLE merge_message (
    merge   BIGINT  NOT NULL REFERENCES merge (id),
    message BIGINT  NOT NULL REFERENCES message (id),
    plain   INTEGER NOT NULL,                 -- it had no subject but the matter's
    PRIMARY KEY (merge, message)
);
CREATE INDEX merge_message_message ON merge_message (message);

-- Who came into the survivor with the merge.
CREATE TABLE merge_person (
    merge  BIGINT NOT NULL REFERENCES merge (id),
    person BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (merge, person)
);

-- Both matters as they were before: columns of `conversation`.
CREATE TABLE merge_before (
    merge           BIGINT  NOT NULL REFERENCES merge (id),
    id              BIGINT  NOT NULL REFERENCES conversation (id),
    person          BIGINT  NOT NULL,
    status          INTEGER NOT NULL,
    subject         TEXT    NOT NULL,
    channel         TEXT    NOT NULL,
    our_address     TEXT,
    assignee        BIGINT,
    team            BIGINT,
    message_count   INTEGER NOT NULL,
    opened_at       BIGINT  NOT NULL,
    last_at         BIGINT  NOT NULL,
    waiting_since   BIGINT,
    first_answer_at BIGINT,
    closed_at       BIGINT,
    snoozed_until   BIGINT,
    reopened        INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    merged_into     BIGINT,
    split_from      BIGINT,
    PRIMARY KEY (merge, id)
);

-- Matters that have to do with each other: the smaller id first.
CREATE TABLE conversation_link (
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    other        BIGINT NOT NULL REFERENCES conversation (id),
    made_at      BIGINT NOT NULL,
    made_by      BIGINT,                      -- staff
    PRIMARY KEY (conversation, other)
);
CREATE INDEX conversation_link_other ON conversation_link (other);
