-- Statistics of tables that have doubled since they were last looked at. Autovacuum comes once a minute; until then the
-- planner believes that a district has a two-hundredth of the rows, and reads all of it to find a few.
CREATE FUNCTION refresh_statistics() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp 
    SET lock_timeout = '1s' SET default_statistics_target = 10 AS $$
DECLARE
    grown regclass;
    refreshed integer := 0;
BEGIN
    FOR grown IN
        SELECT oid FROM pg_class
        WHERE relnamespace = '${schema}'::regnamespace AND relkind = 'r'
            AND pg_relation_size(oid) >= 2 * greatest(relpages, 4) * current_setting('block_size')::bigint
    LOOP
        BEGIN
            EXECUTE 'ANALYZE ' || grown;
            refreshed := refreshed + 1;
        EXCEPTION WHEN lock_not_available THEN
            NULL; -- autovacuum or another instance is at it
        END;
    END LOOP;
    RETURN refreshed;
END $$;
REVOKE ALL ON FUNCTION refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_statistics() TO ${role};
