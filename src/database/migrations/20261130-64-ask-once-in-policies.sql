-- schemas: reta, training
-- Why: row-level security asked its questions as sub-selects inside sub-selects. A case's assignments asked for the case,
-- the case for its alerts, the alerts for their walls: PostgreSQL expanded all of it wherever a statement named one of
-- these tables, whether or not a row was ever met. Planning the opening of a case took some thirty milliseconds. Worse,
-- the planner could choose to read every alert of the reader's units at once rather than those of the case before it.
-- Here each question is a function: its plan is made when it is first asked, kept by the connection, and always a look-up
-- of one key. Who may see what stays as it was.

-- With the owner's rights, because the one policy that asks has established that no wall stands around the case.
CREATE FUNCTION is_alerted(asked_case uuid, asked_units text[]) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN EXISTS (SELECT FROM alerts a WHERE a.case_id = asked_case AND a.unit_id = ANY (asked_units));
COMMENT ON FUNCTION is_alerted IS 'One of these units was alerted of the case; asked only of cases without a wall';

-- These two with the reader's own rights: row-level security answers inside them as it does outside.
CREATE FUNCTION sees_case(asked_case uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM cases c WHERE c.case_id = asked_case);
COMMENT ON FUNCTION sees_case IS 'The reader sees the case';
CREATE FUNCTION sees_alert(asked_alert uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM alerts a WHERE a.alert_id = asked_alert);
COMMENT ON FUNCTION sees_alert IS 'The reader sees the alert';
REVOKE ALL ON FUNCTION is_alerted, sees_case, sees_alert FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_alerted, sees_case, sees_alert TO reta_cases, reta_identities;

ALTER POLICY cases_seen ON cases USING (
  CASE WHEN walled THEN wall_lets_through(case_id) ELSE
    (context_registers() AND officer_id = context_officer()
      AND (context_text('role') <> 'hotline-operator' OR received_at > now() - interval '24 hours'))
    OR context_text('role') IN ('national-directorate', 'specialised-unit', 'analyst', 'auditor')
    OR (context_text('role') IN ('investigator', 'chief', 'regional-chief', 'hotline-supervisor')
      AND unit_id = ANY ((SELECT context_units())::text[]))
    OR case_id = ANY ((SELECT context_cases())::uuid[])
    OR (context_text('role') IN ('investigator', 'chief', 'regional-chief')
      AND is_alerted(case_id, (SELECT context_units())))
  END);
ALTER POLICY cases_folded ON cases USING (
  context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'hotline-operator', 'chief', 'internal-affairs',
    'prosecutor')
  AND CASE WHEN walled THEN wall_lets_through(case_id) ELSE
    (context_registers() AND officer_id = context_officer() AND NOT handed_over)
    OR context_text('role') = 'specialised-unit'
    OR (context_text('role') IN ('investigator', 'chief') AND unit_id = ANY ((SELECT context_units())::text[]))
    OR case_id = ANY ((SELECT context_cases())::uuid[])
    OR (context_text('role') IN ('investigator', 'chief') AND is_alerted(case_id, (SELECT context_units())))
  END);
ALTER POLICY cases_seen_to_decide ON cases USING (
  context_text('role') = 'amender' AND NOT walled AND (pending > 0 OR context_officer() = ANY (decided_by)));
ALTER POLICY cases_decided ON cases USING (
  context_text('role') = 'amender' AND NOT walled AND (pending > 0 OR context_officer() = ANY (decided_by)));

ALTER POLICY alerts_seen ON alerts USING (
  ((context_text('role') IN ('registrar', 'hotline-operator') AND registered_by = context_officer())
    OR (context_text('role') <> 'hotline-supervisor' AND unit_id = ANY ((SELECT context_units())::text[])))
  AND (NOT is_walled(case_id) OR wall_lets_through(case_id)));
ALTER POLICY acknowledgements_seen ON alert_acknowledgements USING (sees_alert(alert_id));
ALTER POLICY acknowledgements_given ON alert_acknowledgements WITH CHECK (
  officer_id = context_officer() AND sees_alert(alert_id));

ALTER POLICY assignments_seen ON case_assignments USING (sees_case(case_id));
ALTER POLICY assignments_ended ON case_assignments USING (sees_case(case_id));
ALTER POLICY assignments_folded ON case_assignments WITH CHECK (sees_case(case_id));

-- What a case contains: not for who handed it over and has no other reason to see it.
CREATE FUNCTION sees_contents(asked_case uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM cases c WHERE c.case_id = asked_case AND (
    NOT c.handed_over OR c.officer_id <> context_officer()
    OR context_text('role') IN ('specialised-unit', 'national-directorate', 'analyst', 'prosecutor', 'internal-affairs',
      'amender')
    OR (context_text('role') IN ('investigator', 'chief', 'regional-chief', 'hotline-supervisor')
      AND c.unit_id = ANY ((SELECT context_units())::text[]))
    OR c.case_id = ANY ((SELECT context_cases())::uuid[])
    OR (context_text('role') IN ('investigator', 'chief', 'regional-chief') AND EXISTS (
      SELECT FROM alerts a WHERE a.case_id = c.case_id AND a.unit_id = ANY ((SELECT context_units())::text[])))));
COMMENT ON FUNCTION sees_contents IS 'The reader sees the case and what its entries say';
REVOKE ALL ON FUNCTION sees_contents FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sees_contents TO reta_cases, reta_identities;

ALTER POLICY entries_seen ON entries USING (NOT keeps_to_metadata() AND sees_contents(case_id));
ALTER POLICY entries_added ON entries WITH CHECK (officer_id = context_officer() AND (seq = 1 OR sees_case(case_id)));
ALTER POLICY case_people_seen ON case_people USING (NOT keeps_to_metadata() AND sees_contents(case_id));
ALTER POLICY case_people_refolded ON case_people USING (sees_case(case_id));
