-- A page with fields by which people write to us.
CREATE TABLE form (
    id         BIGINT  PRIMARY KEY,
    slug       TEXT    NOT NULL UNIQUE, -- the word in its address: /f/{slug}
    name       TEXT    NOT NULL,        -- for the staff
    open       INTEGER NOT NULL,        -- 1: answers are taken
    definition TEXT    NOT NULL,        -- JSON: languages, texts, fields, sites that may show it
    team       BIGINT,                  -- whom answers go to; NULL: nobody yet
    address    TEXT,                    -- one of ours, which replies leave from; NULL: the usual one
    version    BIGINT  NOT NULL,
    made_at    BIGINT  NOT NULL,
    changed_at BIGINT  NOT NULL
);
-- What somebody sent, until it is in a conversation; then only the trace that it came.
CREATE TABLE form_answer (
    id           BIGINT  PRIMARY KEY,
    form         BIGINT  NOT NULL REFERENCES form (id),
    reference    TEXT    NOT NULL UNIQUE, -- what the person was given: "K7QM-2F9D"
    digest       TEXT    NOT NULL UNIQUE, -- of page and content: a second click is the same answer
    state        INTEGER NOT NULL,        -- 1 on its way, 2 in a conversation, 3 kept aside, 4 dropped
    reasons      TEXT,                    -- why it was kept aside: words with spaces between
    content      TEXT,                    -- JSON, personal data; NULL once it is elsewhere or dropped
    at           BIGINT  NOT NULL,
    conversation BIGINT,
    message      BIGINT,
    copy         BIGINT,                  -- the message that is the person's copy
    decided_by   BIGINT,                  -- staff, of what was kept aside
    decided_at   BIGINT
);
CREATE INDEX form_answer_form ON form_answer (form, state);
CREATE INDEX form_answer_aside ON form_answer (at, id) WHERE state = 3;
CREATE TABLE form_answer_file (
    answer   BIGINT  NOT NULL REFERENCES form_answer (id),
    position INTEGER NOT NULL,
    file     BIGINT  NOT NULL,
    name     TEXT    NOT NULL, -- personal data
    type     TEXT    NOT NULL,
    size     BIGINT  NOT NULL,
    PRIMARY KEY (answer, position)
);
