-- schemas: reta, training
-- Why: a wall that is lifted gave the case back to its units, whoever serves there by then: the officer it had named as
-- well, who then read who had said so. Unless what was said of them proved false, they see nothing of it.

CREATE TABLE case_barred (
  case_id uuid NOT NULL CONSTRAINT case_barred_case REFERENCES cases,
  officer_id uuid NOT NULL,
  CONSTRAINT case_barred_once PRIMARY KEY (case_id, officer_id)
);
CREATE INDEX case_barred_by_officer ON case_barred (officer_id);
COMMENT ON TABLE case_barred IS 'Projection: officers a case named behind a wall that was lifted without saying that this was false';
ALTER TABLE case_barred ENABLE ROW LEVEL SECURITY;
-- For rebuilding: nobody else reads who is named.
CREATE POLICY barred_watched ON case_barred FOR SELECT TO reta_ledger USING (true);
GRANT SELECT ON case_barred TO reta_ledger;

-- Whom walls lifted before had named: nobody was asked then whether it had proved false.
INSERT INTO case_barred (case_id, officer_id)
  SELECT DISTINCT e.case_id, n.officer_id::uuid
  FROM entries e CROSS JOIN LATERAL jsonb_array_elements_text(e.body -> 'wall' -> 'namedOfficers') AS n (officer_id)
  WHERE e.body ? 'wall' AND NOT EXISTS (SELECT FROM case_walls w
    WHERE w.case_id = e.case_id AND n.officer_id::uuid = ANY (w.named_officers));

-- Asked once a statement: most officers are barred from nothing. Cases that are one are barred together.
CREATE FUNCTION context_barred() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT coalesce(array_agg(DISTINCT j.case_id), '{}') FROM case_barred b CROSS JOIN LATERAL joined_cases(b.case_id) AS j (case_id)
  WHERE b.officer_id = context_officer();
END;
COMMENT ON FUNCTION context_barred IS 'Cases that named the reader behind a wall since lifted, and what is joined with them';
CREATE FUNCTION is_barred(asked_case uuid, asked_officer uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
BEGIN ATOMIC
  SELECT EXISTS (SELECT FROM case_barred b
    WHERE b.officer_id = asked_officer AND b.case_id IN (SELECT joined_cases(asked_case)));
END;
COMMENT ON FUNCTION is_barred IS 'The case, or one joined with it, named the officer behind a wall since lifted';

DROP FUNCTION put_case_wall(uuid, jsonb);
CREATE FUNCTION put_case_wall(asked_case uuid, standing jsonb, barred uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
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
  DELETE FROM case_barred WHERE case_id = asked_case;
  INSERT INTO case_barred (case_id, officer_id) SELECT asked_case, b FROM unnest(barred) AS b;
  UPDATE cases SET walled = EXISTS (SELECT FROM case_walls w WHERE w.case_id IN (SELECT joined_cases(asked_case)))
    WHERE case_id IN (SELECT joined_cases(asked_case));
END $$;
COMMENT ON FUNCTION put_case_wall IS 'Writes the wall as folded and whom the case is hidden from by name, right after the entry of the reader that raises, widens or lifts it';
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION put_case_wall SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION context_barred, is_barred, put_case_wall FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context_barred TO reta_cases, reta_identities, reta_audit;
GRANT EXECUTE ON FUNCTION is_barred TO reta_vault;
GRANT EXECUTE ON FUNCTION put_case_wall TO reta_cases;

CREATE POLICY cases_not_barred ON cases AS RESTRICTIVE FOR SELECT TO reta_cases, reta_identities, reta_audit
  USING (case_id <> ALL ((SELECT context_barred())::uuid[]));
CREATE POLICY alerts_not_barred ON alerts AS RESTRICTIVE FOR SELECT TO reta_cases, reta_identities
  USING (case_id <> ALL ((SELECT context_barred())::uuid[]));
CREATE POLICY open_alerts_not_barred ON open_alerts AS RESTRICTIVE FOR SELECT TO reta_cases, reta_identities
  USING (case_id <> ALL ((SELECT context_barred())::uuid[]));
