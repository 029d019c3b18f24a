-- What a service has heard on hotline.districts.
CREATE TABLE rule_packs (
    district       text        NOT NULL,
    version        text        NOT NULL,
    effective_from date        NOT NULL,
    adopted_at     timestamptz NOT NULL,
    source         text        NOT NULL,
    PRIMARY KEY (district, version)
);
ALTER TABLE rule_packs ENABLE ROW LEVEL SECURITY;
ALTER TABLE rule_packs FORCE ROW LEVEL SECURITY;
CREATE POLICY rule_packs_district ON rule_packs
    USING (CASE WHEN current_setting('hotline.district', true) IN (district, '*') THEN true ELSE false END);

-- National: every district reads it, so it has no district and no row policy.
CREATE TABLE calendars (
    version      text        PRIMARY KEY,
    published_at timestamptz NOT NULL,
    source       text        NOT NULL
);
