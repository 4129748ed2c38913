-- schemas: reta, training
-- Why: what a complainant answers is read for officers once, by the numbers that are marked then. What was answered
-- before it was read at all, or while the key of the marks was lost and staff were added whose numbers are not marked
-- yet, was never looked at again. What was read with every number known is kept here; the rest is read again.
CREATE TABLE answer_hearings (
  answer_id uuid NOT NULL CONSTRAINT answer_hearings_once PRIMARY KEY
    CONSTRAINT answer_hearings_answer REFERENCES relay_answers (answer_id),
  heard_at timestamptz NOT NULL
);
COMMENT ON TABLE answer_hearings IS 'Answers of complainants that were read for officers with every number of staff known. Insert only';
ALTER TABLE answer_hearings ENABLE ROW LEVEL SECURITY;
CREATE POLICY answer_hearings_kept ON answer_hearings FOR ALL TO reta_ledger USING (true) WITH CHECK (true);
CREATE POLICY answer_hearings_of_the_vault ON answer_hearings FOR SELECT TO reta_vault USING (true);
GRANT SELECT, INSERT ON answer_hearings TO reta_ledger;
GRANT SELECT ON answer_hearings TO reta_vault;
INSERT INTO answer_hearings (answer_id, heard_at)
  SELECT h.answer_id, h.heard_at FROM heard_walls h JOIN relay_answers a USING (answer_id);

-- What is heard the second time is another wall beside the first.
ALTER TABLE heard_walls ADD COLUMN hearing integer NOT NULL DEFAULT 1 CONSTRAINT heard_walls_hearing CHECK (hearing > 0);
ALTER TABLE heard_walls DROP CONSTRAINT heard_walls_once;
ALTER TABLE heard_walls ADD CONSTRAINT heard_walls_once PRIMARY KEY (answer_id, hearing);
COMMENT ON COLUMN heard_walls.hearing IS 'The first or a later reading of the same answer';

CREATE OR REPLACE FUNCTION hear_wall(asked_answer uuid, heard jsonb, at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  asked_case uuid;
  turn integer;
BEGIN
  SELECT m.case_id INTO asked_case FROM relay_answers a JOIN relay_messages m USING (message_id) WHERE a.answer_id = asked_answer;
  IF asked_case IS NULL THEN
    RAISE EXCEPTION 'no such answer';
  END IF;
  -- Whoever adds an entry waits: it either came before and is counted, or takes over what is heard.
  PERFORM FROM cases WHERE case_id = asked_case FOR NO KEY UPDATE;
  SELECT count(*) + 1 INTO turn FROM heard_walls h WHERE h.answer_id = asked_answer;
  INSERT INTO heard_walls (answer_id, hearing, case_id, after_seq, side, causes, words, named_officers, hidden_units, heard_at)
    SELECT asked_answer, turn, asked_case, (SELECT max(e.seq) FROM entries e WHERE e.case_id = asked_case), w.side, w.causes,
      w.words, w."namedOfficers", w."hiddenUnits", at
    FROM jsonb_to_record(heard) AS w (side text, causes text[], words text[], "namedOfficers" uuid[], "hiddenUnits" text[]);
  INSERT INTO case_walls AS s (case_id, side, causes, named_officers, hidden_units, consents, raised_at)
    SELECT asked_case, h.side, h.causes, h.named_officers, h.hidden_units, '{}', at FROM heard_walls h
    WHERE h.answer_id = asked_answer AND h.hearing = turn
  ON CONFLICT (case_id) DO UPDATE SET
    side = CASE WHEN s.side = 'prosecutor' THEN s.side ELSE excluded.side END,
    causes = ARRAY(SELECT DISTINCT x COLLATE "C" FROM unnest(s.causes || excluded.causes) AS x ORDER BY 1),
    named_officers = ARRAY(SELECT DISTINCT x FROM unnest(s.named_officers || excluded.named_officers) AS x ORDER BY 1),
    hidden_units = ARRAY(SELECT DISTINCT x COLLATE "C" FROM unnest(s.hidden_units || excluded.hidden_units) AS x ORDER BY 1),
    consents = '{}';
  UPDATE cases SET walled = true WHERE case_id IN (SELECT joined_cases(asked_case)) AND NOT walled;
END $$;

-- Of staff and of texts nothing is told but these two: whether every number is known, and how many wait.
CREATE FUNCTION is_staff_marked() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT NOT EXISTS (SELECT FROM reta.officers o WHERE o.cip IS NOT NULL
    AND NOT EXISTS (SELECT FROM reta.staff_marks m WHERE m.officer_id = o.officer_id AND m.kind = 'staff-number'))
$$;
COMMENT ON FUNCTION is_staff_marked IS 'Whether every police number has its mark: without the key of marks new ones wait';
-- Whose key was erased cannot be read any more.
CREATE FUNCTION count_unheard_answers() RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT count(*)::integer FROM relay_answers a
  WHERE NOT EXISTS (SELECT FROM answer_hearings h WHERE h.answer_id = a.answer_id)
    AND EXISTS (SELECT FROM wrapped_keys k WHERE k.entry_id = a.answer_id)
$$;
COMMENT ON FUNCTION count_unheard_answers IS 'How many answers of complainants wait to be read for officers';
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION hear_wall SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION is_staff_marked SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION count_unheard_answers SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION is_staff_marked, count_unheard_answers FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_staff_marked TO reta_ledger;
GRANT EXECUTE ON FUNCTION count_unheard_answers TO reta_ledger, reta_audit;
