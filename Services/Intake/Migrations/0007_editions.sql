-- Appeals that 12345 took down and sent to the programme team in the list of their day (rule CZ-60).
CREATE TABLE case_listings (
    district  text        NOT NULL,
    case_id   uuid        NOT NULL,
    listed_at timestamptz NOT NULL,
    -- The account that sent the list.
    account   text        NOT NULL,
    PRIMARY KEY (district, case_id)
);
CREATE INDEX cases_of_12345 ON cases (district, registered_at) WHERE channel = 'hotline12345';

-- A daily edition: when it is aired, and what was filed of it the day before (rule CZ-61).
CREATE TABLE editions (
    district text        NOT NULL,
    day      date        NOT NULL,
    airs_at  timestamptz NOT NULL,
    -- Of the station's programme team.
    unit     text        NOT NULL,
    -- Case numbers and the days on which they are used, as JSON; null until it is filed.
    items    text,
    outline  text,
    filed_at timestamptz,
    -- The account that filed it.
    account  text,
    PRIMARY KEY (district, day)
);

-- Matters answered to the public in a later show (rule DM-11).
CREATE TABLE episode_answers (
    district    text        NOT NULL,
    case_id     uuid        NOT NULL,
    broadcast   text        NOT NULL,
    answered_at timestamptz NOT NULL,
    account     text        NOT NULL,
    PRIMARY KEY (district, case_id, broadcast)
);

ALTER TABLE case_listings ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_listings FORCE ROW LEVEL SECURITY;
CREATE POLICY case_listings_district ON case_listings
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE editions ENABLE ROW LEVEL SECURITY;
ALTER TABLE editions FORCE ROW LEVEL SECURITY;
CREATE POLICY editions_district ON editions
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE episode_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE episode_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY episode_answers_district ON episode_answers
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
