-- A form that went to the unit that leads a joint handling (rule DM-34): whose it is, and where its desk finds it.
ALTER TABLE filings ADD COLUMN unit text, ADD COLUMN lead_order uuid;
CREATE INDEX filings_with_lead ON filings (district, lead_order) WHERE lead_order IS NOT NULL;

-- The lead sees what was filed with it, and nothing else of the others.
ALTER POLICY filings_district ON filings
    USING (current_setting('hotline.district', true) IN (district, '*')
        AND CASE coalesce(current_setting('hotline.unit', true), '') WHEN '' THEN true ELSE EXISTS (
            SELECT 1 FROM work_orders o
            WHERE o.district = filings.district AND o.work_order IN (filings.work_order, filings.lead_order)) END);
