-- What was written and has not left yet: a few seconds, for who changes their mind, or until a time that
-- was chosen. It becomes a message, under the same id, when it leaves. Texts are personal data.
CREATE TABLE held (
    id           BIGINT  PRIMARY KEY,  -- that of the message to be
    conversation BIGINT  NOT NULL REFERENCES conversation (id), -- follows a merge
    written_in   BIGINT  NOT NULL,     -- where it returns when the merge is taken back
    staff        BIGINT  NOT NULL,     -- who wrote it
    channel      TEXT    NOT NULL,
    mode         INTEGER NOT NULL,     -- ReplyMode
    answered     BIGINT,               -- message
    subject      TEXT,                 -- when it was given
    own_text     TEXT    NOT NULL,     -- as it was typed
    own_html     TEXT,
    text         TEXT    NOT NULL,     -- as it will leave, with what stands below
    html         TEXT,
    addresses    TEXT    NOT NULL,     -- as message.addresses
    quote        INTEGER NOT NULL,
    sign         INTEGER NOT NULL,
    closes       INTEGER NOT NULL,     -- the matter is closed with it
    made_at      BIGINT  NOT NULL,
    leave_at     BIGINT  NOT NULL,
    undo         INTEGER NOT NULL,     -- only to be taken back: nothing but that keeps it
    held_back    INTEGER NOT NULL DEFAULT 0  -- 1 the person wrote meanwhile, 2 it was refused: a person decides
);
CREATE INDEX held_conversation ON held (conversation, leave_at);
CREATE INDEX held_leave ON held (leave_at, id);

-- Uploaded files that something which is not a message yet holds on to: a draft, a held message, a canned
-- reply. What nobody holds is dropped after a while.
CREATE TABLE attachment_keep (
    holder     BIGINT  NOT NULL,
    attachment BIGINT  NOT NULL REFERENCES attachment (id),
    place      INTEGER NOT NULL,       -- in the order they were given
    open       INTEGER NOT NULL,       -- colleagues may read it too
    PRIMARY KEY (holder, attachment)
);
CREATE INDEX attachment_keep_attachment ON attachment_keep (attachment);

-- Of what we wrote: the HTML without what stands below it. NULL: all of it.
ALTER TABLE message_html ADD COLUMN own TEXT;
