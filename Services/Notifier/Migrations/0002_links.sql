-- Which case is handled with which, and what has been closed: the citizens of linked cases are told of the close, too.

CREATE TABLE case_links (
    district  text        NOT NULL,
    case_id   uuid        NOT NULL,
    parent    uuid        NOT NULL,
    linked_at timestamptz NOT NULL,
    PRIMARY KEY (district, case_id)
);
CREATE INDEX case_links_by_parent ON case_links (district, parent);

-- One row for each work order that was closed, for links that come afterwards.
CREATE TABLE closes (
    district       text        NOT NULL,
    case_id        uuid        NOT NULL,
    event_id       uuid        NOT NULL,
    work_order     uuid        NOT NULL,
    unit           text        NOT NULL,
    closed_at      timestamptz NOT NULL,
    correlation_id text        NOT NULL,
    PRIMARY KEY (district, case_id, event_id)
);

ALTER TABLE case_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_links FORCE ROW LEVEL SECURITY;
CREATE POLICY case_links_district ON case_links
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE closes ENABLE ROW LEVEL SECURITY;
ALTER TABLE closes FORCE ROW LEVEL SECURITY;
CREATE POLICY closes_district ON closes
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
