-- schemas: reta, training
-- Why: what whoever complained answers through the receipt was read by nobody for officers: "it was X" reached X's
-- colleague. No officer is at hand who could add an entry. What it raises is kept here, stands at once, and is sealed
-- with the next entry of the case, whoever adds it.

CREATE TABLE heard_walls (
  answer_id uuid NOT NULL CONSTRAINT heard_walls_once PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT heard_walls_case REFERENCES cases,
  after_seq integer NOT NULL,
  side text NOT NULL CONSTRAINT heard_walls_side CHECK (side IN ('owners', 'prosecutor')),
  causes text[] NOT NULL,
  words text[] NOT NULL,
  named_officers uuid[] NOT NULL,
  hidden_units text[] NOT NULL,
  heard_at timestamptz NOT NULL
);
CREATE INDEX heard_walls_by_case ON heard_walls (case_id);
COMMENT ON TABLE heard_walls IS 'Walls that answers of complainants raised. Insert only; the next entry of the case that raises one has it sealed';
COMMENT ON COLUMN heard_walls.after_seq IS 'The newest entry of the case when it was heard: a later one that raises a wall has taken it over';
ALTER TABLE heard_walls ENABLE ROW LEVEL SECURITY;
-- To seal it with the next entry: whoever adds one sees the case, and so is on the side behind the wall.
CREATE POLICY heard_walls_seen ON heard_walls FOR SELECT TO reta_cases
  USING (EXISTS (SELECT FROM cases c WHERE c.case_id = heard_walls.case_id));
CREATE POLICY heard_walls_watched ON heard_walls FOR SELECT TO reta_ledger USING (true);
GRANT SELECT ON heard_walls TO reta_cases, reta_ledger;

-- Where the case of an answer is: the walls of unnamed officials are drawn around it. Nothing else of the case is told.
CREATE FUNCTION answered_case(asked_message uuid)
RETURNS TABLE (unit_id text, place_code text, entry_id uuid, registered_by uuid) LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT c.unit_id, c.place_code, e.entry_id, c.officer_id
  FROM relay_messages m JOIN cases c USING (case_id) JOIN entries e ON e.case_id = c.case_id AND e.seq = 1
  WHERE m.message_id = asked_message
$$;
COMMENT ON FUNCTION answered_case IS 'Unit and place of the case whose complainant answers, and what an alert of it says';

-- Which case it is the answer says, not whoever calls. From the next statement on the case is hidden.
CREATE FUNCTION hear_wall(asked_answer uuid, heard jsonb, at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  asked_case uuid;
BEGIN
  SELECT m.case_id INTO asked_case FROM relay_answers a JOIN relay_messages m USING (message_id) WHERE a.answer_id = asked_answer;
  IF asked_case IS NULL THEN
    RAISE EXCEPTION 'no such answer';
  END IF;
  -- Whoever adds an entry waits: it either came before and is counted, or takes over what is heard.
  PERFORM FROM cases WHERE case_id = asked_case FOR NO KEY UPDATE;
  INSERT INTO heard_walls (answer_id, case_id, after_seq, side, causes, words, named_officers, hidden_units, heard_at)
    SELECT asked_answer, asked_case, (SELECT max(e.seq) FROM entries e WHERE e.case_id = asked_case), w.side, w.causes, w.words,
      w."namedOfficers", w."hiddenUnits", at
    FROM jsonb_to_record(heard) AS w (side text, causes text[], words text[], "namedOfficers" uuid[], "hiddenUnits" text[]);
  INSERT INTO case_walls AS s (case_id, side, causes, named_officers, hidden_units, consents, raised_at)
    SELECT asked_case, h.side, h.causes, h.named_officers, h.hidden_units, '{}', at FROM heard_walls h WHERE h.answer_id = asked_answer
  ON CONFLICT (case_id) DO UPDATE SET
    side = CASE WHEN s.side = 'prosecutor' THEN s.side ELSE excluded.side END,
    causes = ARRAY(SELECT DISTINCT x COLLATE "C" FROM unnest(s.causes || excluded.causes) AS x ORDER BY 1),
    named_officers = ARRAY(SELECT DISTINCT x FROM unnest(s.named_officers || excluded.named_officers) AS x ORDER BY 1),
    hidden_units = ARRAY(SELECT DISTINCT x COLLATE "C" FROM unnest(s.hidden_units || excluded.hidden_units) AS x ORDER BY 1),
    consents = '{}';
  UPDATE cases SET walled = true WHERE case_id IN (SELECT joined_cases(asked_case)) AND NOT walled;
END $$;
COMMENT ON FUNCTION hear_wall IS 'Puts up the wall an answer at the receipt raises, or widens the one that stands, in the transaction that keeps the answer';
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION answered_case SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION hear_wall SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION answered_case, hear_wall FROM PUBLIC;
GRANT EXECUTE ON FUNCTION answered_case, hear_wall TO reta_ledger;
