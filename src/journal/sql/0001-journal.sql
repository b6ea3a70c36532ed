-- Every business fact, once (journal.h). Rows are only added. No personal data.
CREATE TABLE fact (
    position     BIGINT PRIMARY KEY,  -- greater than that of every fact committed before
    at           BIGINT NOT NULL,
    name         TEXT   NOT NULL,     -- past tense, "message.received"
    actor        BIGINT,              -- staff; NULL: a person outside or the program
    person       BIGINT,
    conversation BIGINT,
    subject      BIGINT,              -- what else it is about: a message, a survey…
    data         TEXT   NOT NULL      -- a JSON object
);
CREATE INDEX fact_person ON fact (person, position) WHERE person IS NOT NULL;
CREATE INDEX fact_conversation ON fact (conversation, position) WHERE conversation IS NOT NULL;

-- How far each reader of the journal has come.
CREATE TABLE journal_reader (
    name     TEXT   PRIMARY KEY,
    position BIGINT NOT NULL         -- of the last fact it has handled
);
