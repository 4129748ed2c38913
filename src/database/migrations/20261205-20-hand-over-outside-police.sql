-- schemas: reta, training
-- Why: whoever has a file or a part of a case hands it over when they leave: prosecutors, liaisons, courts, services, the
-- labour inspection. The receiver looks at what is offered before accepting it, and a prosecutor above an office hands over
-- for one who has left it. Courts, services and inspectors read no entry and write none: their step is chained to the
-- newest entry and written for them, and no other step of theirs is.

-- What is offered is seen, as far as the role sees what it has.
CREATE OR REPLACE FUNCTION context_cases() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN ARRAY(SELECT a.case_id FROM case_assignments a WHERE a.posting_id = context_posting()
    AND CASE
      WHEN context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'internal-affairs', 'prosecutor',
        'prosecutor-liaison', 'court-clerk', 'service-provider', 'labour-inspector') THEN true
      WHEN context_text('role') = 'chief' THEN a.status = 'assigned'
      ELSE false END);

-- A liaison offers the own file, and answers.
ALTER POLICY entries_of_liaisons ON entries WITH CHECK (
  (SELECT context_text('role')) IS DISTINCT FROM 'prosecutor-liaison'
  OR (kind = 'wall' AND body -> 'content' ->> 'step' = 'declare')
  OR (kind = 'assignment' AND body -> 'content' ->> 'act' IN ('offer', 'accept', 'refuse', 'withdraw')));

-- A prosecutor of an office above offers, approves and withdraws lists of the offices below, and adds nothing else there.
CREATE POLICY cases_handed_over_above ON cases FOR UPDATE TO reta_cases
  USING (NOT walled AND (SELECT context_text('role')) = 'prosecutor'
    AND is_prosecuted(case_id, (SELECT context_offices())))
  WITH CHECK (true);
CREATE POLICY entries_from_above ON entries AS RESTRICTIVE FOR INSERT TO reta_cases WITH CHECK (
  (SELECT context_text('role')) IS DISTINCT FROM 'prosecutor'
  OR case_id = ANY ((SELECT context_cases())::uuid[]) OR is_walled(case_id)
  OR (kind = 'assignment' AND body -> 'content' ->> 'act' IN ('offer', 'approve', 'withdraw')));

-- Courts, services and inspectors write through the function below, and nothing past it.
CREATE POLICY entries_of_parts ON entries AS RESTRICTIVE FOR INSERT TO reta_cases WITH CHECK (
  coalesce((SELECT context_text('role')), '') NOT IN ('court-clerk', 'service-provider', 'labour-inspector'));

