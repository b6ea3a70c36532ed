-- Splits by month the two tables of PostgreSQL that grow without end: message and fact.
--
--     psql -v ON_ERROR_STOP=1 -f partition.sql postgresql://…/lien
--
-- Run it with the servers stopped: it copies both tables once, within one transaction, and needs the room for it.
-- Run again at any time, servers or not, it only adds the months that are missing, up to a year ahead; what comes
-- in a month that has no part yet goes to the part "…_rest", so nothing is ever refused.
--
-- The key is the one by which both tables are known already: an id, like the position of a fact, begins with the
-- milliseconds since 2024-01-01 UTC, above 22 bits of node and counter.
BEGIN;

CREATE FUNCTION pg_temp.first_id_of(at timestamptz) RETURNS bigint LANGUAGE sql AS
    $$ SELECT ((extract(epoch FROM at) - extract(epoch FROM timestamptz '2024-01-01 00:00:00Z')) * 1000)::bigint << 22 $$;

CREATE FUNCTION pg_temp.add_months(whole regclass, first timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month timestamptz := date_trunc('month', first, 'UTC');
    part  text;
BEGIN
    WHILE month < now() + interval '1 year' LOOP
        part := whole || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM');
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%s) TO (%s)', part, whole,
                           pg_temp.first_id_of(month), pg_temp.first_id_of(month + interval '1 month'));
        END IF;
        month := month + interval '1 month';
    END LOOP;
END $$;

CREATE FUNCTION pg_temp.split(name text, key text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    old   text := name || '_whole';
    first timestamptz;
    line  record;
BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = name::regclass) = 'p' THEN
        PERFORM pg_temp.add_months(name::regclass, now());
        RETURN;
    END IF;
    EXECUTE format('ALTER TABLE %I RENAME TO %I', name, old);
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) PARTITION BY RANGE (%I)', name, old, key);
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', name || '_rest', name);
    EXECUTE format('SELECT timestamptz ''2024-01-01 00:00:00Z'' + (min(%I) >> 22) * interval ''1 millisecond'' FROM %I', key, old) INTO first;
    PERFORM pg_temp.add_months(name::regclass, coalesce(first, now()));
    EXECUTE format('INSERT INTO %I SELECT * FROM %I', name, old);
    -- Who points to it points to the new one, and it points to whom the old one did.
    FOR line IN SELECT conrelid::regclass AS place, conname, pg_get_constraintdef(oid) AS says
                FROM pg_constraint
                WHERE contype = 'f' AND old::regclass IN (conrelid, confrelid)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', line.place, line.conname);
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s',
                       CASE WHEN line.place = old::regclass THEN name ELSE line.place::text END, line.conname,
                       regexp_replace(line.says, 'REFERENCES ' || old || '\M', 'REFERENCES ' || name));
    END LOOP;
    EXECUTE format('DROP TABLE %I', old);
END $$;

SELECT pg_temp.split('message', 'id');
SELECT pg_temp.split('fact', 'position');

COMMIT;
ANALYZE message, fact;
