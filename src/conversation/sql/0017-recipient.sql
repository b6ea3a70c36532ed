-- A recipient of a message we sent who fared otherwise than the others: has it already, or was refused
-- while they were taken. No row: as the message.
CREATE TABLE message_recipient (
    message BIGINT  NOT NULL REFERENCES message (id),
    address TEXT    NOT NULL,
    outcome INTEGER NOT NULL,  -- 1 has it, 2 to be tried again, 3 refused
    words   TEXT,              -- why, as the other server said it; personal data
    at      BIGINT  NOT NULL,
    PRIMARY KEY (message, address)
);

-- A link in a message we sent that works for whoever has it: what is kept shows a word in its place, and the
-- token is made when the message leaves.
CREATE TABLE message_link (
    message     BIGINT  NOT NULL REFERENCES message (id),
    place       TEXT    NOT NULL,             -- what stands for it in the text
    path        TEXT    NOT NULL,             -- of the public address; {} is where the token goes
    purpose     TEXT    NOT NULL,             -- of the token
    subject     BIGINT  NOT NULL,             -- the id in the token
    unsubscribe INTEGER NOT NULL DEFAULT 0,   -- 1: a POST there takes the person off the list
    PRIMARY KEY (message, place)
);
