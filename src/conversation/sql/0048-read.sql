-- What each of us has read. News is the last word of a person or a colleague: what was said before this
-- migration is news to nobody.
ALTER TABLE conversation ADD COLUMN news_at BIGINT NOT NULL DEFAULT 0;

CREATE TABLE conversation_read (
    staff        BIGINT NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    read_at      BIGINT NOT NULL,  -- the last message that was seen; -1: marked as not read
    PRIMARY KEY (staff, conversation)
);

-- How many are not read is counted without reading rows.
DROP INDEX conversation_active;
CREATE INDEX conversation_active ON conversation
    (last_at, id, status, assignee, team, priority, waiting_since, channel, news_at) WHERE status <> 4;
