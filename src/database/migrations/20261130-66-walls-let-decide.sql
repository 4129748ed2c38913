-- schemas: reta, training
-- Why: corrections in a walled case waited for ever, because whoever decides on corrections stands on no side of a wall;
-- and a case that is the prosecutor's alone told nobody that it is there.

-- An amender of a unit that deals with such cases, and whom it is not hidden from. Never of one that is the prosecutor's.
CREATE FUNCTION wall_lets_decide(walled_case uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN context_text('role') = 'amender'
    AND EXISTS (SELECT FROM reta.units u WHERE u.unit_id = context_text('unit_id')
      AND u.kind IN ('internal-affairs', 'specialised-national', 'specialised-regional'))
    AND EXISTS (SELECT FROM standing_wall(walled_case) w
      WHERE w.side = 'owners' AND context_officer() <> ALL (w.named_officers) AND NOT (w.hidden_units && reader_units()));
COMMENT ON FUNCTION wall_lets_decide IS 'The reader decides on corrections, in a unit that deals with this walled case';
REVOKE ALL ON FUNCTION wall_lets_decide FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wall_lets_decide TO reta_cases, reta_identities;

CREATE POLICY cases_seen_to_decide_walled ON cases FOR SELECT TO reta_cases, reta_identities USING (
  walled AND context_text('role') = 'amender' AND (pending > 0 OR context_officer() = ANY (decided_by))
  AND wall_lets_decide(case_id));
CREATE POLICY cases_decided_walled ON cases FOR UPDATE TO reta_cases USING (
  walled AND context_text('role') = 'amender' AND (pending > 0 OR context_officer() = ANY (decided_by))
  AND wall_lets_decide(case_id));

-- Prosecutors hear of what is behind a wall and addressed to their unit, and of nothing else that is.
CREATE POLICY alerts_of_prosecutors ON alerts FOR SELECT TO reta_cases, reta_identities USING (
  context_text('role') = 'prosecutor' AND unit_id = context_text('unit_id')
  AND is_walled(case_id) AND wall_lets_through(case_id));
CREATE POLICY open_alerts_of_prosecutors ON open_alerts FOR SELECT TO reta_cases, reta_identities USING (
  context_text('role') = 'prosecutor' AND unit_id = context_text('unit_id')
  AND is_walled(case_id) AND wall_lets_through(case_id));
