-- How often a message was parked: each time is a fact of its own and has an id of its own. Counted from this migration on.
ALTER TABLE held_messages ADD COLUMN parkings integer NOT NULL DEFAULT 0;
