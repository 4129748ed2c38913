-- schemas: reta, training
-- Why: what a wall leaves to prosecutors, nobody could complete, and nobody could leave a message for who complained of it:
-- the prosecutor who has it does both. Anywhere else a prosecutor adds no fact and sends no message, whatever the program
-- asks, and a message is sent by who may send one.

DROP POLICY entries_of_prosecutors ON entries;
CREATE POLICY entries_of_prosecutors ON entries AS RESTRICTIVE FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_text('role')) IS DISTINCT FROM 'prosecutor'
    OR kind NOT IN ('supplement', 'amendment', 'closing', 'annulment', 'merge', 'split', 'division', 'amendment-decision')
    OR (is_left_to_prosecutors(case_id) AND kind <> 'division' AND (kind = 'amendment-decision' OR directs(case_id))));

-- Beside whose message it is: who works on a case that is assigned, the ombudsman where no wall stands, and the prosecutor
-- who has a case that is theirs alone.
CREATE POLICY relay_messages_allowed ON relay_messages AS RESTRICTIVE FOR INSERT TO reta_cases
  WITH CHECK (CASE (SELECT context_text('role'))
    WHEN 'auditor' THEN NOT is_walled(case_id)
    WHEN 'prosecutor' THEN directs(case_id) AND is_left_to_prosecutors(case_id)
    WHEN 'investigator' THEN case_id = ANY ((SELECT context_named_cases())::uuid[])
    WHEN 'specialised-unit' THEN case_id = ANY ((SELECT context_named_cases())::uuid[])
    WHEN 'internal-affairs' THEN case_id = ANY ((SELECT context_named_cases())::uuid[])
    ELSE false END);
