-- Days that cannot be prepared are passed over: their rows lie in the default partition already, or the tables are too
-- busy just now. A day's partition can be reached through its parent only, for the policies are the parent's.

DROP FUNCTION prepare_days(date, integer);

CREATE FUNCTION prepare_days(first date, count integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    d date;
    t text;
    part text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('${schema}.prepare_days'));
    FOR d IN SELECT first + i FROM generate_series(0, count - 1) AS i LOOP
        FOREACH t IN ARRAY ARRAY['journal', 'inbox'] LOOP
            part := t || '_' || to_char(d, 'YYYYMMDD');
            CONTINUE WHEN to_regclass('${schema}.' || part) IS NOT NULL;
            BEGIN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, t, d, d + 1);
                EXECUTE format('REVOKE ALL ON %I FROM ${role}', part);
                made := made + 1;
            EXCEPTION WHEN check_violation OR lock_not_available THEN
                NULL;
            END;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION prepare_days(date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prepare_days(date, integer) TO ${role};
REVOKE ALL ON journal_default, inbox_default FROM ${role};
