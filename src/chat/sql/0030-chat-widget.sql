-- The chat of one site, as it is set up.
CREATE TABLE chat_widget (
    id          BIGINT  PRIMARY KEY,
    key         TEXT    NOT NULL UNIQUE,      -- names it in the line of the site; no secret
    name        TEXT    NOT NULL UNIQUE,
    team        BIGINT,                       -- whose what begins there is; NULL: nobody's yet
    origins     TEXT    NOT NULL,             -- JSON list: the sites whose pages may show it
    colour      TEXT,                         -- "#1d4ed8"; NULL: the organisation's
    position    TEXT    NOT NULL,             -- "right", "left"
    language    TEXT,                         -- "fr", "en"; NULL: the page's
    greeting_fr TEXT, greeting_en TEXT,       -- first words; NULL: ours
    away_fr     TEXT, away_en TEXT,           -- when nobody is there; NULL: ours
    hours       TEXT,                         -- base/hours.h; NULL: the organisation's
    address     TEXT,                         -- the address of ours that goes on by mail; NULL: the usual one
    phone       TEXT,                         -- another way to a person; NULL: none
    names       TEXT    NOT NULL,             -- of advisers: "full", "first", "none"
    patience    INTEGER NOT NULL,             -- seconds without an answer after which it says so
    files       INTEGER NOT NULL,             -- whether visitors may send some
    enabled     INTEGER NOT NULL,
    generation  INTEGER NOT NULL DEFAULT 1,   -- of the secret that signs identities: see chat/identity.h
    made_at     BIGINT  NOT NULL
);

-- Files of visitors that no message has yet.
CREATE TABLE chat_upload (
    id      BIGINT PRIMARY KEY,
    visitor BIGINT NOT NULL REFERENCES chat_visitor (id),
    file    BIGINT NOT NULL REFERENCES file (id),
    name    TEXT   NOT NULL,
    type    TEXT   NOT NULL,
    size    BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX chat_upload_visitor ON chat_upload (visitor);
CREATE INDEX chat_upload_made ON chat_upload (made_at);

-- Advisers who take no chats for now.
CREATE TABLE chat_away (
    staff BIGINT PRIMARY KEY,
    since BIGINT NOT NULL
);
