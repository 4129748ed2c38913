-- schemas: reta, training
-- Why: an attacker's reading of the lists. A prosecutor above could hand over for one who had not left; an offer outlived
-- what it offered; whoever received a long list could approve it under a second posting; and the functions for those who
-- read no entry believed more than they had to.

CREATE FUNCTION has_left(asked_posting uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (SELECT FROM reta.postings p JOIN reta.officers o USING (officer_id)
    WHERE p.posting_id = asked_posting AND (p.valid_to <= now() OR o.suspended_at IS NOT NULL))
$$;
GRANT EXECUTE ON FUNCTION has_left TO reta_cases;
COMMENT ON FUNCTION has_left IS 'The posting is over, or its officer suspended: what it has may be handed over by whoever is above';

CREATE FUNCTION is_same_institution(one text, other text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (SELECT FROM reta.unit_closure a JOIN reta.unit_closure b USING (ancestor_id)
      JOIN reta.units u ON u.unit_id = a.ancestor_id
    WHERE u.parent_id IS NULL AND a.descendant_id = one AND b.descendant_id = other
      AND a.valid_from <= reta.register_day() AND (a.valid_to IS NULL OR reta.register_day() < a.valid_to)
      AND b.valid_from <= reta.register_day() AND (b.valid_to IS NULL OR reta.register_day() < b.valid_to))
$$;
COMMENT ON FUNCTION is_same_institution IS 'Both units are under one top today; asked by functions alone';

CREATE FUNCTION is_of_offer(asked_case uuid, receiver uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT EXISTS (SELECT FROM case_assignments a LEFT JOIN reta.postings g ON g.posting_id = a.from_posting
    WHERE a.case_id = asked_case AND a.posting_id = receiver AND a.status <> 'assigned'
      AND context_officer() IN (a.officer_id, a.offered_by, g.officer_id))
$$;
GRANT EXECUTE ON FUNCTION is_of_offer TO reta_cases;
COMMENT ON FUNCTION is_of_offer IS 'The reader receives what is offered, offered it, or is whose it is, under whatever posting';

-- Four eyes are those of two officers, not of two postings.
CREATE POLICY entries_approved_by_another ON entries AS RESTRICTIVE FOR INSERT TO reta_cases WITH CHECK (
  kind <> 'assignment' OR body -> 'content' ->> 'act' <> 'approve'
  OR NOT is_of_offer(case_id, (body -> 'content' ->> 'postingId')::uuid));

-- What a prosecutor or a liaison offers is the own, or what somebody left.
CREATE POLICY entries_offered_of_left ON entries AS RESTRICTIVE FOR INSERT TO reta_cases WITH CHECK (
  coalesce((SELECT context_text('role')), '') NOT IN ('prosecutor', 'prosecutor-liaison')
  OR kind <> 'assignment' OR body -> 'content' ->> 'act' <> 'offer'
  OR (body -> 'content' ->> 'from')::uuid = (SELECT context_posting())
  OR has_left((body -> 'content' ->> 'from')::uuid));

-- Of the own part, of one that is offered to the reader, or of what was left to them; of no other.
CREATE OR REPLACE FUNCTION head_for_part(asked_case uuid, asked_posting uuid)
RETURNS TABLE (seq integer, entry_hash bytea, finding jsonb, suggested jsonb, complaint_made_at text, facts_from text,
  facts_to text, part jsonb)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT e.seq, e.entry_hash, e.body -> 'finding', e.body -> 'suggested', f.body ->> 'complaintMadeAt',
    e.body ->> 'factsFrom', e.body ->> 'factsTo', part_opened_to(asked_case, asked_posting)
  FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.seq = c.entry_count
    JOIN entries f ON f.case_id = c.case_id AND f.seq = 1
  WHERE c.case_id = asked_case AND (
    is_part_of_reader(asked_case) AND (asked_posting = context_posting() OR EXISTS (SELECT FROM case_assignments a
      WHERE a.case_id = asked_case AND a.posting_id = context_posting() AND a.status <> 'assigned'
        AND a.from_posting = asked_posting))
    OR is_left_to_reader(asked_case, asked_posting))
$$;

-- What the receiver has, or is offered, already is left out: that it is so the chief is not to learn.
CREATE FUNCTION parts_left_for(asked_officer uuid, receiver uuid)
RETURNS TABLE (case_id uuid, case_number text, posting_id uuid, role text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT l.* FROM parts_left_behind(asked_officer) AS l
  WHERE NOT EXISTS (SELECT FROM case_assignments a WHERE a.case_id = l.case_id AND a.posting_id = receiver)
$$;
GRANT EXECUTE ON FUNCTION parts_left_for TO reta_cases;
COMMENT ON FUNCTION parts_left_for IS 'Of what an officer left behind, what one list to this receiver holds';

DROP FUNCTION put_part_step;
-- As before, with nothing taken on trust that can be compared; whether the log awaits it follows from where it is written.
CREATE FUNCTION put_part_step(entry jsonb, new_hash bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  asked_case uuid := (entry ->> 'caseId')::uuid;
  content jsonb := entry -> 'content';
  act text := content ->> 'act';
  receiver uuid := (content ->> 'postingId')::uuid;
  giver uuid := (content ->> 'from')::uuid;
  head cases%ROWTYPE;
  newest jsonb;
  waits case_assignments%ROWTYPE;
BEGIN
  IF NOT (is_part_of_reader(asked_case) OR (act = 'offer' AND is_left_to_reader(asked_case, giver)))
    OR entry ->> 'kind' IS DISTINCT FROM 'assignment' OR entry ? 'wall'
    OR content ->> 'fromRegistrar' IS DISTINCT FROM 'false'
    OR (entry ->> 'officerId')::uuid IS DISTINCT FROM context_officer()
    OR (entry ->> 'postingId')::uuid IS DISTINCT FROM context_posting()
    OR entry ->> 'unitId' IS DISTINCT FROM context_text('unit_id') THEN
    RAISE EXCEPTION 'no step of this reader''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO head FROM cases c WHERE c.case_id = asked_case FOR NO KEY UPDATE;
  IF head.last_hash IS DISTINCT FROM decode(entry ->> 'previousHash', 'hex')
    OR (entry ->> 'seq')::int IS DISTINCT FROM head.entry_count + 1 THEN
    RETURN false;
  END IF;
  SELECT e.body INTO newest FROM entries e WHERE e.case_id = asked_case AND e.seq = head.entry_count;
  IF entry ->> 'caseNumber' IS DISTINCT FROM head.case_number
    OR entry -> 'finding' IS DISTINCT FROM newest -> 'finding' OR entry -> 'suggested' IS DISTINCT FROM newest -> 'suggested'
    OR entry -> 'factsFrom' IS DISTINCT FROM newest -> 'factsFrom' OR entry -> 'factsTo' IS DISTINCT FROM newest -> 'factsTo'
    OR entry -> 'files' IS DISTINCT FROM '[]'::jsonb THEN
    RAISE EXCEPTION 'a step says what the case does not' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO waits FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = receiver
    AND a.status = 'offered' AND a.list_id = (content ->> 'list')::uuid;
  IF act = 'offer' THEN
    IF giver IS NULL OR NOT (giver = context_posting() OR is_left_to_reader(asked_case, giver))
      OR EXISTS (SELECT FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = receiver)
      OR NOT EXISTS (SELECT FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = giver
        AND a.status = 'assigned')
      OR NOT EXISTS (SELECT FROM reta.postings p JOIN reta.officers o USING (officer_id)
          JOIN reta.postings g ON g.posting_id = giver
        WHERE p.posting_id = receiver AND p.role = g.role AND p.officer_id <> g.officer_id AND p.delegated_from IS NULL
          AND p.officer_id = (content ->> 'officerId')::uuid AND p.officer_id <> context_officer()
          AND p.unit_id = content ->> 'unitId' AND o.suspended_at IS NULL
          AND is_same_institution(p.unit_id, context_text('unit_id'))
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
    -- Offered by a chief for who was suspended, and is not any more: it is theirs again.
    IF receiver <> context_posting() OR content -> 'part' IS DISTINCT FROM part_opened_to(asked_case, waits.from_posting)
      OR giver IS DISTINCT FROM waits.from_posting
      OR NOT EXISTS (SELECT FROM case_assignments a WHERE a.case_id = asked_case AND a.posting_id = waits.from_posting
        AND a.status = 'assigned' AND (a.officer_id = waits.offered_by OR has_left(a.posting_id))) THEN
      RAISE EXCEPTION 'nothing to accept' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM case_assignments a WHERE a.case_id = asked_case AND (a.posting_id = receiver
      OR a.posting_id = waits.from_posting OR (a.status <> 'assigned' AND a.from_posting = waits.from_posting));
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
  IF current_schema() = 'reta' THEN
    INSERT INTO log_queue (log, entry_hash) VALUES ('entries', new_hash);
  END IF;
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION put_part_step TO reta_cases;
COMMENT ON FUNCTION put_part_step IS 'Writes one step of a hand-over list of who reads no entry: offered, accepted, refused or withdrawn';

-- An offer ends with what it offers: those that outlived it.
DELETE FROM case_assignments w WHERE w.status <> 'assigned' AND w.from_posting IS NOT NULL
  AND NOT EXISTS (SELECT FROM case_assignments a
    WHERE a.case_id = w.case_id AND a.posting_id = w.from_posting AND a.status = 'assigned');

REVOKE ALL ON FUNCTION has_left, is_same_institution, is_of_offer, parts_left_for, put_part_step FROM PUBLIC;
DO $$ DECLARE one text; BEGIN
  FOREACH one IN ARRAY ARRAY['has_left', 'is_same_institution', 'is_of_offer', 'parts_left_for', 'head_for_part',
    'put_part_step'] LOOP
    EXECUTE format('ALTER FUNCTION %I SET search_path = %I, pg_temp', one, current_schema());
  END LOOP;
END $$;
