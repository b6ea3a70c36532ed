-- Replies that were begun, by when they were last touched: to remind of those that were forgotten.
CREATE INDEX draft_reply_saved ON draft (saved_at) WHERE kind = 1 AND conversation IS NOT NULL;
