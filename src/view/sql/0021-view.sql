-- Filters of the desk kept under a name.
CREATE TABLE view (
    id       BIGINT  PRIMARY KEY,
    name     TEXT    NOT NULL,
    owner    BIGINT  NOT NULL,            -- staff
    team     BIGINT,                      -- shared with a team
    everyone INTEGER NOT NULL DEFAULT 0,  -- 1: shared with all; then no team
    query    TEXT    NOT NULL,            -- JSON: a ListFilter
    made_at  BIGINT  NOT NULL
);
CREATE INDEX view_owner ON view (owner);

-- In which order a member of staff wants those they see.
CREATE TABLE view_place (
    staff    BIGINT  NOT NULL,
    view     BIGINT  NOT NULL REFERENCES view (id),
    position INTEGER NOT NULL,  -- from 0
    PRIMARY KEY (staff, view)
);
