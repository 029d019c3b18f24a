-- Proposals to hold somebody to account and clues for discipline: made by clocks, by events or by a person, decided by a
-- named person only. No unit's desk reads them.
CREATE TABLE accountabilities (
    district       text        NOT NULL,
    accountability uuid        NOT NULL,
    kind           text        NOT NULL CHECK (kind IN ('accountability', 'referral')),
    case_id        uuid        NOT NULL,
    rule           text        NOT NULL,
    ground         text        NOT NULL,
    deadline       uuid,
    work_order     text,
    unit           text,
    proposed_at    timestamptz NOT NULL,
    -- The account of the person who proposed it; NULL where a clock or an event did.
    proposed_by    text,
    withdrawn_at   timestamptz,
    decided_at     timestamptz,
    decided_by     text,
    is_upheld      boolean,
    PRIMARY KEY (district, accountability)
);
CREATE INDEX accountabilities_by_time ON accountabilities (district, proposed_at, accountability);
ALTER TABLE accountabilities ENABLE ROW LEVEL SECURITY;
ALTER TABLE accountabilities FORCE ROW LEVEL SECURITY;
CREATE POLICY accountabilities_district ON accountabilities
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
