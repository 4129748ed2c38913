-- schemas: reta, training
-- Why: the prosecutor in charge of a case directs steps of its investigation (reference: security 2.2; the institutions of
-- the country). What is directed, by whom it is to be done and by when, and what came of it, are entries like any other;
-- this table is what of them is open, for lists that must not fold every case.

ALTER TABLE entries DROP CONSTRAINT entries_kind;
ALTER TABLE entries ADD CONSTRAINT entries_kind CHECK (kind IN ('complaint', 'supplement', 'amendment',
  'amendment-decision', 'closing', 'annulment', 'merge', 'split', 'division', 'assignment', 'wall', 'direction'));

CREATE TABLE case_directions (
  direction_id uuid CONSTRAINT case_directions_id PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT case_directions_case REFERENCES cases,
  measure text NOT NULL,
  unit_id text NOT NULL CONSTRAINT case_directions_unit REFERENCES reta.units,
  posting_id uuid CONSTRAINT case_directions_addressee REFERENCES reta.postings,
  due_on date NOT NULL,
  given_by uuid NOT NULL CONSTRAINT case_directions_giver REFERENCES reta.officers,
  given_posting uuid NOT NULL CONSTRAINT case_directions_posting REFERENCES reta.postings,
  given_at timestamptz NOT NULL,
  status text NOT NULL CONSTRAINT case_directions_status
    CHECK (status IN ('open', 'done', 'not-done', 'replaced', 'withdrawn')),
  ended_at timestamptz,
  ended_by uuid CONSTRAINT case_directions_ender REFERENCES reta.officers,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT case_directions_ended CHECK ((status = 'open') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX case_directions_by_case ON case_directions (case_id, given_at);
CREATE INDEX case_directions_by_transaction ON case_directions (changed_in);
COMMENT ON TABLE case_directions IS 'Projection: steps the prosecutor in charge directs, folded from the entries of kind direction';
COMMENT ON COLUMN case_directions.posting_id IS 'The officer it is addressed to; null where it is the unit';
COMMENT ON COLUMN case_directions.changed_in IS 'The transaction that wrote it last, for whoever tells open screens';

-- Whoever works on the case: it is assigned to their posting, or they registered it and keep it.
CREATE FUNCTION works_on(asked_case uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE COST 1000
  RETURN context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'internal-affairs')
    AND EXISTS (SELECT FROM cases c WHERE c.case_id = asked_case AND (
      c.case_id = ANY ((SELECT context_named_cases())::uuid[])
      OR ((SELECT context_registers()) AND c.officer_id = (SELECT context_officer()) AND NOT c.handed_over AND NOT c.walled)));
COMMENT ON FUNCTION works_on IS 'The case is assigned to the reader, or was registered by them and is kept';
CREATE FUNCTION directs(asked_case uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE COST 1000
  RETURN context_text('role') = 'prosecutor'
    AND EXISTS (SELECT FROM cases c WHERE c.case_id = asked_case AND c.case_id = ANY ((SELECT context_named_cases())::uuid[]));
COMMENT ON FUNCTION directs IS 'The reader is a prosecutor to whom the case is assigned now';
REVOKE ALL ON FUNCTION works_on, directs FROM PUBLIC;
GRANT EXECUTE ON FUNCTION works_on, directs TO reta_cases;

-- Beside what every further entry takes: who may direct, and who may say what came of it.
CREATE POLICY entries_directed ON entries AS RESTRICTIVE FOR INSERT TO reta_cases WITH CHECK (
  kind <> 'direction' OR CASE WHEN body -> 'content' ->> 'move' IN ('order', 'withdraw') THEN directs(case_id)
    ELSE works_on(case_id) END);

ALTER TABLE case_directions ENABLE ROW LEVEL SECURITY;
CREATE POLICY directions_seen ON case_directions FOR SELECT TO reta_cases
  USING (NOT keeps_to_metadata() AND sees_contents(case_id));
CREATE POLICY directions_given ON case_directions FOR INSERT TO reta_cases WITH CHECK (
  directs(case_id) AND status = 'open' AND given_by = (SELECT context_officer()) AND given_posting = (SELECT context_posting()));
CREATE POLICY directions_ended ON case_directions FOR UPDATE TO reta_cases
  USING (status = 'open' AND (directs(case_id) OR works_on(case_id)) OR status = 'not-done' AND directs(case_id))
  WITH CHECK (ended_by = (SELECT context_officer()) AND CASE WHEN status IN ('replaced', 'withdrawn') THEN directs(case_id)
    ELSE status IN ('done', 'not-done') AND works_on(case_id) END);
GRANT SELECT, INSERT, UPDATE (status, ended_at, ended_by, changed_in) ON case_directions TO reta_cases;
DO $$ BEGIN
  IF current_schema() <> 'reta' THEN RETURN; END IF;
  CREATE POLICY directions_as_delegated ON case_directions AS RESTRICTIVE FOR SELECT TO reta_cases
    USING ((SELECT delegation_allows('read-cases')));
END $$;

-- Open screens of those who have the case are told that there is news in it, and nothing else. In a case behind a wall
-- whoever registered it has nothing any more; who else may hear is asked for each screen.
CREATE FUNCTION direction_news(mark xid8) RETURNS TABLE (case_id uuid, posting_id uuid, officer_id uuid, changed_in xid8)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT d.case_id, a.posting_id, NULL::uuid, d.changed_in FROM case_directions d
  JOIN case_assignments a ON a.case_id = d.case_id AND a.status = 'assigned' WHERE d.changed_in >= mark
  UNION
  SELECT d.case_id, NULL, c.officer_id, d.changed_in FROM case_directions d JOIN cases c ON c.case_id = d.case_id
  WHERE d.changed_in >= mark AND NOT c.handed_over AND NOT c.walled
$$;
COMMENT ON FUNCTION direction_news IS 'Cases in which something was directed or answered since, and who has each: a posting, or the officer who keeps it';
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION direction_news SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE EXECUTE ON FUNCTION direction_news FROM PUBLIC;
GRANT EXECUTE ON FUNCTION direction_news TO reta_ledger;
