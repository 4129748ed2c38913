-- schemas: reta, training
-- Why: the prosecution has a tree of command of its own, and a superior office saw no file of the offices below it. It sees
-- that there is each case a prosecutor there has and what happened in it, as a regional chief of police does; names take
-- having the case, and whoever has it directs it.

CREATE FUNCTION context_offices() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN context_text('role') = 'prosecutor'
    THEN array_remove(reta.units_in_reach(context_text('unit_id'), true), context_text('unit_id')) ELSE '{}'::text[] END;
COMMENT ON FUNCTION context_offices IS 'Of a prosecutor: the offices below the own one, those that have ended too; empty for everybody else';

CREATE FUNCTION is_prosecuted(asked_case uuid, asked_units text[]) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER COST 1000
  RETURN EXISTS (SELECT FROM case_assignments a JOIN reta.postings p ON p.posting_id = a.posting_id
    WHERE a.case_id = asked_case AND a.status = 'assigned' AND a.unit_id = ANY (asked_units)
      AND p.role IN ('prosecutor', 'prosecutor-liaison'));
COMMENT ON FUNCTION is_prosecuted IS 'A prosecutor of one of these offices has the case; asked only of cases without a wall';
REVOKE ALL ON FUNCTION context_offices, is_prosecuted FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context_offices, is_prosecuted TO reta_cases, reta_identities;

-- Behind a wall who deals with it sees it, and nobody else: that policy is another.
CREATE POLICY cases_seen_above ON cases FOR SELECT TO reta_cases, reta_identities
  USING (NOT walled AND (SELECT context_text('role')) = 'prosecutor' AND is_prosecuted(case_id, (SELECT context_offices())));

CREATE INDEX case_assignments_by_unit ON case_assignments (unit_id, case_id);
