-- schemas: reta, training
-- Why: at ten million events one table with four indexes answers too slowly and cannot be kept in pieces. The trail is
-- cut by month; each event says besides who and what also from which unit, in which role, from where, about whom, which
-- class of values and what for, as codes. Where the trail cannot be written, what must go on leaves its event in a spool.

ALTER TABLE audit_events RENAME TO audit_events_before;
ALTER TABLE audit_events_before DROP CONSTRAINT audit_events_id;
DROP INDEX audit_events_by_time, audit_events_by_case, audit_events_by_officer;
DROP FUNCTION write_audit_event;

CREATE TABLE audit_events (
  event_id bigint GENERATED ALWAYS AS IDENTITY,
  happened_at timestamptz NOT NULL,
  officer_id uuid,
  posting_id uuid,
  unit_id text,
  role text,
  action text NOT NULL,
  outcome text NOT NULL CONSTRAINT audit_events_outcome CHECK (outcome IN ('done', 'refused', 'failed')),
  case_id uuid,
  entry_id uuid,
  subject_id uuid,
  classes text[],
  purpose text,
  origin text,
  device_id uuid,
  request_id text,
  body jsonb NOT NULL,
  event_hash bytea NOT NULL CONSTRAINT audit_events_hash_is_sha256 CHECK (octet_length(event_hash) = 32),
  CONSTRAINT audit_events_id PRIMARY KEY (event_id, happened_at)
) PARTITION BY RANGE (happened_at);
-- One for each question of those who read it, newest first, each a keyset.
CREATE INDEX audit_events_by_time ON audit_events (happened_at DESC, event_id DESC);
CREATE INDEX audit_events_by_officer ON audit_events (officer_id, happened_at DESC, event_id DESC);
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, happened_at DESC, event_id DESC)
  WHERE subject_id IS NOT NULL;
CREATE INDEX audit_events_by_case ON audit_events (case_id, happened_at DESC, event_id DESC) WHERE case_id IS NOT NULL;
CREATE INDEX audit_events_by_unit ON audit_events (unit_id, happened_at DESC, event_id DESC);
CREATE INDEX audit_events_by_action ON audit_events (action, happened_at DESC, event_id DESC);
CREATE INDEX audit_events_not_done ON audit_events (outcome, happened_at DESC, event_id DESC) WHERE outcome <> 'done';
COMMENT ON TABLE audit_events IS 'The audit trail by month. Insert only; event_hash is a leaf of the audit log';
COMMENT ON COLUMN audit_events.subject_id IS 'The officer it is about: whose login, posting, password, or trail';
COMMENT ON COLUMN audit_events.classes IS 'Classes of values that were opened or asked for';
COMMENT ON COLUMN audit_events.origin IS 'Kind of address and 12 bits of its hash: two places can be told apart, neither can be named';
COMMENT ON COLUMN audit_events.body IS 'The whole event; its RFC 8785 form hashes to event_hash. The columns repeat it';

-- Where the month has no partition, so that nothing ever stops for want of one. The clock moves what strays here.
CREATE TABLE audit_events_default PARTITION OF audit_events DEFAULT;

CREATE TABLE audit_spool (
  spooled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  reason text NOT NULL,
  body jsonb NOT NULL,
  event_hash bytea NOT NULL CONSTRAINT audit_spool_hash_is_sha256 CHECK (octet_length(event_hash) = 32)
);
COMMENT ON TABLE audit_spool IS 'Events of what had to go on while the trail could not be written; the clock puts them on it. A row here is an alarm';
COMMENT ON COLUMN audit_spool.reason IS 'SQLSTATE of the refused insert';

