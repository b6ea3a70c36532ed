-- What is active of somebody, of nobody, of a team, without reading what is active of all: that grows with the
-- organisation. coalesce() is spelled as in conversation/list-store.c, to the letter.
CREATE INDEX conversation_active_assignee ON conversation (coalesce(assignee, -1), last_at, id) WHERE status <> 4;
CREATE INDEX conversation_active_team ON conversation (team, last_at, id) WHERE status <> 4;
