-- schemas: reta, training
-- Why: an alert is raised once for a unit and an entry. By the first entry, a wall that an answer widens alerted nobody
-- anew whom the complaint itself had alerted.
CREATE OR REPLACE FUNCTION answered_case(asked_message uuid)
RETURNS TABLE (unit_id text, place_code text, entry_id uuid, registered_by uuid) LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT c.unit_id, c.place_code, e.entry_id, c.officer_id
  FROM relay_messages m JOIN cases c USING (case_id) JOIN entries e ON e.case_id = c.case_id
  WHERE m.message_id = asked_message ORDER BY e.seq DESC LIMIT 1
$$;
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION answered_case SET search_path = %I, pg_temp', current_schema());
END $$;
