-- schemas: reta, training
-- The wrapped keys of a case are seen by those who see its sealed values, and by nobody else.

ALTER POLICY personal_values_opened ON personal_values USING (EXISTS (
  SELECT FROM entries e JOIN cases c USING (case_id) WHERE e.entry_id = personal_values.entry_id AND (
    c.case_id = ANY ((SELECT context_named_cases())::uuid[])
    OR ((SELECT context_registers()) AND c.officer_id = (SELECT context_officer()) AND NOT c.handed_over AND NOT c.walled)
    OR (context_text('role') = 'amender' AND c.pending > 0)
    OR (context_text('role') = 'internal-affairs' AND c.walled))));
ALTER POLICY wrapped_keys_opened ON wrapped_keys USING (EXISTS (
  SELECT FROM entries e JOIN cases c USING (case_id) WHERE e.entry_id = wrapped_keys.entry_id AND (
    c.case_id = ANY ((SELECT context_named_cases())::uuid[])
    OR ((SELECT context_registers()) AND c.officer_id = (SELECT context_officer()) AND NOT c.handed_over AND NOT c.walled)
    OR (context_text('role') = 'amender' AND c.pending > 0)
    OR (context_text('role') = 'internal-affairs' AND c.walled))));

-- Amenders decide on what waits anywhere, but on no case behind a wall.
ALTER POLICY cases_seen_to_decide ON cases USING (
  context_text('role') = 'amender' AND NOT walled AND (pending > 0 OR (SELECT context_officer()) = ANY (decided_by)));
ALTER POLICY cases_decided ON cases USING (
  context_text('role') = 'amender' AND NOT walled AND (pending > 0 OR (SELECT context_officer()) = ANY (decided_by)));

ALTER TABLE entries DROP CONSTRAINT entries_kind;
ALTER TABLE entries ADD CONSTRAINT entries_kind CHECK (kind IN ('complaint', 'supplement', 'amendment',
  'amendment-decision', 'closing', 'annulment', 'merge', 'split', 'assignment', 'wall'));

-- Internal affairs hear of what reaches their unit; since the tree is dated, by the day.
CREATE OR REPLACE FUNCTION context_units() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN context_text('role') IN ('investigator', 'specialised-unit', 'internal-affairs')
      THEN reta.units_in_reach(context_text('unit_id'), false)
    WHEN context_text('role') IN ('chief', 'regional-chief', 'national-directorate', 'hotline-supervisor')
      THEN reta.units_in_reach(context_text('unit_id'), true)
    ELSE ARRAY[]::text[] END;
