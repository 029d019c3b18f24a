-- Amendments that came with an idempotency key, so that a late repeat does not undo a newer one.
CREATE TABLE amendments (
    district    text  NOT NULL,
    -- Follows from case number and key; the key itself is not kept.
    request_id  uuid  NOT NULL,
    fingerprint bytea NOT NULL,
    PRIMARY KEY (district, request_id)
);
ALTER TABLE amendments ENABLE ROW LEVEL SECURITY;
ALTER TABLE amendments FORCE ROW LEVEL SECURITY;
CREATE POLICY amendments_district ON amendments
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
