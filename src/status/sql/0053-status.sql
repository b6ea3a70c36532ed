-- The programs that serve this organisation, each by a line it writes again every few seconds and takes out
-- when it ends well: a line that grows old is a node that died or cannot reach us. Derived: it may be emptied.
CREATE TABLE status_node (
    name       TEXT   PRIMARY KEY,  -- "host:/var/lib/lien"
    version    TEXT   NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

-- Copies of the whole that were made and verified.
CREATE TABLE status_backup (
    at    BIGINT PRIMARY KEY,  -- when it was finished
    bytes BIGINT NOT NULL      -- of the store in it; 0: not told
);
