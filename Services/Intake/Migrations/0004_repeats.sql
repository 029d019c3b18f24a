-- What lets the same matter be found across broadcasts while its text stays sealed: the smallest keyed hashes of its
-- trigrams. Reports have none.
CREATE TABLE case_sketches (
    district      text        NOT NULL,
    case_id       uuid        NOT NULL,
    -- Whose key the hashes are under: they die with it.
    month         text        NOT NULL,
    registered_at timestamptz NOT NULL,
    -- Sorted, at most 32.
    hashes        bigint[]    NOT NULL,
    PRIMARY KEY (district, case_id)
);

-- The first hashes of each sketch, to find it by. Rows under a B-tree and no array under GIN: array operators are not
-- leakproof, so under a row policy no index serves them.
CREATE TABLE case_sketch_keys (
    district text   NOT NULL,
    hash     bigint NOT NULL,
    case_id  uuid   NOT NULL,
    PRIMARY KEY (district, hash, case_id)
);

-- A repeat and the case that it is handled with, which is itself no repeat.
CREATE TABLE case_links (
    district  text        NOT NULL,
    case_id   uuid        NOT NULL,
    parent    uuid        NOT NULL,
    linked_at timestamptz NOT NULL,
    -- The account that linked them.
    account   text        NOT NULL,
    PRIMARY KEY (district, case_id)
);
CREATE INDEX case_links_parent ON case_links (district, parent);
CREATE INDEX cases_by_phone ON cases (district, phone_hash) WHERE phone_hash IS NOT NULL;

ALTER TABLE case_sketches ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_sketches FORCE ROW LEVEL SECURITY;
CREATE POLICY case_sketches_district ON case_sketches
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE case_sketch_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_sketch_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY case_sketch_keys_district ON case_sketch_keys
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE case_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_links FORCE ROW LEVEL SECURITY;
CREATE POLICY case_links_district ON case_links
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
