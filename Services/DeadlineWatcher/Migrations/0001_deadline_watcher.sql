-- What the deadline watcher owns: what it remembers of cases, their deadlines, and supervision.

-- One row for each case: the facts that matter to clocks. Locked before anything of the case is changed by a fact.
CREATE TABLE case_states (
    district     text NOT NULL,
    case_id      uuid NOT NULL,
    case_number  text,
    -- NULL until a fact has told it.
    pack_version text,
    broadcast    text,
    facts        text,
    PRIMARY KEY (district, case_id)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX case_states_of_broadcast ON case_states (district, broadcast) WHERE broadcast IS NOT NULL;

-- What was said of a show: it concerns each of its cases, and each that comes later.
CREATE TABLE broadcast_facts (
    district    text        NOT NULL,
    broadcast   text        NOT NULL,
    event_id    uuid        NOT NULL,
    kind        text        NOT NULL,
    happened_at timestamptz NOT NULL,
    PRIMARY KEY (district, broadcast, event_id)
);

-- One row for each run of a clock.
CREATE TABLE deadlines (
    district         text        NOT NULL,
    case_id          uuid        NOT NULL,
    deadline         uuid        NOT NULL,
    clock            text        NOT NULL,
    rule             text        NOT NULL,
    status           text        NOT NULL,
    owes             text        NOT NULL,
    unit             text,
    work_order       text,
    started_at       timestamptz NOT NULL,
    due_at           timestamptz NOT NULL,
    original_due_at  timestamptz NOT NULL,
    ended_at         timestamptz,
    is_provisional   boolean     NOT NULL,
    calendar_version text        NOT NULL,
    pack_version     text        NOT NULL,
    -- When time alone has something to do, and which: a warning or a miss. NULL while nothing is awaited.
    wake_at          timestamptz,
    awaits           text CHECK (awaits IN ('warning', 'miss')),
    -- The whole run as the clocks write it.
    run              text        NOT NULL,
    PRIMARY KEY (district, case_id, deadline)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_insert_scale_factor = 0.1);
-- Holds only what still waits, so that asking whether anything is due costs the same with any number of rows.
CREATE INDEX deadlines_to_wake ON deadlines (awaits, wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX deadlines_by_due ON deadlines (district, due_at, deadline);

-- One row for each climb of a ladder, from filing to conclusion.
CREATE TABLE supervisions (
    district     text        NOT NULL,
    supervision  uuid        NOT NULL,
    case_id      uuid        NOT NULL,
    deadline     uuid,
    -- The rule of the proposal.
    rule         text,
    work_order   text,
    unit         text,
    ground       text,
    drafter      text,
    opened_at    timestamptz NOT NULL,
    filed_at     timestamptz,
    proposed_at  timestamptz,
    withdrawn_at timestamptz,
    issued_at    timestamptz,
    received_at  timestamptz,
    answered_at  timestamptz,
    reported_at  timestamptz,
    concluded_at timestamptz,
    conclusion   text,
    PRIMARY KEY (district, supervision)
);
CREATE INDEX supervisions_by_time ON supervisions (district, opened_at, supervision);

-- Calendars under which running deadlines are to be reckoned again. National, like the calendars themselves.
CREATE TABLE calendar_changes (
    version      text        PRIMARY KEY,
    event_id     uuid        NOT NULL,
    published_at timestamptz NOT NULL
);

-- How far a district has come with it: cases up to `position` are done.
CREATE TABLE recomputations (
    district text    NOT NULL,
    version  text    NOT NULL,
    position uuid    NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    is_done  boolean NOT NULL DEFAULT false,
    PRIMARY KEY (district, version)
);

ALTER TABLE case_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_states FORCE ROW LEVEL SECURITY;
CREATE POLICY case_states_district ON case_states
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE broadcast_facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE broadcast_facts FORCE ROW LEVEL SECURITY;
CREATE POLICY broadcast_facts_district ON broadcast_facts
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE recomputations ENABLE ROW LEVEL SECURITY;
ALTER TABLE recomputations FORCE ROW LEVEL SECURITY;
CREATE POLICY recomputations_district ON recomputations
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
-- By unit too, where the transaction is one unit's. Written as CASE, of which the planner believes that it holds for half
-- of the rows: a chain of comparisons it takes for so rare that it reads the whole table rather than an index in order.
ALTER TABLE deadlines ENABLE ROW LEVEL SECURITY;
ALTER TABLE deadlines FORCE ROW LEVEL SECURITY;
CREATE POLICY deadlines_district ON deadlines
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*')
        THEN coalesce(current_setting('hotline.unit', true), '') IN ('', unit) ELSE false END);
ALTER TABLE supervisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE supervisions FORCE ROW LEVEL SECURITY;
CREATE POLICY supervisions_district ON supervisions
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*')
        THEN coalesce(current_setting('hotline.unit', true), '') IN ('', unit) ELSE false END);
