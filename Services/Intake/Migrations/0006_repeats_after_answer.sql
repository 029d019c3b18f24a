SELECT set_config('hotline.district', '*', true);

-- Whether the repeat was registered after its parent had been answered (rule DM-45).
ALTER TABLE case_links ADD COLUMN is_after_answer boolean NOT NULL DEFAULT false;

-- The keyed hash of the citizen's address, under the key of the case's month.
ALTER TABLE case_sketches ADD COLUMN place bigint;

-- The hashes that are rows of `case_sketch_keys`: the rarest of the text, and the address.
ALTER TABLE case_sketches ADD COLUMN keys bigint[];
UPDATE case_sketches SET keys = hashes[1:8];
