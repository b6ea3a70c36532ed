-- What the desk sorts and finds matters by, besides time. Status 5: waiting for us, for someone inside or a
-- partner. Active is all that is not closed (4).
ALTER TABLE conversation ADD COLUMN priority INTEGER NOT NULL DEFAULT 2;  -- 1 low, 2 normal, 3 high, 4 urgent
ALTER TABLE merge_before ADD COLUMN priority INTEGER NOT NULL DEFAULT 2;

-- What is active is small beside what is closed: these indexes answer its lists, each in its order, and the
-- counts, without reading rows that the filters leave out.
DROP INDEX conversation_active;
DROP INDEX conversation_first_answer;
CREATE INDEX conversation_active ON conversation
    (last_at, id, status, assignee, team, priority, waiting_since, channel) WHERE status <> 4;
CREATE INDEX conversation_first_answer ON conversation (first_answer_at)
    WHERE first_answer_at IS NOT NULL AND status <> 4;

-- A colleague called in a note: a message, by whom it is to be seen.
CREATE TABLE message_mention (
    message      BIGINT NOT NULL REFERENCES message (id),
    staff        BIGINT NOT NULL,
    conversation BIGINT NOT NULL REFERENCES conversation (id),  -- where the message is
    at           BIGINT NOT NULL,
    seen_at      BIGINT,                                        -- NULL: not seen yet
    PRIMARY KEY (message, staff)
);
CREATE INDEX message_mention_staff ON message_mention (staff, conversation);
CREATE INDEX message_mention_conversation ON message_mention (conversation);
