-- One matter with one or more persons, whatever the channels.
CREATE TABLE conversation (
    id              BIGINT  PRIMARY KEY,
    subject         TEXT    NOT NULL,
    person          BIGINT  NOT NULL REFERENCES person (id), -- whom it is with
    status          INTEGER NOT NULL,  -- 1 open, 2 waiting for the person, 3 snoozed, 4 closed
    channel         TEXT    NOT NULL,  -- of the last message of the person
    assignee        BIGINT,            -- staff
    team            BIGINT,
    our_address     TEXT,              -- the address of ours it came to; we answer from it
    preview         TEXT    NOT NULL,  -- beginning of the last message
    message_count   INTEGER NOT NULL,
    opened_at       BIGINT  NOT NULL,  -- first message, or last reopening: clocks start here
    last_at         BIGINT  NOT NULL,  -- last message: lists sort by it
    waiting_since   BIGINT,            -- oldest word of the person not answered yet; NULL: none
    first_answer_at BIGINT,            -- first reply by a person since opened_at
    closed_at       BIGINT,
    snoozed_until   BIGINT,
    reopened        INTEGER NOT NULL DEFAULT 0,
    version         INTEGER NOT NULL DEFAULT 1  -- grows at each change: two writers cannot overwrite
);
-- One index for each list of the desk, in the order it is read. What is active is small beside what is
-- closed: its index also answers the counts without reading rows.
CREATE INDEX conversation_last ON conversation (last_at, id);
CREATE INDEX conversation_status ON conversation (status, last_at, id);
CREATE INDEX conversation_active ON conversation (last_at, id, status, assignee, team) WHERE status < 4;
CREATE INDEX conversation_assignee ON conversation (assignee, last_at, id) WHERE assignee IS NOT NULL;
CREATE INDEX conversation_team ON conversation (team, last_at, id) WHERE team IS NOT NULL;
CREATE INDEX conversation_person ON conversation (person, last_at, id);
CREATE INDEX conversation_first_answer ON conversation (first_answer_at)
    WHERE first_answer_at IS NOT NULL AND status < 4;

-- One row for each closing: the time from an opening (or reopening) to its close, as it was then. A matter
-- that is opened again adds a row at its next close, so that past figures never change. What is not closed
-- yet is in conversation (status < 4).
CREATE TABLE episode (
    id              BIGINT PRIMARY KEY,
    conversation    BIGINT NOT NULL REFERENCES conversation (id),
    person          BIGINT NOT NULL,
    opened_at       BIGINT NOT NULL,
    first_answer_at BIGINT,            -- NULL: closed without an answer by a person
    closed_at       BIGINT NOT NULL,
    closed_by       BIGINT,            -- staff
    assignee        BIGINT,
    team            BIGINT,
    channel         TEXT   NOT NULL
);
CREATE INDEX episode_conversation ON episode (conversation, closed_at);
CREATE INDEX episode_closed ON episode (closed_at);
CREATE INDEX episode_first_answer ON episode (first_answer_at) WHERE first_answer_at IS NOT NULL;

-- The addresses of ours that mail came to: an answer is never sent to one of them.
CREATE TABLE own_address (
    address TEXT   PRIMARY KEY,        -- normalised, without the token after a '+'
    made_at BIGINT NOT NULL
);

-- Everyone in the matter: an answer of any of them belongs to it.
CREATE TABLE participant (
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    person       BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (conversation, person)
);
CREATE INDEX participant_person ON participant (person);

-- One item of a matter. Texts are personal data.
CREATE TABLE message (
    id              BIGINT  PRIMARY KEY,
    conversation    BIGINT  REFERENCES conversation (id), -- NULL: a stray, from a machine, in no known matter
    direction       INTEGER NOT NULL,  -- 1 in, 2 out, 3 note
    channel         TEXT    NOT NULL,
    kind            INTEGER NOT NULL,  -- 0 by a person; else IncomingKind of channel.h; 100 automatic, out
    person          BIGINT,            -- in: the author; out: whom it is for
    staff           BIGINT,            -- out and note: the author; NULL: the program
    at              BIGINT  NOT NULL,  -- when it came or was written
    sent_at         BIGINT,            -- in: what the sender's clock said
    subject         TEXT,              -- when it differs from the matter's
    text            TEXT    NOT NULL,
    reply           TEXT,              -- text without quotes and signature; NULL: the same
    addresses       TEXT    NOT NULL,  -- JSON {"from":{address,name},"to":[…],"cc":[…]}
    external_id     TEXT,              -- Message-ID and the like
    external_key    BIGINT,            -- hash_key(external_id)
    content_hash    TEXT,
    source          BIGINT,            -- file: the mail as it came
    has_html        INTEGER NOT NULL DEFAULT 0,
    delivery        INTEGER,           -- out: 1 queued, 2 sent, 3 outbox, 4 trying again, 5 failed
    delivery_detail TEXT,              -- why it failed, as the other server said it
    delivery_at     BIGINT,
    notes           TEXT               -- what was repaired or cut at intake, JSON list
);
CREATE INDEX message_conversation ON message (conversation, at, id);
CREATE INDEX message_contact ON message (direction, at, channel) WHERE kind = 0;
CREATE INDEX message_stray ON message (at, id) WHERE conversation IS NULL;
CREATE INDEX message_external ON message (external_key) WHERE external_key IS NOT NULL;
CREATE INDEX message_delivery ON message (at, id) WHERE delivery <> 2;

-- HTML as it was received: apart, because lists and threads never read it.
CREATE TABLE message_html (
    message BIGINT PRIMARY KEY REFERENCES message (id),
    html    TEXT   NOT NULL
);

CREATE TABLE attachment (
    id         BIGINT  PRIMARY KEY,
    message    BIGINT  REFERENCES message (id),  -- NULL: uploaded for a reply not sent yet
    staff      BIGINT,                           -- who uploaded it
    file       BIGINT  NOT NULL REFERENCES file (id),
    name       TEXT    NOT NULL,
    type       TEXT    NOT NULL,
    size       BIGINT  NOT NULL,
    content_id TEXT,
    is_inline  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX attachment_message ON attachment (message);
