-- Persons who asked not to be invited again.
CREATE TABLE survey_stop (
    person BIGINT PRIMARY KEY REFERENCES person (id),
    at     BIGINT NOT NULL,
    staff  BIGINT             -- who noted it for them; NULL: the person, by the link
);
-- From now on survey.digest is of invitations sent before: the secret of a link is made of its survey.
