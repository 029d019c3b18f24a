-- Cases whose repeats are to be searched for, in the order in which they were sketched.
CREATE TABLE unsearched (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    district text    NOT NULL,
    case_id  uuid    NOT NULL,
    -- Searched once more because another case came or changed: this search leads to no further one.
    is_again boolean NOT NULL DEFAULT false
);
CREATE INDEX unsearched_case ON unsearched (district, case_id);

-- Likely repeats, for a person to link or to dismiss. A case's rows are written by whoever holds the case's lock. What was
-- dismissed stays, so that it does not come back.
CREATE TABLE proposed_repeats (
    id           bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    district     text             NOT NULL,
    case_id      uuid             NOT NULL,
    -- The earlier case; where that was a repeat itself, the one that it is linked to.
    parent       uuid             NOT NULL,
    score        double precision NOT NULL,
    reasons      text[]           NOT NULL,
    found_at     timestamptz      NOT NULL,
    dismissed_at timestamptz,
    -- The account that dismissed it.
    account      text,
    CHECK ((dismissed_at IS NULL) = (account IS NULL))
);
CREATE UNIQUE INDEX proposed_repeats_open ON proposed_repeats (district, case_id, parent) WHERE dismissed_at IS NULL;
CREATE INDEX proposed_repeats_newest ON proposed_repeats (district, found_at, id) WHERE dismissed_at IS NULL;
CREATE INDEX proposed_repeats_parent ON proposed_repeats (district, parent) WHERE dismissed_at IS NULL;
CREATE INDEX proposed_repeats_dismissed ON proposed_repeats (district, case_id, parent) WHERE dismissed_at IS NOT NULL;

ALTER TABLE unsearched ENABLE ROW LEVEL SECURITY;
ALTER TABLE unsearched FORCE ROW LEVEL SECURITY;
CREATE POLICY unsearched_district ON unsearched
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE proposed_repeats ENABLE ROW LEVEL SECURITY;
ALTER TABLE proposed_repeats FORCE ROW LEVEL SECURITY;
CREATE POLICY proposed_repeats_district ON proposed_repeats
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
