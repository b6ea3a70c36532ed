-- A reader that cannot handle its next fact: how often it tried, and why not. It goes on by itself once it can.
ALTER TABLE journal_reader ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal_reader ADD COLUMN reason TEXT;
