-- Parked messages that an operator has given up, whole, with the reason: what was dropped by mistake can be found again.
CREATE TABLE dropped_messages (
    district    text        NOT NULL,
    message_id  uuid        NOT NULL,
    topic       text        NOT NULL,
    subject     text        NOT NULL,
    parked_for  text        NOT NULL,
    headers     text        NOT NULL,
    data        bytea       NOT NULL,
    held_at     timestamptz NOT NULL,
    reason      text        NOT NULL,
    dropped_at  timestamptz NOT NULL,
    PRIMARY KEY (district, message_id)
);
ALTER TABLE dropped_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE dropped_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY dropped_messages_district ON dropped_messages
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
