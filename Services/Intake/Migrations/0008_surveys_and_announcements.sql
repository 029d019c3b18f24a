-- Whom a callback asks, and how: who chose text or web answers here (rules CZ-58, X13).
ALTER TABLE case_facts ADD COLUMN callback uuid, ADD COLUMN method text;

-- What citizens have answered themselves, each once. What they said is in the journal, sealed where it may name a person.
CREATE TABLE survey_answers (
    district    text        NOT NULL,
    callback    uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    -- A keyed hash of the whole answer: a repeat has the same.
    fingerprint bytea       NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (district, callback)
);
ALTER TABLE survey_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_answers_district ON survey_answers
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

-- What is told of the plan as a whole, each once: a year's season when it is first entered (rule CZ-64), a month before
-- it begins (rule DM-14).
CREATE TABLE announcements (
    district text        NOT NULL,
    kind     text        NOT NULL CHECK (kind IN ('season', 'month')),
    -- `2020` or `2020-05`.
    period   text        NOT NULL,
    due_at   timestamptz NOT NULL,
    told_at  timestamptz,
    PRIMARY KEY (district, kind, period)
);
CREATE INDEX announcements_due ON announcements (due_at) WHERE told_at IS NULL;

-- What the show is to be about, in public words.
ALTER TABLE broadcasts ADD COLUMN topic text;

ALTER TABLE announcements ENABLE ROW LEVEL SECURITY;
ALTER TABLE announcements FORCE ROW LEVEL SECURITY;
CREATE POLICY announcements_district ON announcements
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
