-- The mail accounts of the organisation: where its mail is fetched, by which server its answers leave.
CREATE TABLE mailbox (
    id                BIGINT  PRIMARY KEY,
    name              TEXT    NOT NULL,
    address           TEXT    NOT NULL UNIQUE, -- normalised; personal data
    provider          TEXT    NOT NULL,        -- a word of mailbox-preset.c
    state             INTEGER NOT NULL,        -- 1 on, 2 paused
    imap_host         TEXT,                    -- NULL: nothing is fetched
    imap_port         INTEGER,
    imap_security     INTEGER,                 -- 1 TLS, 2 STARTTLS, 3 none
    imap_folder       TEXT,
    imap_since        BIGINT  NOT NULL DEFAULT 0, -- only mails received from then on
    imap_after        INTEGER NOT NULL,        -- 1 leave, 2 seen, 3 move, 4 delete
    imap_after_folder TEXT,
    smtp_host         TEXT,                    -- NULL: its mail leaves by the program's own server
    smtp_port         INTEGER,
    smtp_security     INTEGER,
    sign_in           TEXT,                    -- the name to sign in with; NULL: none is asked
    auth              INTEGER NOT NULL,        -- 1 password, 2 OAuth2
    secret            TEXT,                    -- sealed: password or refresh token
    plus              INTEGER NOT NULL,        -- its addresses take a tag after '+'
    made_at           BIGINT  NOT NULL,
    version           BIGINT  NOT NULL         -- grows by one with each change
);

-- Every address of ours: a mailbox's own and its aliases. Personal data.
CREATE TABLE mailbox_address (
    address   TEXT    PRIMARY KEY, -- normalised
    mailbox   BIGINT  NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
    place     INTEGER NOT NULL,    -- its order in the mailbox; 0 is the mailbox's own
    name      TEXT    NOT NULL,    -- what people see beside it
    signature TEXT,
    team      BIGINT  REFERENCES team (id) -- who takes what begins there
);
CREATE INDEX mailbox_address_mailbox ON mailbox_address (mailbox);

-- What those of a team sign with when the address they write from has no signature of its own.
CREATE TABLE team_signature (
    team      BIGINT PRIMARY KEY REFERENCES team (id),
    signature TEXT   NOT NULL
);

-- What fetching last came to; a row from the first time on.
CREATE TABLE mailbox_health (
    mailbox           BIGINT PRIMARY KEY REFERENCES mailbox (id) ON DELETE CASCADE,
    last_success_at   BIGINT NOT NULL, -- 0: never
    last_error_at     BIGINT NOT NULL,
    error_step        TEXT,
    error_code        TEXT,
    error_detail      TEXT,            -- in the words of the server
    behind            BIGINT NOT NULL, -- mails still to fetch
    fetched           BIGINT NOT NULL, -- of this catching up
    total             BIGINT NOT NULL,
    catching_up_since BIGINT NOT NULL  -- 0: it does not
);

-- The organisation as a client of a provider's OAuth2.
CREATE TABLE oauth_client (
    provider      TEXT   PRIMARY KEY,
    client_id     TEXT   NOT NULL,
    secret        TEXT,            -- sealed; NULL: a public client
    authorize_url TEXT   NOT NULL,
    token_url     TEXT   NOT NULL,
    scope         TEXT   NOT NULL
);

-- A consent that was asked for and not answered yet.
CREATE TABLE oauth_attempt (
    state    TEXT   PRIMARY KEY,  -- the digest of what the provider must give back
    mailbox  BIGINT NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
    staff    BIGINT NOT NULL REFERENCES staff (id), -- who asked; nobody else may answer
    verifier TEXT   NOT NULL,     -- of PKCE, sealed
    ends_at  BIGINT NOT NULL
);
