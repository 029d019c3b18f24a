SELECT set_config('hotline.district', '*', true);

-- What a case has taught: the unit that handled it, and the text by which it is known. One case teaches once.
CREATE TABLE lessons (
    district text NOT NULL,
    case_id  uuid NOT NULL,
    unit     text NOT NULL,
    category text NOT NULL,
    -- Whose key the terms are under: they die with it.
    month    text NOT NULL,
    -- As sealed when it was learnt, so that exactly this can be taken back.
    text_key text NOT NULL,
    text_box text NOT NULL,
    PRIMARY KEY (district, case_id)
);

-- Cases of which something is to be learnt or taken back. A command does not wait for it.
CREATE TABLE unlearnt (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    district text   NOT NULL,
    case_id  uuid   NOT NULL
);

-- How many cases each unit handled whose text has the term: a keyed hash of two letters. Nothing says which terms stood
-- in one text. The same term has another hash each month.
CREATE TABLE learnt_terms (
    district text    NOT NULL,
    term     bigint  NOT NULL,
    unit     text    NOT NULL,
    month    text    NOT NULL,
    cases    integer NOT NULL,
    -- A suggestion reads thousands of rows that lie apart: from the index alone.
    PRIMARY KEY (district, term, unit) INCLUDE (cases)
);

-- How many cases each unit handled, and how many terms those have together.
CREATE TABLE learnt_units (
    district text    NOT NULL,
    month    text    NOT NULL,
    unit     text    NOT NULL,
    -- Empty while it is not known.
    category text    NOT NULL,
    cases    integer NOT NULL,
    terms    bigint  NOT NULL,
    PRIMARY KEY (district, month, unit, category)
);

CREATE INDEX learnt_units_by_month ON learnt_units (month);

-- What became of suggestions: the work order that an operator's choice led to.
CREATE TABLE suggestion_outcomes (
    district   text        NOT NULL,
    work_order uuid        NOT NULL,
    unit       text        NOT NULL,
    -- How many units were suggested.
    offered    integer     NOT NULL,
    -- Where the chosen one stood among them, from 1; NULL where it was not among them.
    rank       integer,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (district, work_order)
);
CREATE INDEX suggestion_outcomes_by_time ON suggestion_outcomes (district, decided_at);

ALTER TABLE lessons ENABLE ROW LEVEL SECURITY;
ALTER TABLE lessons FORCE ROW LEVEL SECURITY;
CREATE POLICY lessons_district ON lessons
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE unlearnt ENABLE ROW LEVEL SECURITY;
ALTER TABLE unlearnt FORCE ROW LEVEL SECURITY;
CREATE POLICY unlearnt_district ON unlearnt
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE learnt_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE learnt_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY learnt_terms_district ON learnt_terms
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE learnt_units ENABLE ROW LEVEL SECURITY;
ALTER TABLE learnt_units FORCE ROW LEVEL SECURITY;
CREATE POLICY learnt_units_district ON learnt_units
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE suggestion_outcomes ENABLE ROW LEVEL SECURITY;
ALTER TABLE suggestion_outcomes FORCE ROW LEVEL SECURITY;
CREATE POLICY suggestion_outcomes_district ON suggestion_outcomes
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

-- What was handled before suggestions were made.
INSERT INTO unlearnt (district, case_id)
SELECT DISTINCT district, case_id FROM work_orders WHERE is_lead AND stage IN ('answered', 'closed');
