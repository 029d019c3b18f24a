-- What units have done for a show and what they have asked for, each once.
CREATE TABLE preparation_acts (
    district    text        NOT NULL,
    broadcast   text        NOT NULL,
    unit        text        NOT NULL,
    -- `discharge`, `plan`, `leave`, `leaveDecision`, `reschedule`.
    act         text        NOT NULL,
    -- The duty's name in the rule pack, or what else tells two such acts apart.
    subject     text        NOT NULL,
    happened_at timestamptz NOT NULL,
    -- What a duty was planned for.
    planned_for timestamptz,
    -- The account that said so.
    account     text        NOT NULL,
    PRIMARY KEY (district, broadcast, unit, act, subject)
);
ALTER TABLE preparation_acts ENABLE ROW LEVEL SECURITY;
ALTER TABLE preparation_acts FORCE ROW LEVEL SECURITY;
CREATE POLICY preparation_acts_district ON preparation_acts
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

-- Units that have never been on air before (rule CZ-08).
ALTER TABLE broadcasts ADD COLUMN new_units text[] NOT NULL DEFAULT '{}';
