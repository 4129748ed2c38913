-- schemas: reta, training
-- Why: complaints that arrive at the same moment share a transaction, and with it what a transaction costs. It names
-- the officers whose complaints it carries and nobody as its reader: it may open cases for them, and sees nothing.

CREATE FUNCTION context_together() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(context_text('officers'), ',')::uuid[];
COMMENT ON FUNCTION context_together IS 'Officers for whom this transaction opens cases; null in every transaction of one officer';
GRANT EXECUTE ON FUNCTION context_together TO reta_cases;

CREATE POLICY cases_opened_together ON cases FOR INSERT TO reta_cases
  WITH CHECK (officer_id = ANY ((SELECT context_together())::uuid[]));
-- First entries only: what adds to a case has to see it.
CREATE POLICY entries_added_together ON entries FOR INSERT TO reta_cases
  WITH CHECK (officer_id = ANY ((SELECT context_together())::uuid[]) AND seq = 1);
CREATE POLICY alerts_raised_together ON alerts FOR INSERT TO reta_cases
  WITH CHECK (registered_by = ANY ((SELECT context_together())::uuid[]));
CREATE POLICY personal_values_sealed_together ON personal_values FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_together()) IS NOT NULL);
CREATE POLICY wrapped_keys_sealed_together ON wrapped_keys FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_together()) IS NOT NULL);
CREATE POLICY case_people_folded_together ON case_people FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_together()) IS NOT NULL);

-- Events of several, whose hashes follow each other in one run of bytes. One event is written as the only one.
CREATE FUNCTION put_audit_events(contents jsonb, hashes bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_events (happened_at, officer_id, posting_id, unit_id, role, action, outcome, case_id, entry_id,
    subject_id, classes, purpose, origin, device_id, request_id, body, event_hash)
  SELECT (c ->> 'at')::timestamptz, (c ->> 'officerId')::uuid, (c ->> 'postingId')::uuid, c ->> 'unitId', c ->> 'role',
    c ->> 'action', c ->> 'outcome', (c ->> 'caseId')::uuid, (c ->> 'entryId')::uuid, (c ->> 'subjectId')::uuid,
    CASE WHEN jsonb_typeof(c -> 'classes') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(c -> 'classes')) END,
    c ->> 'purpose', c ->> 'origin', (c ->> 'deviceId')::uuid, c ->> 'requestId', c,
    substring(hashes FROM 32 * (place::int - 1) + 1 FOR 32)
  FROM jsonb_array_elements(contents) WITH ORDINALITY AS given (c, place);
END $$;

CREATE FUNCTION write_audit_events(contents jsonb, hashes bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM put_audit_events(contents, hashes);
  -- Practice is recorded, so that it can be looked at, and never sealed.
  IF current_schema() = 'reta' THEN
    INSERT INTO log_queue (log, entry_hash)
      SELECT 'audit', substring(hashes FROM 32 * place + 1 FOR 32) FROM generate_series(0, length(hashes) / 32 - 1) place;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION put_audit_event(content jsonb, hash bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM put_audit_events(jsonb_build_array(content), hash);
END $$;

CREATE OR REPLACE FUNCTION write_audit_event(content jsonb, hash bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM write_audit_events(jsonb_build_array(content), hash);
END $$;

GRANT EXECUTE ON FUNCTION put_audit_events, write_audit_events
  TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
