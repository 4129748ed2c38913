-- schemas: reta, training
-- Why: a case that concerns an officer goes behind its wall in the transaction that says so. Until now the walls were
-- known and nothing raised one.

-- Staff numbers are known again by keyed marks: no query holds a suspect's number.
DO $$ BEGIN
  IF current_schema() = 'reta' THEN
    CREATE TABLE reta.staff_marks (
      mark bytea NOT NULL,
      officer_id uuid NOT NULL CONSTRAINT staff_marks_officer REFERENCES reta.officers,
      CONSTRAINT staff_marks_pair PRIMARY KEY (mark, officer_id),
      CONSTRAINT staff_marks_whole CHECK (octet_length(mark) = 32)
    );
    CREATE INDEX staff_marks_by_officer ON reta.staff_marks (officer_id);
    COMMENT ON TABLE reta.staff_marks IS 'HMAC of each staff number under a key of the server, by which a complaint that names one is recognised';
    ALTER TABLE reta.staff_marks ENABLE ROW LEVEL SECURITY;
    CREATE POLICY staff_marks_looked_up ON reta.staff_marks FOR SELECT TO reta_cases USING (true);
    CREATE POLICY staff_marks_made ON reta.staff_marks FOR INSERT TO reta_people WITH CHECK (true);
    GRANT SELECT ON reta.staff_marks TO reta_cases;
    GRANT INSERT ON reta.staff_marks TO reta_people;
  END IF;
END $$;

-- With its complaint, in the same statement; alone, and together with others.
CREATE POLICY walls_raised ON case_walls FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_officer()) IS NOT NULL);
CREATE POLICY walls_raised_together ON case_walls FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_together()) IS NOT NULL);
GRANT INSERT ON case_walls TO reta_cases;
-- For the screens that are told that something happened, and for escalation, which stops at a wall.
CREATE POLICY walls_watched ON case_walls FOR SELECT TO reta_ledger USING (true);
GRANT SELECT ON case_walls TO reta_ledger;

-- After a further entry. Who adds it may lose sight of the case by it, so the reader's own rights do not carry this far;
-- what allows it is the entry just added, which speaks of a wall and is the reader's own.
CREATE FUNCTION put_case_wall(asked_case uuid, standing jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.seq = c.entry_count
    WHERE c.case_id = asked_case AND e.officer_id = context_officer() AND (e.kind = 'wall' OR e.body ? 'wall')) THEN
    RAISE EXCEPTION 'no entry of this reader speaks of a wall';
  END IF;
  DELETE FROM case_walls WHERE case_id = asked_case;
  IF standing IS NOT NULL THEN
    INSERT INTO case_walls (case_id, side, causes, named_officers, hidden_units, consents, raised_at)
      SELECT asked_case, side, causes, named_officers, hidden_units, consents, raised_at
      FROM jsonb_to_record(standing) AS w (side text, causes text[], named_officers uuid[], hidden_units text[],
        consents text[], raised_at timestamptz);
  END IF;
  UPDATE cases SET walled = standing IS NOT NULL WHERE case_id = asked_case;
END $$;
COMMENT ON FUNCTION put_case_wall IS 'Writes the wall as folded, right after the entry of the reader that raises, widens or lifts it';

-- A repeated request gets its first answer, whatever has become of the case.
CREATE FUNCTION first_answer(asked_entry uuid)
RETURNS TABLE (case_id uuid, case_number text, received_at text, entry_hash bytea, officer_id uuid, kind text, content jsonb)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT c.case_id, c.case_number, e.body ->> 'receivedAt', e.entry_hash, e.officer_id, e.kind, e.body -> 'content'
  FROM entries e JOIN cases c ON c.case_id = e.case_id
  WHERE e.entry_id = asked_entry AND e.officer_id = context_officer()
$$;
COMMENT ON FUNCTION first_answer IS 'What was answered to an entry of the reader''s own; nothing of anybody else''s';

-- A hand-over list is shown when it is whole: what is hidden from the reader is not missing from it.
CREATE FUNCTION hidden_in_list(asked_list uuid) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT count(*)::int FROM case_assignments a JOIN case_walls w ON w.case_id = a.case_id
  WHERE a.list_id = asked_list AND a.status <> 'assigned' AND NOT wall_lets_through(a.case_id)
$$;
COMMENT ON FUNCTION hidden_in_list IS 'Cases of a list that are behind a wall the reader is not let through';

-- Nobody learns from the trail of a case that is hidden from them: not from what they did in it before, nor from a count.
CREATE POLICY audit_events_hidden ON audit_events AS RESTRICTIVE FOR SELECT TO reta_audit USING (
  case_id IS NULL OR (SELECT context_text('role')) = 'register' OR NOT is_walled(case_id) OR wall_lets_through(case_id)
  -- What was refused to the reader stays on the reader's own trail, as it does for a case that never was.
  OR (outcome <> 'done' AND officer_id = (SELECT context_officer())));
GRANT EXECUTE ON FUNCTION is_walled, wall_lets_through TO reta_audit;

CREATE OR REPLACE FUNCTION count_unit_openings(first_day timestamptz)
RETURNS TABLE (unit_id text, day date, openings integer, prints integer)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT u, (e.happened_at AT TIME ZONE 'UTC')::date,
    (count(*) FILTER (WHERE e.action = 'case.names.open'))::int, (count(*) FILTER (WHERE e.action = 'case.print'))::int
  FROM unnest(context_units()) AS u CROSS JOIN LATERAL (
    SELECT e.happened_at, e.action FROM audit_events e
    WHERE e.unit_id = u AND e.happened_at >= first_day AND e.outcome = 'done'
      AND e.action IN ('case.names.open', 'case.print') AND NOT is_walled(e.case_id)) AS e
  WHERE context_text('role') = 'chief'
  GROUP BY 1, 2
$$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['put_case_wall', 'first_answer', 'hidden_in_list', 'count_unit_openings'] LOOP
    EXECUTE format('ALTER FUNCTION %I SET search_path = %I, pg_temp', name, current_schema());
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION put_case_wall, first_answer, hidden_in_list FROM PUBLIC;
GRANT EXECUTE ON FUNCTION put_case_wall, first_answer, hidden_in_list TO reta_cases;
