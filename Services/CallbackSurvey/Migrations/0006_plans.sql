-- What the time of a callback under a letter is reckoned from, so that a calendar that comes later moves it. Null for every
-- other callback, and for what was planned before: that opens at the time that it has.
ALTER TABLE callbacks
    -- When the unit received the letter.
    ADD COLUMN received_at timestamptz,
    -- How many calendars had come. None is ever taken away, so another number asks for reckoning again.
    ADD COLUMN calendars_known integer;
