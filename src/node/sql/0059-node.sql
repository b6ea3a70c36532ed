-- Who may do what alone (node.h): a line is a program's until its time is over. Of kind 'id' are the numbers that
-- keep the ids of two programs apart.
CREATE TABLE node_lease (
    kind       TEXT   NOT NULL,  -- 'id', 'mailbox'
    subject    BIGINT NOT NULL,  -- the number, the mailbox
    holder     BIGINT NOT NULL,  -- a program, by a number it drew at its start
    held_until BIGINT NOT NULL,
    PRIMARY KEY (kind, subject)
);

-- Which key the organisation's tokens and links are made with, by its SHA-256: a node that has another would
-- make and believe others.
CREATE TABLE node_key (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    digest TEXT    NOT NULL
);
