-- What the organisation says in its own words. A change adds a row: the one with the greatest id is
-- in force, those before it are kept. Where there is none, the program's own text is said.
CREATE TABLE wording (
    id       BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL,   -- "survey.invitation.question", of a WordingRule
    language TEXT   NOT NULL,   -- "fr" or "en"
    text     TEXT,              -- NULL: the program's own from then on
    staff    BIGINT,            -- who changed it; NULL: the program
    at       BIGINT NOT NULL
);
CREATE INDEX wording_name ON wording (name, language, id);
