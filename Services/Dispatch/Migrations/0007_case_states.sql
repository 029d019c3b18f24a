-- Where a case stands, by name: a case that was passed on or returned is no more merely unassigned, and one with which every
-- unit that led it is done is closed.
SELECT set_config('hotline.district', '*', true);
ALTER TABLE cases DROP CONSTRAINT cases_stage_check;
-- How many units lead its handling at present: a round that was asked for leaves the one before it open.
ALTER TABLE cases ADD COLUMN open_leads integer NOT NULL DEFAULT 0;

UPDATE cases c SET open_leads = o.open_leads, stage = CASE
    WHEN c.pending_order IS NOT NULL THEN (
        SELECT p.stage FROM work_orders p WHERE p.district = c.district AND p.work_order = c.pending_order)
    WHEN c.stage <> 'dispatched' THEN c.stage
    WHEN o.open_leads = 0 THEN 'closed'
    WHEN o.basis = 'rework' THEN 'reworked'
    ELSE c.stage END
FROM (
    SELECT district, case_id, count(*) FILTER (WHERE stage IN ('dispatched', 'signed', 'answered')) AS open_leads,
        (array_agg(basis ORDER BY dispatched_at DESC, round DESC))[1] AS basis
    FROM work_orders WHERE is_lead GROUP BY district, case_id) o
WHERE o.district = c.district AND o.case_id = c.case_id;

ALTER TABLE cases
    ADD CONSTRAINT cases_stage_check CHECK (stage IN
        ('waiting', 'unassigned', 'dispatched', 'reworked', 'transferred', 'returned', 'closed', 'linked')),
    ADD CONSTRAINT cases_handed_back CHECK ((pending_order IS NOT NULL) = (stage IN ('transferred', 'returned')));
DROP INDEX cases_unassigned;
CREATE INDEX cases_unassigned ON cases (district, registered_at, case_id)
    WHERE stage IN ('unassigned', 'transferred', 'returned');
