-- schemas: reta, training
-- Why: whoever commands asks how often names were opened below: the regional chief and the national directorate as well as
-- the chief of a unit, by days of the country's clock, so that a Sunday evening is of that week and not of the next. And an
-- account of the institution linked or unlinked is a change of a way in: it is the administrator's to see, like a passkey.

DROP FUNCTION count_unit_openings(timestamptz);
CREATE FUNCTION count_unit_openings(first_day timestamptz, zone text)
RETURNS TABLE (unit_id text, day date, openings integer, prints integer)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT u, (e.happened_at AT TIME ZONE zone)::date,
    (count(*) FILTER (WHERE e.action = 'case.names.open'))::int, (count(*) FILTER (WHERE e.action = 'case.print'))::int
  FROM unnest(context_units()) AS u CROSS JOIN LATERAL (
    SELECT e.happened_at, e.action FROM audit_events e
    WHERE e.unit_id = u AND e.happened_at >= first_day AND e.outcome = 'done'
      AND e.action IN ('case.names.open', 'case.print') AND NOT is_walled(e.case_id)) AS e
  WHERE context_text('role') IN ('chief', 'regional-chief', 'national-directorate')
  GROUP BY 1, 2
$$;

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
      AND area IN ('catalogue', 'variable', 'alert-rule', 'law', 'institution', 'pack')
    WHEN 'key-custodian' THEN area = 'key' AND about_officer IS DISTINCT FROM reader
    ELSE false END;
END $$;

DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION sees_event SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION count_unit_openings SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION count_unit_openings FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_unit_openings TO reta_cases;
