-- The due time first set was typed by whoever extended it. Only a notice's day is dispatch's own to know; every other the
-- deadline keeps. What was typed stays in the journal.
SELECT set_config('hotline.district', '*', true);
UPDATE extensions e SET original_due_at = NULL
WHERE original_due_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM work_orders o
    WHERE o.district = e.district AND o.work_order = e.work_order AND o.notice_due_at = e.original_due_at);
