-- schemas: reta, training
-- Why: a case that a wall leaves to prosecutors could be corrected by nobody: no amender sees it. There one prosecutor who
-- has it proposes and another decides; anywhere else what a prosecutor says of a case stays what the police propose.

CREATE FUNCTION is_left_to_prosecutors(asked_case uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  COST 1000 RETURN EXISTS (SELECT FROM standing_wall(asked_case) w WHERE w.side = 'prosecutor');
COMMENT ON FUNCTION is_left_to_prosecutors IS 'Behind a wall that leaves the case to prosecutors alone';
REVOKE ALL ON FUNCTION is_left_to_prosecutors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_left_to_prosecutors TO reta_cases;

CREATE POLICY entries_of_prosecutors ON entries AS RESTRICTIVE FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_text('role')) IS DISTINCT FROM 'prosecutor'
    OR kind NOT IN ('amendment', 'closing', 'annulment', 'merge', 'split', 'division', 'amendment-decision')
    OR (is_left_to_prosecutors(case_id) AND kind <> 'division' AND (kind = 'amendment-decision' OR directs(case_id))));
