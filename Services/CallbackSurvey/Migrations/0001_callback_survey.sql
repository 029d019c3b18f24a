-- What callback-survey owns: callbacks and what came of them. What it has heard of the others: the facts that say whom
-- to ask, and those that a ledger is reckoned from.

-- Who can be asked. The citizen stays sealed.
CREATE TABLE cases (
    district        text        NOT NULL,
    case_id         uuid        NOT NULL,
    case_number     text        NOT NULL,
    category        text,
    channel         text        NOT NULL,
    broadcast       text,
    on_air          text,
    is_anonymous    boolean     NOT NULL,
    callback_method text        NOT NULL,
    citizen_key     text,
    citizen_box     text,
    pack_version    text        NOT NULL,
    registered_at   timestamptz NOT NULL,
    PRIMARY KEY (district, case_id)
);
-- A ledger reads a span of time; a block range costs the thousand appeals of a second next to nothing.
CREATE INDEX cases_by_time ON cases USING brin (registered_at);
CREATE INDEX cases_by_broadcast ON cases (district, broadcast) WHERE broadcast IS NOT NULL;

CREATE TABLE work_orders (
    district       text        NOT NULL,
    case_id        uuid        NOT NULL,
    work_order     uuid        NOT NULL,
    unit           text        NOT NULL,
    basis          text        NOT NULL,
    is_lead        boolean     NOT NULL,
    round          integer     NOT NULL,
    dispatched_at  timestamptz NOT NULL,
    answered_at    timestamptz,
    closed_at      timestamptz,
    transferred_at timestamptz,
    PRIMARY KEY (district, case_id, work_order)
);

CREATE TABLE callbacks (
    district        text        NOT NULL,
    callback        uuid        NOT NULL,
    case_id         uuid        NOT NULL,
    work_order      uuid        NOT NULL,
    -- The letter under which the citizen is asked again; null for the callback after an answer.
    supervision     uuid,
    unit            text        NOT NULL,
    round           integer     NOT NULL,
    method          text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('planned', 'open', 'completed', 'waived')),
    scheduled_at    timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    outcome         text,
    satisfaction    integer,
    is_irregular    boolean     NOT NULL DEFAULT false,
    note_key        text,
    note_box        text,
    -- What a result that does not stand led to: rework or supervision, and why.
    consequence     text,
    reason          text,
    ended_at        timestamptz,
    PRIMARY KEY (district, callback)
);
CREATE INDEX callbacks_to_call ON callbacks (district, next_attempt_at, callback) WHERE state = 'open';
CREATE INDEX callbacks_planned ON callbacks (scheduled_at) WHERE state = 'planned';
CREATE INDEX callbacks_by_case ON callbacks (district, case_id);

-- Calls that nobody took, each once.
CREATE TABLE attempts (
    district     text        NOT NULL,
    callback     uuid        NOT NULL,
    attempt      integer     NOT NULL,
    -- Follows from the request's idempotency key; the key itself is not kept.
    request_id   uuid,
    attempted_at timestamptz NOT NULL,
    PRIMARY KEY (district, callback, attempt)
);

-- The runs of the clocks, as deadline-watcher tells of them.
CREATE TABLE deadlines (
    district     text        NOT NULL,
    case_id      uuid        NOT NULL,
    deadline     uuid        NOT NULL,
    clock        text        NOT NULL,
    rule         text        NOT NULL,
    work_order   uuid,
    unit         text,
    met_at       timestamptz,
    missed_at    timestamptz,
    withdrawn_at timestamptz,
    cancelled_at timestamptz,
    PRIMARY KEY (district, case_id, deadline)
);

CREATE TABLE escalations (
    district    text        NOT NULL,
    case_id     uuid        NOT NULL,
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    supervision uuid        NOT NULL,
    rule        text,
    unit        text,
    happened_at timestamptz NOT NULL,
    PRIMARY KEY (district, case_id, event_id)
);

-- The cases that a ledger is about: of a span of time, of one broadcast, or all. Inlined into each query.
CREATE FUNCTION ledger_cases(of_district text, since timestamptz, until timestamptz, of_broadcast text)
RETURNS TABLE (case_id uuid) LANGUAGE sql STABLE AS $$
    SELECT cases.case_id FROM cases
    WHERE cases.district = of_district
        AND (since IS NULL OR cases.registered_at >= since)
        AND (until IS NULL OR cases.registered_at < until)
        AND (of_broadcast IS NULL OR cases.broadcast = of_broadcast)
$$;

ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
CREATE POLICY cases_district ON cases
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

ALTER TABLE work_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY work_orders_district ON work_orders
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

ALTER TABLE callbacks ENABLE ROW LEVEL SECURITY;
ALTER TABLE callbacks FORCE ROW LEVEL SECURITY;
CREATE POLICY callbacks_district ON callbacks
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

ALTER TABLE attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY attempts_district ON attempts
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

ALTER TABLE deadlines ENABLE ROW LEVEL SECURITY;
ALTER TABLE deadlines FORCE ROW LEVEL SECURITY;
CREATE POLICY deadlines_district ON deadlines
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

ALTER TABLE escalations ENABLE ROW LEVEL SECURITY;
ALTER TABLE escalations FORCE ROW LEVEL SECURITY;
CREATE POLICY escalations_district ON escalations
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
