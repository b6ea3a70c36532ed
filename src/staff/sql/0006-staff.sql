-- The accounts of those who work in Lien. Each is also a person: collaborators are persons.
CREATE TABLE staff (
    id            BIGINT  PRIMARY KEY,
    person        BIGINT  NOT NULL REFERENCES person (id),
    email         TEXT    NOT NULL UNIQUE,   -- normalised; what one signs in with
    name          TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('administrator', 'supervisor', 'adviser', 'reader')),
    language      TEXT    NOT NULL DEFAULT 'fr',
    password_hash TEXT,                      -- argon2id with its parameters; NULL: cannot sign in yet
    active        INTEGER NOT NULL DEFAULT 1,
    made_at       BIGINT  NOT NULL
);

CREATE TABLE team (
    id      BIGINT PRIMARY KEY,
    name    TEXT   NOT NULL UNIQUE,
    made_at BIGINT NOT NULL
);

CREATE TABLE team_member (
    team  BIGINT NOT NULL REFERENCES team (id),
    staff BIGINT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (team, staff)
);
CREATE INDEX team_member_staff ON team_member (staff);

-- A signed-in browser. Only the digest of its cookie is kept.
CREATE TABLE session (
    id      BIGINT PRIMARY KEY,
    digest  TEXT   NOT NULL UNIQUE,
    staff   BIGINT NOT NULL REFERENCES staff (id),
    csrf    TEXT   NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX session_staff ON session (staff);

-- A key for scripts. Only its digest is kept.
CREATE TABLE api_token (
    id      BIGINT PRIMARY KEY,
    digest  TEXT   NOT NULL UNIQUE,
    staff   BIGINT NOT NULL REFERENCES staff (id),
    name    TEXT   NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT
);

-- A link that works once: the first administrator, an invitation, a forgotten password.
CREATE TABLE staff_link (
    digest  TEXT   PRIMARY KEY,
    staff   BIGINT REFERENCES staff (id),  -- NULL: makes the first administrator
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);

-- Failed sign-ins, to slow attackers and not colleagues: counted by account and client, and by client.
CREATE TABLE sign_in_failure (
    scope    TEXT    PRIMARY KEY,          -- digest of what is slowed, never an address in clear
    failures INTEGER NOT NULL,
    last_at  BIGINT  NOT NULL
);
