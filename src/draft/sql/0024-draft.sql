-- What someone is writing and has not sent: on whatever machine they open it. Texts are personal data.
CREATE TABLE draft (
    id           BIGINT  PRIMARY KEY,
    staff        BIGINT  NOT NULL,
    conversation BIGINT,             -- NULL: of a conversation that is to be opened
    kind         INTEGER NOT NULL,   -- 1 reply, 2 note, 3 of a new conversation
    text         TEXT    NOT NULL,
    html         TEXT,
    letter       TEXT    NOT NULL,   -- JSON: whom it goes to, from where, what stands below
    version      INTEGER NOT NULL,   -- grows at each change: two tabs cannot overwrite
    saved_at     BIGINT  NOT NULL
);
CREATE UNIQUE INDEX draft_one ON draft (staff, conversation, kind) WHERE conversation IS NOT NULL;
CREATE INDEX draft_staff ON draft (staff, saved_at, id);
CREATE INDEX draft_conversation ON draft (conversation) WHERE conversation IS NOT NULL;
