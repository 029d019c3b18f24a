-- What intake owns: cases and their citizens, the numbers they get, broadcasts, and what it has heard of either.

-- One row for each appeal. Personal data are sealed; phone and claim code are kept as keyed hashes.
-- case_id follows from the idempotency key where one was given, so the primary key is the idempotency.
CREATE TABLE cases (
    district           text        NOT NULL,
    case_id            uuid        NOT NULL,
    case_number        text        NOT NULL,
    category           text,
    channel            text        NOT NULL,
    broadcast          text,
    on_air             text,
    unit               text,
    is_foreign_matter  boolean     NOT NULL,
    is_complex         boolean     NOT NULL,
    is_anonymous       boolean     NOT NULL,
    callback_method    text        NOT NULL,
    citizen_key        text,
    citizen_box        text,
    text_key           text,
    text_box           text,
    -- Names of fields that are still to be asked for, between spaces.
    missing            text        NOT NULL,
    pack_version       text        NOT NULL,
    registered_at      timestamptz NOT NULL,
    -- The district's own month, whose key everything of the case is sealed and hashed under.
    month              text        NOT NULL,
    phone_hash         bytea,
    claim_hash         bytea       NOT NULL,
    request_hash       bytea,
    promise_due_at     timestamptz,
    PRIMARY KEY (district, case_id),
    UNIQUE (district, case_number)
);

-- Numbers are handed to processes in blocks, so that no two registrations wait for each other.
CREATE TABLE case_number_blocks (
    district    text    NOT NULL,
    day         date    NOT NULL,
    next_number integer NOT NULL,
    PRIMARY KEY (district, day)
);

CREATE TABLE broadcasts (
    district   text        NOT NULL,
    broadcast  text        NOT NULL,
    opens_at   timestamptz NOT NULL,
    closes_at  timestamptz NOT NULL,
    units      text[]      NOT NULL,
    -- Opened and closed by the operator only, never by the season's time.
    is_by_hand boolean     NOT NULL,
    state      text        NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'open', 'closed')),
    -- When it was entered: what was over by then is history and is not opened any more.
    entered_at timestamptz NOT NULL,
    opened_at  timestamptz,
    closed_at  timestamptz,
    PRIMARY KEY (district, broadcast)
);
CREATE INDEX broadcasts_to_open ON broadcasts (opens_at) WHERE state = 'planned' AND NOT is_by_hand;
CREATE INDEX broadcasts_to_close ON broadcasts (closes_at) WHERE state = 'open' AND NOT is_by_hand;

-- Units as dispatch has told them.
CREATE TABLE units (
    district   text        NOT NULL,
    unit       text        NOT NULL,
    name       text        NOT NULL,
    aliases    text[]      NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (district, unit)
);

-- What the other services have said of a case: the citizen's status is read off these.
CREATE TABLE case_facts (
    district    text        NOT NULL,
    case_id     uuid        NOT NULL,
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    happened_at timestamptz NOT NULL,
    unit        text,
    other_unit  text,
    round       integer,
    outcome     text,
    due_at      timestamptz,
    answer_key  text,
    answer_box  text,
    work_order  text,
    -- Of a dispatch: what an assistant does is not shown to the citizen.
    is_lead     boolean,
    PRIMARY KEY (district, case_id, event_id)
);

ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
CREATE POLICY cases_district ON cases
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE case_number_blocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_number_blocks FORCE ROW LEVEL SECURITY;
CREATE POLICY case_number_blocks_district ON case_number_blocks
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE broadcasts ENABLE ROW LEVEL SECURITY;
ALTER TABLE broadcasts FORCE ROW LEVEL SECURITY;
CREATE POLICY broadcasts_district ON broadcasts
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE units ENABLE ROW LEVEL SECURITY;
ALTER TABLE units FORCE ROW LEVEL SECURITY;
CREATE POLICY units_district ON units
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE case_facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_facts FORCE ROW LEVEL SECURITY;
CREATE POLICY case_facts_district ON case_facts
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
