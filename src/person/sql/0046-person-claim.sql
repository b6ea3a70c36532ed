-- An address that somebody typed and nobody has proved yet to be theirs (1): see person_address_claim().
ALTER TABLE person_address ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
