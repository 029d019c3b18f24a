-- Each move of a deadline is kept beside it, so that it can say why it is due when it is: a line for each, of cells
-- (time, due instant until then, due instant from then, cause, calendar version). NULL: it never moved.
ALTER TABLE deadlines ADD COLUMN moves text;

-- A calendar's change is gone through in two halves of a district's cases at a time. What was under way begins anew, and
-- finds what was done already as it should be. The row policies bind the owner too, hence the scope.
SELECT set_config('hotline.district', '*', true);
DELETE FROM recomputations WHERE NOT is_done;
ALTER TABLE recomputations ADD COLUMN part smallint NOT NULL DEFAULT 0;
ALTER TABLE recomputations DROP CONSTRAINT recomputations_pkey;
ALTER TABLE recomputations ADD PRIMARY KEY (district, version, part);
INSERT INTO recomputations (district, version, position, is_done, part)
SELECT district, version, position, is_done, 1 FROM recomputations;
