-- An edition's outline is about citizens' cases and may name a person: it is kept sealed under the month of the edition's
-- day. SQL cannot seal what was filed in plain text; there is no district yet that has filed any, so it goes.
ALTER TABLE editions DROP COLUMN outline;
ALTER TABLE editions ADD COLUMN outline_key text;
ALTER TABLE editions ADD COLUMN outline_box text;
