-- A miss may be withdrawn because the deadline had been extended in time, and the extended day be missed as well: each miss
-- and each withdrawal is kept, by its instant. A miss and what withdrew it have the same place among the two; the last miss
-- stands where there are more misses than withdrawals.
SELECT set_config('hotline.district', '*', true);

-- Each once, the earliest first.
CREATE FUNCTION in_order(instants timestamptz[]) RETURNS timestamptz[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(DISTINCT instant ORDER BY instant), '{}') FROM unnest(instants) AS instant
$$;

ALTER TABLE deadlines
    ADD COLUMN misses      timestamptz[] NOT NULL DEFAULT '{}',
    ADD COLUMN withdrawals timestamptz[] NOT NULL DEFAULT '{}';
UPDATE deadlines SET misses = array_remove(ARRAY[missed_at], NULL), withdrawals = array_remove(ARRAY[withdrawn_at], NULL)
WHERE missed_at IS NOT NULL OR withdrawn_at IS NOT NULL;

ALTER TABLE deadlines DROP COLUMN missed_at, DROP COLUMN withdrawn_at;
ALTER TABLE deadlines
    -- The last miss, and what withdrew it.
    ADD COLUMN missed_at    timestamptz GENERATED ALWAYS AS (misses[cardinality(misses)]) STORED,
    ADD COLUMN withdrawn_at timestamptz GENERATED ALWAYS AS (CASE
        WHEN cardinality(withdrawals) >= cardinality(misses) THEN withdrawals[cardinality(withdrawals)] END) STORED;
