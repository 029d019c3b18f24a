-- What notifier owns: what it must know of cases and units to address and word a message, and the deliveries.

-- One row for each case. The citizen stays sealed and is opened at the moment of sending.
CREATE TABLE cases (
    district        text        NOT NULL,
    case_id         uuid        NOT NULL,
    case_number     text        NOT NULL,
    unit            text,
    callback_method text        NOT NULL,
    citizen_key     text,
    citizen_box     text,
    pack_version    text        NOT NULL,
    registered_at   timestamptz NOT NULL,
    PRIMARY KEY (district, case_id)
);

CREATE TABLE work_orders (
    district      text        NOT NULL,
    case_id       uuid        NOT NULL,
    work_order    uuid        NOT NULL,
    unit          text        NOT NULL,
    is_lead       boolean     NOT NULL,
    dispatched_at timestamptz NOT NULL,
    PRIMARY KEY (district, case_id, work_order)
);

CREATE TABLE units (
    district    text        NOT NULL,
    unit        text        NOT NULL,
    name        text        NOT NULL,
    liaison_key text,
    liaison_box text,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (district, unit)
);

-- One row for one event, recipient and way, whose id follows from the three.
CREATE TABLE deliveries (
    district        text        NOT NULL,
    delivery        uuid        NOT NULL,
    event_id        uuid        NOT NULL,
    event_type      text        NOT NULL,
    happened_at     timestamptz NOT NULL,
    case_id         uuid        NOT NULL,
    case_number     text        NOT NULL,
    pack_version    text        NOT NULL,
    -- `unit/<id>`, a role, `citizen` or `subscription/<id>`: never a person.
    recipient       text        NOT NULL,
    way             text        NOT NULL CHECK (way IN ('mail', 'text', 'webhook', 'log')),
    -- What the wording needs of the event.
    unit            text,
    clock           text,
    due_at          timestamptz,
    -- For webhooks: the event as structured CloudEvents JSON, its boxes sealed as they came.
    payload         text,
    correlation_id  text        NOT NULL,
    state           text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
    -- Grows with every operator's retry, so that a second outcome is another fact.
    round           integer     NOT NULL DEFAULT 0,
    -- Tries of this round.
    attempts        integer     NOT NULL DEFAULT 0,
    reason          text,
    settled_at      timestamptz,
    -- Elapsed time: when it is to be tried (again), and until when somebody is at it.
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease_until     timestamptz,
    PRIMARY KEY (district, delivery)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0, fillfactor = 80);
CREATE INDEX deliveries_pending ON deliveries (way, next_attempt_at) WHERE state = 'pending';
CREATE INDEX deliveries_failed ON deliveries (district, delivery) WHERE state = 'failed';

-- Systems outside that are told of events by HTTP.
CREATE TABLE subscriptions (
    district     text        NOT NULL,
    subscription text        NOT NULL,
    url          text        NOT NULL,
    types        text[]      NOT NULL,
    secret_key   text        NOT NULL,
    secret_box   text        NOT NULL,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (district, subscription)
);

ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
CREATE POLICY cases_district ON cases
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE work_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE work_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY work_orders_district ON work_orders
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE units ENABLE ROW LEVEL SECURITY;
ALTER TABLE units FORCE ROW LEVEL SECURITY;
CREATE POLICY units_district ON units
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY deliveries_district ON deliveries
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscriptions FORCE ROW LEVEL SECURITY;
CREATE POLICY subscriptions_district ON subscriptions
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);
