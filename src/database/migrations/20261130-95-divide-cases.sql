-- schemas: reta, training
-- Why: a complaint that is really two cases could only be told apart by registering it again. A part of a case goes on as
-- a case of its own, whose first entry refers to the proposal that was approved; names stay sealed where they were said.

ALTER TABLE entries DROP CONSTRAINT entries_kind;
ALTER TABLE entries ADD CONSTRAINT entries_kind CHECK (kind IN ('complaint', 'supplement', 'amendment',
  'amendment-decision', 'closing', 'annulment', 'merge', 'split', 'division', 'assignment', 'wall'));

ALTER TABLE cases ADD COLUMN divided_from uuid CONSTRAINT cases_divided_from REFERENCES cases
  CONSTRAINT cases_divided_elsewhere CHECK (divided_from <> case_id);
COMMENT ON COLUMN cases.divided_from IS 'The case it was a part of; null where it began with a complaint of its own';
CREATE INDEX cases_divided ON cases (divided_from) WHERE divided_from IS NOT NULL;

-- With the reader's own rights. Who decided that the part goes on is the one who opens it, as the same complaint: same
-- officer, same unit, and behind a wall where the other is.
CREATE FUNCTION divides_case(part uuid, part_of uuid, by_officer uuid, of_unit text, behind boolean) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM cases o JOIN entries p ON p.case_id = o.case_id JOIN entries d ON d.case_id = o.case_id
    WHERE o.case_id = part_of AND o.officer_id = by_officer AND o.unit_id = of_unit AND (behind OR NOT o.walled)
      AND p.kind = 'division' AND p.seq > 1 AND p.body -> 'content' -> 'into' ->> 'caseId' = part::text
      AND d.kind = 'amendment-decision' AND d.officer_id = context_officer()
      AND d.body -> 'content' ->> 'proposal' = p.entry_id::text AND d.body -> 'content' -> 'approved' = 'true');
COMMENT ON FUNCTION divides_case IS 'The reader has approved that this case goes on as a part of that one';
REVOKE ALL ON FUNCTION divides_case FROM PUBLIC;
GRANT EXECUTE ON FUNCTION divides_case TO reta_cases;

CREATE POLICY cases_opened_by_division ON cases FOR INSERT TO reta_cases WITH CHECK (
  context_text('role') = 'amender' AND divided_from IS NOT NULL
  AND divides_case(case_id, divided_from, officer_id, unit_id, walled));

-- In whose case a person is whose values are sealed in this one's entries: its own, or those that went on as parts of it.
CREATE FUNCTION cases_of_person(sealed_in uuid, person uuid) RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH parts AS (
    SELECT c.case_id, f.body -> 'content' -> 'begins' ->> 'proposal' AS proposal
    FROM cases c JOIN entries f ON f.case_id = c.case_id AND f.seq = 1
    WHERE c.divided_from = sealed_in AND EXISTS (
      SELECT FROM jsonb_array_elements((f.body -> 'content' -> 'victims') || (f.body -> 'content' -> 'suspects')) AS p (one)
      WHERE one ->> 'personId' = person::text))
  SELECT case_id FROM parts
  UNION ALL
  SELECT sealed_in WHERE NOT EXISTS (
    SELECT FROM parts JOIN entries p ON p.entry_id = parts.proposal::uuid
    WHERE NOT ((p.body -> 'content' -> 'stays' -> 'victims') || (p.body -> 'content' -> 'stays' -> 'suspects')
      ? person::text));
END;
COMMENT ON FUNCTION cases_of_person IS 'The cases a person is in whose values are sealed in this one';
REVOKE ALL ON FUNCTION cases_of_person FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_of_person TO reta_vault;

-- A message to who complained goes by the complaint's own receipt; a part of a case has none.
CREATE OR REPLACE FUNCTION complaint_entry(asked_case uuid) RETURNS TABLE (entry_id uuid, entry_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT e.entry_id, e.entry_hash FROM entries e
  WHERE e.case_id = asked_case AND e.seq = 1 AND e.kind = 'complaint'
    AND (NOT is_walled(asked_case) OR wall_lets_through(asked_case))
    AND (context_text('role') = 'auditor' OR asked_case = ANY (context_cases()))
$$;
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION complaint_entry SET search_path = %I, pg_temp', current_schema());
END $$;

-- Who registered it, which of a part is not who made its first entry.
CREATE OR REPLACE FUNCTION walls_untold(units text[]) RETURNS TABLE (case_id uuid, entry_id uuid, registered_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT w.case_id, e.entry_id, c.officer_id
  FROM case_walls w JOIN cases c ON c.case_id = w.case_id JOIN entries e ON e.case_id = w.case_id AND e.seq = 1
  WHERE NOT EXISTS (SELECT FROM alerts a WHERE a.case_id = w.case_id AND a.unit_id = ANY (units))
    AND (SELECT s.side FROM standing_wall(w.case_id) s) = 'prosecutor'
  ORDER BY w.case_id;
END;
