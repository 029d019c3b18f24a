-- The account that did it. NULL in what is older, and for what followed by itself.
ALTER TABLE steps ADD COLUMN account text;
ALTER TABLE extensions ADD COLUMN decided_by text;
