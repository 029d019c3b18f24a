SELECT set_config('hotline.district', '*', true);

-- Cases whose sketches are still to be made. A registration does not wait for them.
CREATE TABLE unsketched (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    district text   NOT NULL,
    case_id  uuid   NOT NULL
);

ALTER TABLE unsketched ENABLE ROW LEVEL SECURITY;
ALTER TABLE unsketched FORCE ROW LEVEL SECURITY;
CREATE POLICY unsketched_district ON unsketched
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

-- Those from before sketches were kept.
INSERT INTO unsketched (district, case_id)
SELECT district, case_id FROM cases c
WHERE category IS DISTINCT FROM 'report'
    AND NOT EXISTS (SELECT FROM case_sketches s WHERE s.district = c.district AND s.case_id = c.case_id);
