-- Which logo the organisation shows. A change adds a row; the one with the greatest id is in force.
CREATE TABLE brand_logo (
    id     BIGINT PRIMARY KEY,
    file   BIGINT,              -- NULL: none from then on
    width  INTEGER,             -- of the image, pixels
    height INTEGER,
    staff  BIGINT,              -- who changed it
    at     BIGINT NOT NULL
);
