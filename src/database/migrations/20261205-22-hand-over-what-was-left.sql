-- schemas: reta, training
-- Why: where a clerk, a service's officer or an inspector has left or is suspended, nobody of the institution could hand over
-- their parts: its chief sees no case. The chief names who left and who receives, and is told of no case by it.

-- At most twenty at a time, because nobody could approve a longer list. What waits for somebody in force is not offered again.
CREATE FUNCTION parts_left_behind(asked_officer uuid) RETURNS TABLE (case_id uuid, case_number text, posting_id uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT c.case_id, c.case_number, p.posting_id, p.role
  FROM case_assignments a JOIN cases c ON c.case_id = a.case_id
    JOIN reta.postings p ON p.posting_id = a.posting_id JOIN reta.officers o ON o.officer_id = p.officer_id
  WHERE context_text('role') = 'chief' AND reta.context_stands() AND reta.delegation_allows('hand-over')
    AND p.officer_id = asked_officer AND p.officer_id <> context_officer() AND a.status = 'assigned'
    AND p.role IN ('court-clerk', 'service-provider', 'labour-inspector')
    AND p.unit_id = ANY (reta.units_in_reach(context_text('unit_id'), true))
    AND (p.valid_to <= now() OR o.suspended_at IS NOT NULL)
    AND c.status IN ('open', 'closed') AND NOT is_walled(c.case_id) AND c.case_id <> ALL (context_barred())
    AND NOT EXISTS (SELECT FROM case_assignments w JOIN reta.postings r ON r.posting_id = w.posting_id
      WHERE w.case_id = c.case_id AND w.from_posting = p.posting_id AND w.status <> 'assigned'
        AND (r.valid_to IS NULL OR r.valid_to > now()))
  ORDER BY c.case_number LIMIT 20
$$;
GRANT EXECUTE ON FUNCTION parts_left_behind TO reta_cases;
COMMENT ON FUNCTION parts_left_behind IS 'Parts an officer who has left, or is suspended, still has in the command of the reader, a chief who sees no case';

CREATE FUNCTION is_left_to_reader(asked_case uuid, asked_posting uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (SELECT FROM reta.postings p, parts_left_behind(p.officer_id) AS l
    WHERE p.posting_id = asked_posting AND l.case_id = asked_case AND l.posting_id = asked_posting)
$$;
COMMENT ON FUNCTION is_left_to_reader IS 'The reader, a chief who sees no case, may offer this part of who has left';

CREATE FUNCTION is_offered_by_reader(asked_list uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (SELECT FROM case_assignments a WHERE a.list_id = asked_list AND a.offered_by = context_officer())
$$;
GRANT EXECUTE ON FUNCTION is_offered_by_reader TO reta_cases;
COMMENT ON FUNCTION is_offered_by_reader IS 'The list waits and is the reader''s, who may see none of its cases';

CREATE OR REPLACE FUNCTION head_for_part(asked_case uuid, asked_posting uuid)
RETURNS TABLE (seq integer, entry_hash bytea, finding jsonb, suggested jsonb, complaint_made_at text, facts_from text,
  facts_to text, part jsonb)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT e.seq, e.entry_hash, e.body -> 'finding', e.body -> 'suggested', f.body ->> 'complaintMadeAt',
    e.body ->> 'factsFrom', e.body ->> 'factsTo', part_opened_to(asked_case, asked_posting)
  FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.seq = c.entry_count
    JOIN entries f ON f.case_id = c.case_id AND f.seq = 1
  WHERE c.case_id = asked_case AND (is_part_of_reader(asked_case) OR is_left_to_reader(asked_case, asked_posting))
$$;

-- One step of a list, and nothing but that: the entry, its place in the queue of the log, who has the case, and the part,
-- which goes over as it is. False, with nothing written, where another entry came first.
CREATE OR REPLACE FUNCTION put_part_step(entry jsonb, new_hash bytea, seal boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  asked_case uuid := (entry ->> 'caseId')::uuid;
  content jsonb := entry -> 'content';
  act text := content ->> 'act';
  receiver uuid := (content ->> 'postingId')::uuid;
  giver uuid := (content ->> 'from')::uuid;
  head cases%ROWTYPE;
  waits case_assignments%ROWTYPE;
BEGIN
  IF NOT (is_part_of_reader(asked_case) OR (act = 'offer' AND is_left_to_reader(asked_case, giver))) OR entry ->> 'kind' <> 'assignment' OR entry ? 'wall'
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
    IF giver IS NULL OR NOT (giver = context_posting() OR is_left_to_reader(asked_case, giver)) OR content ->> 'fromRegistrar' <> 'false'
      OR EXISTS (SELECT FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = receiver)
      OR NOT EXISTS (SELECT FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = giver
        AND a.status = 'assigned')
      OR NOT EXISTS (SELECT FROM reta.postings p JOIN reta.officers o USING (officer_id)
          JOIN reta.postings g ON g.posting_id = giver
        WHERE p.posting_id = receiver AND p.role = g.role AND p.officer_id <> g.officer_id AND p.delegated_from IS NULL
          AND p.officer_id = (content ->> 'officerId')::uuid AND p.officer_id <> context_officer()
          AND p.unit_id = content ->> 'unitId' AND o.suspended_at IS NULL
          AND p.valid_from <= now() AND (p.valid_to IS NULL OR p.valid_to > now())) THEN
      RAISE EXCEPTION 'no offer of this reader''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO case_assignments (case_id, posting_id, officer_id, unit_id, status, since, list_id, list_size, offered_by,
      from_posting, from_registrar)
    VALUES (asked_case, receiver, (content ->> 'officerId')::uuid, content ->> 'unitId', 'offered',
      (entry ->> 'receivedAt')::timestamptz, (content ->> 'list')::uuid, (content ->> 'listSize')::int, context_officer(),
      giver, false);
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

REVOKE ALL ON FUNCTION parts_left_behind, is_left_to_reader, is_offered_by_reader FROM PUBLIC;
-- A function that is replaced loses its path.
DO $$ DECLARE one text; BEGIN
  FOREACH one IN ARRAY ARRAY['parts_left_behind', 'is_left_to_reader', 'is_offered_by_reader', 'head_for_part',
    'put_part_step'] LOOP
    EXECUTE format('ALTER FUNCTION %I SET search_path = %I, pg_temp', one, current_schema());
  END LOOP;
END $$;