-- The reader is a court, a service or an inspector and has a part of the case, or is offered one.
CREATE FUNCTION is_part_of_reader(asked_case uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER COST 1000
  RETURN context_text('role') IN ('court-clerk', 'service-provider', 'labour-inspector')
    AND asked_case = ANY (context_cases()) AND NOT is_walled(asked_case)
    AND asked_case <> ALL (context_barred()) AND reta.context_stands();
COMMENT ON FUNCTION is_part_of_reader IS 'The reader has a part of the case, or is offered one, and sees it';

-- With which part a posting was given the case: as the newest entry said that gave it, or the division the case began with.
CREATE FUNCTION part_opened_to(asked_case uuid, asked_posting uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT coalesce(
    (SELECT e.body #> '{content,part}' FROM entries e WHERE e.case_id = asked_case AND e.kind = 'assignment'
       AND e.body #>> '{content,postingId}' = asked_posting::text AND e.body #>> '{content,act}' IN ('assign', 'accept')
     ORDER BY e.seq DESC LIMIT 1),
    (SELECT held -> 'part' FROM entries e, jsonb_array_elements(e.body #> '{content,begins,assignments}') AS held
     WHERE e.case_id = asked_case AND e.seq = 1 AND e.kind = 'division' AND held ->> 'postingId' = asked_posting::text))
$$;
COMMENT ON FUNCTION part_opened_to IS 'The part a posting was given of a case; asked by functions alone';

CREATE FUNCTION head_for_part(asked_case uuid, asked_posting uuid)
RETURNS TABLE (seq integer, entry_hash bytea, finding jsonb, suggested jsonb, complaint_made_at text, facts_from text,
  facts_to text, part jsonb)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT e.seq, e.entry_hash, e.body -> 'finding', e.body -> 'suggested', f.body ->> 'complaintMadeAt',
    e.body ->> 'factsFrom', e.body ->> 'factsTo', part_opened_to(asked_case, asked_posting)
  FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.seq = c.entry_count
    JOIN entries f ON f.case_id = c.case_id AND f.seq = 1
  WHERE c.case_id = asked_case AND is_part_of_reader(asked_case)
$$;
GRANT EXECUTE ON FUNCTION head_for_part TO reta_cases;
COMMENT ON FUNCTION head_for_part IS 'What the next entry of a case is chained to and repeats, for who hands over a part of it';

-- One step of a list, and nothing but that: the entry, its place in the queue of the log, who has the case, and the part,
-- which goes over as it is. False, with nothing written, where another entry came first.
CREATE FUNCTION put_part_step(entry jsonb, new_hash bytea, seal boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  asked_case uuid := (entry ->> 'caseId')::uuid;
  content jsonb := entry -> 'content';
  act text := content ->> 'act';
  receiver uuid := (content ->> 'postingId')::uuid;
  head cases%ROWTYPE;
  waits case_assignments%ROWTYPE;
BEGIN
  IF NOT is_part_of_reader(asked_case) OR entry ->> 'kind' <> 'assignment' OR entry ? 'wall'
    OR (entry ->> 'officerId')::uuid IS DISTINCT FROM context_officer()
    OR (entry ->> 'postingId')::uuid IS DISTINCT FROM context_posting() THEN
    RAISE EXCEPTION 'no step of this reader''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO head FROM cases c WHERE c.case_id = asked_case FOR NO KEY UPDATE;
  IF head.last_hash IS DISTINCT FROM decode(entry ->> 'previousHash', 'hex')
    OR (entry ->> 'seq')::int <> head.entry_count + 1 THEN
    RETURN false;
  END IF;
  SELECT * INTO waits FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = receiver
    AND a.status = 'offered' AND a.list_id = (content ->> 'list')::uuid;
  IF act = 'offer' THEN
    IF (content ->> 'from')::uuid IS DISTINCT FROM context_posting() OR content ->> 'fromRegistrar' <> 'false'
      OR EXISTS (SELECT FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = receiver)
      OR NOT EXISTS (SELECT FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = context_posting()
        AND a.status = 'assigned')
      OR NOT EXISTS (SELECT FROM reta.postings p JOIN reta.officers o USING (officer_id)
        WHERE p.posting_id = receiver AND p.role = context_text('role') AND p.delegated_from IS NULL
          AND p.officer_id = (content ->> 'officerId')::uuid AND p.officer_id <> context_officer()
          AND p.unit_id = content ->> 'unitId' AND o.suspended_at IS NULL
          AND p.valid_from <= now() AND (p.valid_to IS NULL OR p.valid_to > now())) THEN
      RAISE EXCEPTION 'no offer of this reader''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO case_assignments (case_id, posting_id, officer_id, unit_id, status, since, list_id, list_size, offered_by,
      from_posting, from_registrar)
    VALUES (asked_case, receiver, (content ->> 'officerId')::uuid, content ->> 'unitId', 'offered',
      (entry ->> 'receivedAt')::timestamptz, (content ->> 'list')::uuid, (content ->> 'listSize')::int, context_officer(),
      context_posting(), false);
  ELSIF waits.case_id IS NULL THEN
    RAISE EXCEPTION 'nothing waits' USING ERRCODE = 'insufficient_privilege';
  ELSIF act = 'accept' THEN
    IF receiver <> context_posting() OR content -> 'part' IS DISTINCT FROM part_opened_to(asked_case, waits.from_posting)
      OR (content ->> 'from')::uuid IS DISTINCT FROM waits.from_posting OR content ->> 'fromRegistrar' <> 'false'
      OR NOT EXISTS (SELECT FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = waits.from_posting
        AND a.status = 'assigned') THEN
      RAISE EXCEPTION 'nothing to accept' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM case_assignments a WHERE a.case_id = asked_case AND (a.posting_id = receiver
      OR a.posting_id = waits.from_posting);
    INSERT INTO case_assignments (case_id, posting_id, officer_id, unit_id, status, since, from_registrar)
    VALUES (asked_case, receiver, waits.officer_id, waits.unit_id, 'assigned', (entry ->> 'receivedAt')::timestamptz, false);
    UPDATE case_parts SET posting_id = receiver WHERE case_id = asked_case AND posting_id = waits.from_posting;
  ELSIF (act = 'refuse' AND receiver = context_posting()) OR (act = 'withdraw' AND waits.offered_by = context_officer()) THEN
    DELETE FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = receiver;
  ELSE
    RAISE EXCEPTION 'no step of a list' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
  VALUES ((entry ->> 'entryId')::uuid, asked_case, (entry ->> 'seq')::int, 'assignment', context_officer(),
    context_posting(), (entry ->> 'receivedAt')::timestamptz, new_hash, head.last_hash, entry);
  UPDATE cases SET entry_count = head.entry_count + 1, last_hash = new_hash,
    last_received_at = (entry ->> 'receivedAt')::timestamptz WHERE case_id = asked_case;
  IF seal THEN
    INSERT INTO log_queue (log, entry_hash) VALUES ('entries', new_hash);
  END IF;
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION put_part_step TO reta_cases;
COMMENT ON FUNCTION put_part_step IS 'Writes one step of a hand-over list of who reads no entry: offered, accepted, refused or withdrawn';

REVOKE ALL ON FUNCTION is_part_of_reader, part_opened_to, head_for_part, put_part_step FROM PUBLIC;
-- Past the protection with a fixed path: nobody puts a table of their own before these.
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION part_opened_to SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION head_for_part SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION put_part_step SET search_path = %I, pg_temp', current_schema());
END $$;
