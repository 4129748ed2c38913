-- schemas: reta, training
-- Why: a court, a service and the labour inspection see their own part of a case and nothing else of it. The part is a
-- projection, so that the database shows a row of it to whose posting it is, and none of the entries it comes from.

CREATE TABLE case_parts (
  case_id uuid NOT NULL CONSTRAINT case_parts_case REFERENCES cases,
  posting_id uuid NOT NULL CONSTRAINT case_parts_posting REFERENCES reta.postings,
  part jsonb NOT NULL,
  CONSTRAINT case_parts_place PRIMARY KEY (case_id, posting_id)
);
COMMENT ON TABLE case_parts IS 'Projection: what each posting that was opened a part of a case is shown of it, coded facts only';

ALTER TABLE case_parts ENABLE ROW LEVEL SECURITY;
-- Theirs while the case is, and not behind a wall.
CREATE POLICY parts_seen ON case_parts FOR SELECT TO reta_cases USING (posting_id = (SELECT context_posting())
  AND context_text('role') IN ('court-clerk', 'service-provider', 'labour-inspector') AND sees_case(case_id));
GRANT SELECT ON case_parts TO reta_cases;

-- Whoever adds to the case sees neither whose part it is nor what is in it: written past the protection, for who has just
-- added an entry.
CREATE FUNCTION put_case_parts(asked_case uuid, parts jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cases c JOIN entries e ON e.case_id = c.case_id AND e.seq = c.entry_count
    WHERE c.case_id = asked_case AND e.officer_id = context_officer()) THEN
    RAISE EXCEPTION 'the newest entry is not this reader''s';
  END IF;
  DELETE FROM case_parts WHERE case_id = asked_case;
  INSERT INTO case_parts (case_id, posting_id, part)
    SELECT asked_case, posting_id, part FROM jsonb_to_recordset(parts) AS p (posting_id uuid, part jsonb);
END $$;
COMMENT ON FUNCTION put_case_parts IS 'Writes the parts as folded, right after an entry of the reader';
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION put_case_parts SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION put_case_parts FROM PUBLIC;
GRANT EXECUTE ON FUNCTION put_case_parts TO reta_cases;

-- The labour inspection sees its part as well, and the entries no longer.
CREATE OR REPLACE FUNCTION keeps_to_metadata() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(context_text('role') IN ('auditor', 'court-clerk', 'service-provider', 'labour-inspector'), true);
