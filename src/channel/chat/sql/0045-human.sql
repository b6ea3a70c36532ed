-- When a visitor asked for a person last; NULL: they did not.
ALTER TABLE chat_visitor ADD COLUMN human_at BIGINT;
