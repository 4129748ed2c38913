-- schemas: reta, training
-- Why: a wall was what its entries said on the day they were made. The officer it names is posted elsewhere afterwards,
-- the reader holds a second posting or stands in for somebody of a hidden unit, and the case is joined with another:
-- in each of these the wall ended where it should not.

-- The cases that are one with this one, itself among them: the surviving one and all that went into it.
CREATE FUNCTION joined_cases(asked_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
BEGIN ATOMIC
  SELECT coalesce(c.merged_into, c.case_id) FROM cases c WHERE c.case_id = asked_case
  UNION ALL
  SELECT m.case_id FROM cases m
    WHERE m.merged_into = (SELECT coalesce(c.merged_into, c.case_id) FROM cases c WHERE c.case_id = asked_case);
END;
COMMENT ON FUNCTION joined_cases IS 'The cases that are one with this one, itself among them';

-- The wall as it stands now: of all joined cases, and with the units the named officers have been posted to since. Where
-- one of them now serves on the side that deals with it, that side is the prosecutor's.
CREATE FUNCTION standing_wall(asked_case uuid) RETURNS TABLE (side text, named_officers uuid[], hidden_units text[])
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
BEGIN ATOMIC
  WITH walls AS (
    SELECT w.* FROM case_walls w WHERE w.case_id IN (SELECT joined_cases(asked_case))),
  named AS (
    SELECT DISTINCT unnest(w.named_officers) AS officer_id FROM walls w),
  later AS (
    SELECT p.unit_id, p.role, u.kind
    FROM named n JOIN reta.postings p ON p.officer_id = n.officer_id JOIN reta.units u ON u.unit_id = p.unit_id
    WHERE p.valid_from <= now() AND (p.valid_to IS NULL OR p.valid_to >= (SELECT min(w.raised_at) FROM walls w))),
  hidden AS (
    SELECT unnest(w.hidden_units) AS unit_id FROM walls w
    UNION SELECT l.unit_id FROM later l
    -- Not the top, whose chiefs command everybody and are on no owning side.
    UNION SELECT k.ancestor_id FROM later l JOIN reta.unit_closure k ON k.descendant_id = l.unit_id
      JOIN reta.units a ON a.unit_id = k.ancestor_id AND a.parent_id IS NOT NULL
      WHERE k.valid_from <= current_date AND (k.valid_to IS NULL OR k.valid_to > current_date))
  SELECT
    CASE WHEN EXISTS (SELECT FROM walls w WHERE w.side = 'prosecutor')
      OR EXISTS (SELECT FROM later l WHERE l.role IN ('internal-affairs', 'specialised-unit', 'administrator')
        OR l.kind IN ('internal-affairs', 'specialised-national', 'specialised-regional'))
      THEN 'prosecutor' ELSE 'owners' END,
    ARRAY(SELECT n.officer_id FROM named n), ARRAY(SELECT h.unit_id FROM hidden h)
  WHERE EXISTS (SELECT FROM walls);
END;
COMMENT ON FUNCTION standing_wall IS 'The wall around a case as it stands now; no row where none does';

CREATE FUNCTION reader_units() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN ARRAY(SELECT p.unit_id FROM reta.postings p WHERE p.officer_id = context_officer()
    AND p.valid_from <= now() AND (p.valid_to IS NULL OR p.valid_to > now())) || context_text('unit_id');
COMMENT ON FUNCTION reader_units IS 'Units of all postings the reader holds now, those stood in for among them';

CREATE OR REPLACE FUNCTION wall_lets_through(walled_case uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN CASE WHEN context_text('role') IN ('internal-affairs', 'specialised-unit', 'prosecutor', 'auditor') THEN EXISTS (
    SELECT FROM standing_wall(walled_case) w
    WHERE context_officer() <> ALL (w.named_officers) AND NOT (w.hidden_units && reader_units())
      AND (w.side = 'owners' OR context_text('role') IN ('prosecutor', 'auditor'))) ELSE false END;
CREATE OR REPLACE FUNCTION is_walled(asked_case uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN EXISTS (SELECT FROM cases c WHERE c.case_id = asked_case AND c.walled)
    OR EXISTS (SELECT FROM case_walls w WHERE w.case_id = asked_case);

-- A wall raised or lifted in one of them is one around all of them.
CREATE OR REPLACE FUNCTION put_case_wall(asked_case uuid, standing jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.seq = c.entry_count
    WHERE c.case_id = asked_case AND e.officer_id = context_officer() AND (e.kind = 'wall' OR e.body ? 'wall')) THEN
    RAISE EXCEPTION 'no entry of this reader speaks of a wall';
  END IF;
  DELETE FROM case_walls WHERE case_id = asked_case;
  IF standing IS NOT NULL THEN
    INSERT INTO case_walls (case_id, side, causes, named_officers, hidden_units, consents, raised_at)
      SELECT asked_case, side, causes, named_officers, hidden_units, consents, raised_at
      FROM jsonb_to_record(standing) AS w (side text, causes text[], named_officers uuid[], hidden_units text[],
        consents text[], raised_at timestamptz);
  END IF;
  UPDATE cases SET walled = EXISTS (SELECT FROM case_walls w WHERE w.case_id IN (SELECT joined_cases(asked_case)))
    WHERE case_id IN (SELECT joined_cases(asked_case));
END $$;
CREATE OR REPLACE FUNCTION hidden_in_list(asked_list uuid) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT count(*)::int FROM case_assignments a
  WHERE a.list_id = asked_list AND a.status <> 'assigned' AND is_walled(a.case_id) AND NOT wall_lets_through(a.case_id)
$$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['put_case_wall', 'hidden_in_list'] LOOP
    EXECUTE format('ALTER FUNCTION %I SET search_path = %I, pg_temp', name, current_schema());
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION joined_cases, standing_wall, reader_units FROM PUBLIC;
GRANT EXECUTE ON FUNCTION standing_wall, is_walled TO reta_cases, reta_identities, reta_ledger, reta_vault;
