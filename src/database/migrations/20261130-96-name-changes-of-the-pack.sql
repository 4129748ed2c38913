-- schemas: reta, training
-- Why: what a catalogue administrator reads of the trail was named by words no event begins with. Every change of a list, a
-- question, a rule of alert, the law or the institution is one of the pack. Who may see which event stays as it was.

CREATE OR REPLACE FUNCTION sees_event(asked_case uuid, by_officer uuid, about_officer uuid, done text, what text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 AS $$
DECLARE
  reader constant uuid := context_officer();
  as_role constant text := context_text('role');
  area constant text := split_part(what, '.', 1);
BEGIN
  IF as_role = 'register' THEN
    RETURN true;
  END IF;
  -- Nobody learns from the trail of a case that is hidden from them. What was refused to the reader stays on the reader's
  -- own trail, as it does for a case that never was.
  IF asked_case IS NOT NULL AND (done <> 'done' AND by_officer = reader) IS NOT TRUE
    AND is_walled(asked_case) AND NOT wall_lets_through(asked_case) THEN
    RETURN false;
  END IF;
  RETURN CASE as_role
    -- Everything but who looks into the reader.
    WHEN 'auditor' THEN by_officer IS NOT DISTINCT FROM reader OR about_officer IS DISTINCT FROM reader OR NOT watches(what)
    WHEN 'internal-affairs' THEN by_officer = reader
      OR ((by_officer IN (SELECT officers_under_inquiry()) OR about_officer IN (SELECT officers_under_inquiry()))
        AND about_officer IS DISTINCT FROM reader)
    WHEN 'investigator' THEN by_officer = reader
    WHEN 'specialised-unit' THEN by_officer = reader
    WHEN 'administrator' THEN asked_case IS NULL AND by_officer IS DISTINCT FROM reader
      AND about_officer IS DISTINCT FROM reader
      AND area IN ('session', 'officer', 'posting', 'delegation', 'unit', 'enrolment', 'recovery', 'passkey',
        'single-sign-on', 'pack')
    WHEN 'catalogue-administrator' THEN by_officer = reader
      AND area IN ('pack', 'alert-rule')
    WHEN 'key-custodian' THEN area = 'key' AND about_officer IS DISTINCT FROM reader
    ELSE false END;
END $$;
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION sees_event SET search_path = %I, pg_temp', current_schema());
END $$;