-- Makes the partitions of these months that are not there, and moves what had strayed into the default one. It needs
-- the owner's rights: the program may create nothing. The table is filled before it is attached, so readers wait for
-- the attaching only; who holds the default partition for longer than the limit makes it try again at its next time.
CREATE FUNCTION make_audit_partitions(first_month date, last_month date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  month date;
  name text;
  made integer := 0;
BEGIN
  IF last_month > first_month + interval '10 years' THEN
    RAISE EXCEPTION 'more than ten years of partitions at once';
  END IF;
  FOR month IN SELECT generate_series(date_trunc('month', first_month), last_month, '1 month')::date LOOP
    name := 'audit_events_' || to_char(month, 'YYYY_MM');
    CONTINUE WHEN to_regclass(format('%I.%I', current_schema(), name)) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING CONSTRAINTS INCLUDING STORAGE,
      CHECK (happened_at >= %L AND happened_at < %L))', name,
      month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    EXECUTE format('WITH moved AS (DELETE FROM audit_events_default
        WHERE happened_at >= %L AND happened_at < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
      month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC', name);
    EXECUTE format('ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name,
      month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

-- How the trail is: for the alarm. The default partition is nobody's to read.
CREATE FUNCTION audit_trail_state()
RETURNS TABLE (strayed boolean, spooled integer, spooled_since timestamptz, unsealed_since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (SELECT FROM audit_events_default), (SELECT count(*)::int FROM audit_spool),
    (SELECT min(spooled_at) FROM audit_spool),
    (SELECT queued_at FROM log_queue WHERE log = 'audit' ORDER BY position LIMIT 1)
$$;

-- A function with the owner's rights looks for its tables here and nowhere a session could put others of the same name.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION make_audit_partitions SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION audit_trail_state SET search_path = %I, pg_temp', current_schema());
END $$;
ALTER FUNCTION make_audit_partitions SET lock_timeout = '3s';

-- Called under every action, in the action's own transaction. The columns are taken from the body, so that they agree.
CREATE FUNCTION put_audit_event(content jsonb, hash bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_events (happened_at, officer_id, posting_id, unit_id, role, action, outcome, case_id, entry_id,
    subject_id, classes, purpose, origin, device_id, request_id, body, event_hash)
  VALUES ((content ->> 'at')::timestamptz, (content ->> 'officerId')::uuid, (content ->> 'postingId')::uuid,
    content ->> 'unitId', content ->> 'role', content ->> 'action', content ->> 'outcome',
    (content ->> 'caseId')::uuid, (content ->> 'entryId')::uuid, (content ->> 'subjectId')::uuid,
    CASE WHEN jsonb_typeof(content -> 'classes') = 'array'
      THEN ARRAY(SELECT jsonb_array_elements_text(content -> 'classes')) END,
    content ->> 'purpose', content ->> 'origin', (content ->> 'deviceId')::uuid, content ->> 'requestId', content, hash);
END $$;

CREATE FUNCTION write_audit_event(content jsonb, hash bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM put_audit_event(content, hash);
  -- Practice is recorded, so that it can be looked at, and never sealed.
  IF current_schema() = 'reta' THEN
    INSERT INTO log_queue (log, entry_hash) VALUES ('audit', hash);
  END IF;
END $$;

CREATE FUNCTION spool_audit_event(content jsonb, hash bytea, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_spool (reason, body, event_hash) VALUES (why, content, hash);
  IF current_schema() = 'reta' THEN
    INSERT INTO log_queue (log, entry_hash) VALUES ('audit', hash);
  END IF;
END $$;

-- Puts the spool on the trail, all of it or nothing. Their hashes are in the log already.
CREATE FUNCTION drain_audit_spool() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  drained bigint;
BEGIN
  WITH taken AS (DELETE FROM audit_spool RETURNING body, event_hash, spooled_at),
    put AS (SELECT put_audit_event(body, event_hash) FROM taken ORDER BY spooled_at)
  SELECT count(*) INTO drained FROM put;
  RETURN drained;
END $$;

-- What there was: unit and role as the posting had them. Those events were sealed without them, so nothing vouches for
-- these two columns of an event of version 1.
SELECT make_audit_partitions(
  least(min(happened_at), now())::date, (greatest(max(happened_at), now()) + interval '2 months')::date)
FROM audit_events_before;
INSERT INTO audit_events (event_id, happened_at, officer_id, posting_id, unit_id, role, action, outcome, case_id,
    entry_id, request_id, body, event_hash)
  OVERRIDING SYSTEM VALUE
  SELECT event_id, happened_at, e.officer_id, e.posting_id, p.unit_id, p.role, action, outcome, case_id, entry_id,
    body ->> 'requestId', body, event_hash
  FROM audit_events_before e LEFT JOIN reta.postings p ON p.posting_id = e.posting_id;
SELECT setval(pg_get_serial_sequence('audit_events', 'event_id'), max(event_id)) FROM audit_events
  HAVING max(event_id) IS NOT NULL;
DROP TABLE audit_events_before;

GRANT INSERT ON audit_events, audit_spool
  TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
GRANT SELECT ON audit_events TO reta_audit;
GRANT SELECT, DELETE ON audit_spool TO reta_audit;
GRANT EXECUTE ON FUNCTION put_audit_event, write_audit_event, spool_audit_event
  TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
GRANT EXECUTE ON FUNCTION make_audit_partitions, drain_audit_spool TO reta_audit;
GRANT EXECUTE ON FUNCTION audit_trail_state TO reta_audit, reta_ledger;
