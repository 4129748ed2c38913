-- schemas: reta, training
-- Why: a complaint that was divided is still one complaint, of one station, with the same persons in both parts. A wall
-- raised afterwards around one of them left the other to whom it names.

-- Step by step along both ties, either way; each step by the index of its column.
CREATE OR REPLACE FUNCTION joined_cases(asked_case uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
BEGIN ATOMIC
  WITH RECURSIVE one AS (
    SELECT c.case_id, c.merged_into, c.divided_from FROM cases c WHERE c.case_id = asked_case
    UNION
    SELECT n.case_id, n.merged_into, n.divided_from FROM one o CROSS JOIN LATERAL (
      SELECT c.case_id, c.merged_into, c.divided_from FROM cases c WHERE c.case_id = o.merged_into
      UNION ALL
      SELECT c.case_id, c.merged_into, c.divided_from FROM cases c WHERE c.case_id = o.divided_from
      UNION ALL
      SELECT c.case_id, c.merged_into, c.divided_from FROM cases c WHERE c.merged_into = o.case_id
      UNION ALL
      SELECT c.case_id, c.merged_into, c.divided_from FROM cases c WHERE c.divided_from = o.case_id) n)
  SELECT o.case_id FROM one o;
END;
COMMENT ON FUNCTION joined_cases IS 'The cases a wall around this one is around as well, itself among them: joined with it, or parts of one complaint';

-- Those that were divided before.
UPDATE cases SET walled = true WHERE NOT walled AND case_id IN (
  SELECT j.case_id FROM case_walls w CROSS JOIN LATERAL joined_cases(w.case_id) AS j (case_id));
