-- What on-air answer, system reply and form say, sealed, and where they do not agree (rules CZ-43, CZ-51, CZ-52).

-- The answer in the studio belongs to the case, a reply and a form to a work order.
CREATE TABLE texts (
    district   text        NOT NULL,
    case_id    uuid        NOT NULL,
    source     text        NOT NULL CHECK (source IN ('onAir', 'reply', 'form')),
    -- Of a form: its name and its receiver. Empty for the others.
    part       text        NOT NULL,
    -- The nil UUID for the answer in the studio.
    work_order uuid        NOT NULL,
    text_key   text        NOT NULL,
    text_box   text        NOT NULL,
    said_at    timestamptz NOT NULL,
    PRIMARY KEY (district, case_id, source, work_order, part)
);

CREATE TABLE inconsistencies (
    district      text             NOT NULL,
    inconsistency uuid             NOT NULL,
    case_id       uuid             NOT NULL,
    work_order    uuid             NOT NULL,
    unit          text             NOT NULL,
    round         integer          NOT NULL,
    kind          text             NOT NULL,
    score         double precision NOT NULL,
    reasons       text[]           NOT NULL,
    -- Places in the texts, not the texts.
    spans         text             NOT NULL,
    -- Of the form that was compared.
    part          text             NOT NULL,
    state         text             NOT NULL CHECK (state IN ('open', 'decided')),
    found_at      timestamptz      NOT NULL,
    decision      text,
    decided_by    text,
    decided_at    timestamptz,
    note_key      text,
    note_box      text,
    PRIMARY KEY (district, inconsistency)
);
CREATE INDEX inconsistencies_to_review ON inconsistencies (district, state, found_at, inconsistency);
CREATE INDEX inconsistencies_by_case ON inconsistencies (district, case_id);

ALTER TABLE texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE texts FORCE ROW LEVEL SECURITY;
CREATE POLICY texts_district ON texts
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

ALTER TABLE inconsistencies ENABLE ROW LEVEL SECURITY;
ALTER TABLE inconsistencies FORCE ROW LEVEL SECURITY;
CREATE POLICY inconsistencies_district ON inconsistencies
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
