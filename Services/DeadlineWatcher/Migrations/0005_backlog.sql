-- Facts that were old when they were heard, each with what set it off, as the clocks write them. They are told together, in
-- the order in which they happened, when everything that was said has been heard. NULL: none.
ALTER TABLE case_states ADD COLUMN backlog text;
-- When the last of them was heard, by the domain's clock.
ALTER TABLE case_states ADD COLUMN backlog_at timestamptz;
-- Empty but after an outage, in a replay, or when a calendar has just come.
CREATE INDEX case_states_backlog ON case_states (district, backlog_at) WHERE backlog IS NOT NULL;
