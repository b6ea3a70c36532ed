-- Replies kept ready: of one member of staff, of a team, or of everybody.
CREATE TABLE canned (
    id         BIGINT  PRIMARY KEY,
    name       TEXT    NOT NULL,
    shortcut   TEXT,                -- typed to find it at once
    subject    TEXT,                -- of a conversation that it opens
    text       TEXT    NOT NULL,
    html       TEXT,
    team       BIGINT,              -- whose; NULL with staff NULL: everybody's
    staff      BIGINT,              -- its owner, alone to see it
    language   TEXT,                -- "fr", "en"; NULL: any
    use_count  INTEGER NOT NULL DEFAULT 0,
    version    INTEGER NOT NULL DEFAULT 1,
    made_at    BIGINT  NOT NULL,
    CHECK (team IS NULL OR staff IS NULL)
);
CREATE INDEX canned_staff ON canned (staff) WHERE staff IS NOT NULL;
