-- The words of the organisation for what matters are about.
CREATE TABLE tag (
    id          BIGINT  PRIMARY KEY,
    name        TEXT    NOT NULL,
    folded      TEXT    NOT NULL,            -- the name without case and accents: no two alike
    colour      TEXT    NOT NULL,            -- a word of the palette
    about       TEXT    NOT NULL,            -- when to use it; may be empty
    archived    INTEGER NOT NULL DEFAULT 0,  -- 1: offered no more, and stays where it is
    merged_into BIGINT,                      -- the tag that took its place; never one that was merged itself
    made_at     BIGINT  NOT NULL,
    made_by     BIGINT                       -- staff; NULL: the program
);
CREATE UNIQUE INDEX tag_folded ON tag (folded) WHERE merged_into IS NULL;

-- Which matter carries which tag.
CREATE TABLE conversation_tag (
    conversation BIGINT NOT NULL REFERENCES conversation (id),
    tag          BIGINT NOT NULL REFERENCES tag (id),
    PRIMARY KEY (conversation, tag)
);
CREATE INDEX conversation_tag_tag ON conversation_tag (tag, conversation);

-- What the survivor of a merge got with it: it goes when the merge is taken back.
CREATE TABLE merge_tag (
    merge BIGINT NOT NULL REFERENCES merge (id),
    tag   BIGINT NOT NULL REFERENCES tag (id),
    PRIMARY KEY (merge, tag)
);
