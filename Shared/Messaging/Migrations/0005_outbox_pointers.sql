-- One pointer for what a transaction has said, not one for each event: a tenth of the rows to write, find and delete.
-- The column's old name is gone, so that a relay of before fails rather than send a pointer's first event alone.
ALTER TABLE outbox RENAME TO outbox_of_one;

CREATE TABLE outbox (
    -- The least of `positions`, by which pointers are sent in order.
    first_position bigint PRIMARY KEY,
    -- In ascending order, with the day of each in `days`.
    positions      bigint[] NOT NULL,
    days           date[]   NOT NULL,
    district       text     NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0);

INSERT INTO outbox SELECT position, ARRAY[position], ARRAY[day], district FROM outbox_of_one;
DROP TABLE outbox_of_one;

-- What is not acknowledged yet, a row for each event.
CREATE VIEW unsent AS
    SELECT first_position, position, day, district FROM outbox, unnest(positions, days) AS event (position, day);
