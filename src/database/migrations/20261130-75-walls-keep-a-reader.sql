-- schemas: reta, training
-- Why: a wall follows the officer it names, and with postings of seconds or a delegation it could be made to follow until
-- nobody was left who sees the case. A prosecutor is hidden from by name only, so that somebody always is. Who was in a
-- hidden unit and was moved on has not become another person; a chain of joined cases is one case.

CREATE OR REPLACE FUNCTION joined_cases(asked_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
BEGIN ATOMIC
  WITH RECURSIVE up AS (
    SELECT c.case_id, c.merged_into FROM cases c WHERE c.case_id = asked_case
    UNION SELECT c.case_id, c.merged_into FROM up JOIN cases c ON c.case_id = up.merged_into),
  down AS (
    SELECT u.case_id FROM up u WHERE u.merged_into IS NULL
    UNION SELECT c.case_id FROM down d JOIN cases c ON c.merged_into = d.case_id)
  SELECT d.case_id FROM down d;
END;

-- Own postings only: standing in for somebody makes nobody serve there, and anybody may be named to stand in. One that is
-- over counts if it lasted a week, so that none is made for the sake of the wall.
CREATE OR REPLACE FUNCTION standing_wall(asked_case uuid) RETURNS TABLE (side text, named_officers uuid[], hidden_units text[])
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
BEGIN ATOMIC
  WITH walls AS (
    SELECT w.* FROM case_walls w WHERE w.case_id IN (SELECT joined_cases(asked_case))),
  named AS (
    SELECT DISTINCT unnest(w.named_officers) AS officer_id FROM walls w),
  later AS (
    SELECT p.unit_id, p.role, u.kind
    FROM named n JOIN reta.postings p ON p.officer_id = n.officer_id JOIN reta.units u ON u.unit_id = p.unit_id
    WHERE p.delegated_from IS NULL AND p.valid_from <= now()
      AND (p.valid_to IS NULL OR p.valid_to > now()
        OR (p.valid_to >= (SELECT min(w.raised_at) FROM walls w) AND p.valid_to - p.valid_from >= interval '7 days'))),
  hidden AS (
    SELECT unnest(w.hidden_units) AS unit_id FROM walls w
    UNION SELECT l.unit_id FROM later l
    -- Not the top, whose chiefs command everybody and are on no owning side.
    UNION SELECT k.ancestor_id FROM later l JOIN reta.unit_closure k ON k.descendant_id = l.unit_id
      JOIN reta.units a ON a.unit_id = k.ancestor_id AND a.parent_id IS NOT NULL
      WHERE k.valid_from <= reta.register_day() AND (k.valid_to IS NULL OR k.valid_to > reta.register_day()))
  SELECT
    CASE WHEN EXISTS (SELECT FROM walls w WHERE w.side = 'prosecutor')
      OR EXISTS (SELECT FROM later l WHERE l.role IN ('internal-affairs', 'specialised-unit', 'administrator')
        OR l.kind IN ('internal-affairs', 'specialised-national', 'specialised-regional'))
      THEN 'prosecutor' ELSE 'owners' END,
    ARRAY(SELECT n.officer_id FROM named n), ARRAY(SELECT h.unit_id FROM hidden h)
  WHERE EXISTS (SELECT FROM walls);
END;

CREATE OR REPLACE FUNCTION reader_units() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN ARRAY(SELECT p.unit_id FROM reta.postings p WHERE p.officer_id = context_officer() AND p.valid_from <= now()
    AND (p.valid_to IS NULL
      OR p.valid_to > CASE WHEN p.delegated_from IS NULL THEN now() - interval '24 months' ELSE now() END))
    || context_text('unit_id');
COMMENT ON FUNCTION reader_units IS
  'Units of all postings the reader holds now or held in the last 24 months, and of those stood in for now';

CREATE OR REPLACE FUNCTION wall_lets_through(walled_case uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER COST 1000
  RETURN CASE WHEN context_text('role') IN ('internal-affairs', 'specialised-unit', 'prosecutor', 'auditor') THEN EXISTS (
    SELECT FROM standing_wall(walled_case) w
    WHERE context_officer() <> ALL (w.named_officers)
      AND (context_text('role') = 'prosecutor' OR NOT (w.hidden_units && reader_units()))
      AND (w.side = 'owners' OR context_text('role') IN ('prosecutor', 'auditor'))) ELSE false END;

-- Whether alerts of a unit wait is asked before it is closed: of a case behind a wall that would tell that it is there.
DO $$ BEGIN
  IF current_schema() = 'reta' THEN
    CREATE OR REPLACE FUNCTION reta.has_open_alerts(asked text[]) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO reta, pg_temp
      RETURN EXISTS (SELECT FROM reta.open_alerts w WHERE w.unit_id = ANY (asked) AND NOT reta.is_walled(w.case_id));
  END IF;
END $$;

-- An officer of a walled case who is posted to the side that deals with it takes it from that side: whoever is left must
-- hear of it. Asked by the clock, of the few cases there are.
CREATE FUNCTION walls_untold(units text[]) RETURNS TABLE (case_id uuid, entry_id uuid, registered_by uuid)
LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT w.case_id, e.entry_id, e.officer_id FROM case_walls w JOIN entries e ON e.case_id = w.case_id AND e.seq = 1
  WHERE NOT EXISTS (SELECT FROM alerts a WHERE a.case_id = w.case_id AND a.unit_id = ANY (units))
    AND (SELECT s.side FROM standing_wall(w.case_id) s) = 'prosecutor'
  ORDER BY w.case_id;
END;
COMMENT ON FUNCTION walls_untold IS 'Walled cases that are the prosecutor''s, of which none of these units has had an alert';
REVOKE ALL ON FUNCTION walls_untold FROM PUBLIC;
GRANT EXECUTE ON FUNCTION walls_untold TO reta_ledger;
