-- What was asked for under an idempotency key: another request under the same key is refused. A repeat that changed
-- nothing has its key here too.
CREATE TABLE attempt_requests (
    district   text NOT NULL,
    -- Follows from the callback and the key; the key itself is not kept.
    request_id uuid NOT NULL,
    -- The number that the caller named; null where he named none. There is nothing else that two requests may differ in.
    attempt    integer,
    PRIMARY KEY (district, request_id)
);

-- What had been said under these keys is not known, so that they tell nothing any more.
ALTER TABLE attempts DROP COLUMN request_id;

ALTER TABLE attempt_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE attempt_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY attempt_requests_district ON attempt_requests
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
