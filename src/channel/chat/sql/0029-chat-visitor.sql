-- Who writes by the chat of a site. Personal data.
CREATE TABLE chat_visitor (
    id           BIGINT PRIMARY KEY,
    widget       BIGINT NOT NULL,             -- the chat of which site
    address      TEXT   NOT NULL UNIQUE,      -- as person_address of kind "chat" knows them; proves nothing
    identity     TEXT,                        -- whom the site says they are, under its signature; NULL: nobody knows
    name         TEXT,                        -- as they or the site gave it
    email        TEXT,                        -- where they asked to be answered; not verified
    language     TEXT   NOT NULL,             -- "fr", "en"
    page         TEXT,                        -- the address of the page they wrote from last
    conversation BIGINT,                      -- the matter of their last word
    received     BIGINT NOT NULL DEFAULT 0,   -- the newest chat_item that has reached their browser
    read         BIGINT NOT NULL DEFAULT 0,   -- the newest they had before their eyes
    made_at      BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL              -- last request
);
CREATE UNIQUE INDEX chat_visitor_identity ON chat_visitor (widget, identity) WHERE identity IS NOT NULL;
CREATE INDEX chat_visitor_conversation ON chat_visitor (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX chat_visitor_seen ON chat_visitor (seen_at) WHERE conversation IS NULL;

-- What lets a browser speak for a visitor: the digest of 256 random bits.
CREATE TABLE chat_session (
    digest  TEXT   PRIMARY KEY,
    visitor BIGINT NOT NULL REFERENCES chat_visitor (id),
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
CREATE INDEX chat_session_visitor ON chat_session (visitor);
CREATE INDEX chat_session_seen ON chat_session (seen_at);

-- What a visitor may see, in order: their own words and what was sent to them by the chat. A message that has
-- no row here (a note, a word of somebody else in the matter) cannot be seen, whatever becomes of the matter.
CREATE TABLE chat_item (
    id      BIGINT PRIMARY KEY,               -- position in the stream
    visitor BIGINT NOT NULL REFERENCES chat_visitor (id),
    message BIGINT NOT NULL
);
CREATE UNIQUE INDEX chat_item_visitor ON chat_item (visitor, message);
CREATE INDEX chat_item_order ON chat_item (visitor, id);
CREATE INDEX chat_item_message ON chat_item (message);
