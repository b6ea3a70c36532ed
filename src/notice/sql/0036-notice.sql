-- What a member of staff is told of: that a matter is theirs, that a person has written… No text, only ids.
CREATE TABLE notice (
    id           BIGINT  PRIMARY KEY,
    staff        BIGINT  NOT NULL REFERENCES staff (id),  -- who is told
    kind         INTEGER NOT NULL,                        -- NoticeKind of notice.h
    conversation BIGINT  REFERENCES conversation (id),
    message      BIGINT,
    actor        BIGINT,                                  -- the colleague who did it; NULL: a person or the program
    count        INTEGER NOT NULL DEFAULT 1,              -- how many times, in one matter, since it was seen
    ways         INTEGER NOT NULL,                        -- bits: 1 in the page, 2 on the desktop, 4 by mail
    at           BIGINT  NOT NULL,                        -- the last time
    seen_at      BIGINT,
    mailed_at    BIGINT                                   -- told in a digest
);
CREATE INDEX notice_staff ON notice (staff, at, id);
CREATE INDEX notice_unseen ON notice (staff, kind, conversation) WHERE seen_at IS NULL;
CREATE INDEX notice_at ON notice (at);

-- By which ways someone wants to be told of a kind; no row: as notice.c says.
CREATE TABLE notice_choice (
    staff BIGINT  NOT NULL REFERENCES staff (id),
    kind  INTEGER NOT NULL,
    ways  INTEGER NOT NULL,
    PRIMARY KEY (staff, kind)
);

-- When, and with how much said; no row: as notice.c says.
CREATE TABLE notice_rhythm (
    staff         BIGINT  PRIMARY KEY REFERENCES staff (id),
    digest        INTEGER NOT NULL,            -- 0 no mail, 1 every hour, 2 every day
    digest_hour   INTEGER NOT NULL,            -- of every day, in the organisation's zone
    outside_hours INTEGER NOT NULL,            -- 1: also when the organisation is closed
    content       INTEGER NOT NULL,            -- 1: names and subjects on the desktop and in mails
    quiet_until   BIGINT,                      -- not to be disturbed before
    digest_at     BIGINT                       -- the last digest
);
