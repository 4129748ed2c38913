-- schemas: reta, training
-- Who has a case. An investigator of an alerted unit takes it, a chief gives it, a list hands it over to a receiver who
-- accepts; names are open to who has it. A projection of the entries of kind `assignment`.

ALTER TABLE cases ADD COLUMN handed_over boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN cases.handed_over IS 'The officer who registered it has handed it over and keeps neither facts nor persons';
GRANT UPDATE (handed_over) ON cases TO reta_cases;

CREATE TABLE case_assignments (
  case_id uuid NOT NULL CONSTRAINT case_assignments_case REFERENCES cases,
  posting_id uuid NOT NULL CONSTRAINT case_assignments_posting REFERENCES reta.postings,
  officer_id uuid NOT NULL,
  unit_id text NOT NULL CONSTRAINT case_assignments_unit REFERENCES reta.units,
  status text NOT NULL CONSTRAINT case_assignments_status CHECK (status IN ('assigned', 'offered', 'approved')),
  since timestamptz NOT NULL,
  list_id uuid,
  list_size integer,
  offered_by uuid,
  from_posting uuid,
  from_registrar boolean NOT NULL,
  CONSTRAINT case_assignments_place PRIMARY KEY (case_id, posting_id, status)
);
CREATE INDEX case_assignments_by_posting ON case_assignments (posting_id, case_id);
CREATE INDEX case_assignments_by_list ON case_assignments (list_id) WHERE list_id IS NOT NULL;
COMMENT ON TABLE case_assignments IS 'Projection: the postings that have each case, and those it is offered to';
COMMENT ON COLUMN case_assignments.from_posting IS 'Of an offer: whose assignment ends when it is accepted; null when nobody has it but who registered it';
COMMENT ON COLUMN case_assignments.list_size IS 'Cases in the hand-over list; from 21 on a second person approves it';


-- A wall: the case names an officer or official, and is hidden from everybody but the side that deals with it.
ALTER TABLE cases ADD COLUMN walled boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN cases.walled IS 'Behind a wall; who may see it then is in case_walls';
CREATE TABLE case_walls (
  case_id uuid CONSTRAINT case_walls_case PRIMARY KEY REFERENCES cases,
  side text NOT NULL CONSTRAINT case_walls_side CHECK (side IN ('owners', 'prosecutor')),
  causes text[] NOT NULL,
  named_officers uuid[] NOT NULL,
  hidden_units text[] NOT NULL,
  consents text[] NOT NULL,
  raised_at timestamptz NOT NULL
);
COMMENT ON TABLE case_walls IS 'Projection: the walls that stand, folded from the entries of kind wall';
COMMENT ON COLUMN case_walls.side IS 'owners: internal affairs and the specialised unit; prosecutor: neither of them, because the case names one of theirs';
COMMENT ON COLUMN case_walls.hidden_units IS 'Units whose postings see nothing of it whatever their role: those of the named officer in the last 24 months, and their chain';
COMMENT ON COLUMN case_walls.consents IS 'Roles that have agreed to lift it; it takes internal affairs and a prosecutor';

CREATE FUNCTION context_posting() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN context_text('posting_id')::uuid;

-- The policies of cases ask two tables that are themselves protected through cases. These three look past the
-- protection, answer about nobody but the reader, and keep the policies from asking in circles.
CREATE FUNCTION context_cases() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN ARRAY(SELECT a.case_id FROM case_assignments a WHERE a.posting_id = context_posting() AND CASE
    WHEN context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'internal-affairs') THEN true
    WHEN context_text('role') IN ('chief', 'prosecutor', 'prosecutor-liaison', 'court-clerk', 'service-provider',
      'labour-inspector') THEN a.status = 'assigned'
    ELSE false END);
COMMENT ON FUNCTION context_cases IS 'Cases the reader has, or is offered';
CREATE FUNCTION wall_lets_through(walled_case uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN EXISTS (SELECT FROM case_walls w WHERE w.case_id = walled_case
    AND context_officer() <> ALL (w.named_officers) AND context_text('unit_id') <> ALL (w.hidden_units)
    AND CASE WHEN context_text('role') IN ('internal-affairs', 'specialised-unit') THEN w.side = 'owners'
      ELSE context_text('role') IN ('prosecutor', 'auditor') END);
COMMENT ON FUNCTION wall_lets_through IS 'The reader is on the side that deals with this walled case, or audits, and is not whom it is hidden from';
CREATE FUNCTION is_walled(asked_case uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN EXISTS (SELECT FROM case_walls w WHERE w.case_id = asked_case);
GRANT EXECUTE ON FUNCTION context_posting, context_cases, wall_lets_through, is_walled
  TO reta_cases, reta_identities, reta_ledger;

-- Second wall, metadata: who may know that a case exists.
ALTER POLICY cases_seen ON cases USING (CASE WHEN walled THEN wall_lets_through(case_id) ELSE
  ((SELECT context_registers()) AND officer_id = (SELECT context_officer())
    AND (context_text('role') <> 'hotline-operator' OR received_at > now() - interval '24 hours'))
  OR context_text('role') IN ('national-directorate', 'specialised-unit', 'analyst', 'auditor')
  OR (context_text('role') IN ('investigator', 'chief', 'regional-chief', 'hotline-supervisor')
    AND unit_id = ANY ((SELECT context_units())::text[]))
  OR (context_text('role') IN ('investigator', 'chief', 'regional-chief')
    AND EXISTS (SELECT FROM alerts a WHERE a.case_id = cases.case_id AND a.unit_id = ANY ((SELECT context_units())::text[])))
  OR case_id = ANY ((SELECT context_cases())::uuid[]) END);

-- Facts: the same, without those who see no more than that it exists, and without who has handed it over.
CREATE FUNCTION keeps_to_metadata() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(context_text('role') IN ('auditor', 'court-clerk', 'service-provider'), true);
GRANT EXECUTE ON FUNCTION keeps_to_metadata TO reta_cases, reta_identities, reta_ledger;
ALTER POLICY entries_seen ON entries USING (NOT (SELECT keeps_to_metadata()) AND EXISTS (
  SELECT FROM cases c WHERE c.case_id = entries.case_id AND (
    NOT c.handed_over OR c.officer_id <> (SELECT context_officer())
    OR context_text('role') IN ('specialised-unit', 'national-directorate', 'analyst', 'prosecutor', 'internal-affairs', 'amender')
    OR (context_text('role') IN ('investigator', 'chief', 'regional-chief', 'hotline-supervisor')
      AND c.unit_id = ANY ((SELECT context_units())::text[]))
    OR c.case_id = ANY ((SELECT context_cases())::uuid[])
    OR (context_text('role') IN ('investigator', 'chief', 'regional-chief') AND EXISTS (
      SELECT FROM alerts a WHERE a.case_id = c.case_id AND a.unit_id = ANY ((SELECT context_units())::text[]))))));
ALTER POLICY case_people_seen ON case_people USING (NOT (SELECT keeps_to_metadata()) AND EXISTS (
  SELECT FROM cases c WHERE c.case_id = case_people.case_id AND (
    NOT c.handed_over OR c.officer_id <> (SELECT context_officer())
    OR context_text('role') IN ('specialised-unit', 'national-directorate', 'analyst', 'prosecutor', 'internal-affairs', 'amender')
    OR (context_text('role') IN ('investigator', 'chief', 'regional-chief', 'hotline-supervisor')
      AND c.unit_id = ANY ((SELECT context_units())::text[]))
    OR c.case_id = ANY ((SELECT context_cases())::uuid[])
    OR (context_text('role') IN ('investigator', 'chief', 'regional-chief') AND EXISTS (
      SELECT FROM alerts a WHERE a.case_id = c.case_id AND a.unit_id = ANY ((SELECT context_units())::text[]))))));

-- Names: who has the case, who registered and keeps it, and internal affairs behind a wall. Rank opens nothing.
CREATE FUNCTION context_named_cases() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  RETURN ARRAY(SELECT a.case_id FROM case_assignments a WHERE a.posting_id = context_posting() AND a.status = 'assigned'
    AND context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'internal-affairs', 'chief', 'prosecutor',
      'prosecutor-liaison'));
GRANT EXECUTE ON FUNCTION context_named_cases TO reta_cases, reta_identities, reta_ledger;
ALTER POLICY personal_values_opened ON personal_values USING (EXISTS (
  SELECT FROM entries e JOIN cases c USING (case_id) WHERE e.entry_id = personal_values.entry_id AND (
    c.case_id = ANY ((SELECT context_named_cases())::uuid[])
    OR ((SELECT context_registers()) AND c.officer_id = (SELECT context_officer()) AND NOT c.handed_over AND NOT c.walled)
    OR (context_text('role') = 'internal-affairs' AND c.walled))));

-- Alerts: the unit's inbox, and who registered it to see that it was received; nothing of a walled case to others.
CREATE OR REPLACE FUNCTION context_units() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN context_text('role') IN ('investigator', 'specialised-unit', 'internal-affairs') THEN ARRAY[context_text('unit_id')]
    WHEN context_text('role') IN ('chief', 'regional-chief', 'national-directorate', 'hotline-supervisor')
      THEN ARRAY(SELECT descendant_id FROM reta.unit_closure WHERE ancestor_id = context_text('unit_id'))
    ELSE ARRAY[]::text[] END;
ALTER POLICY alerts_seen ON alerts USING ((
    (context_text('role') IN ('registrar', 'hotline-operator') AND registered_by = (SELECT context_officer()))
    OR (context_text('role') <> 'hotline-supervisor' AND unit_id = ANY ((SELECT context_units())::text[])))
  AND (NOT is_walled(case_id) OR wall_lets_through(case_id)));
ALTER POLICY alerts_raised ON alerts WITH CHECK (
  registered_by = (SELECT context_officer())
  OR context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'chief', 'internal-affairs'));

-- Further entries: whoever has, keeps, is alerted of or commands it. What a wall hides was refused above.
ALTER POLICY cases_folded ON cases USING (
  context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'hotline-operator', 'chief', 'internal-affairs', 'prosecutor')
  AND CASE WHEN walled THEN wall_lets_through(case_id) ELSE
    ((SELECT context_registers()) AND officer_id = (SELECT context_officer()) AND NOT handed_over)
    OR context_text('role') = 'specialised-unit'
    OR (context_text('role') IN ('investigator', 'chief') AND unit_id = ANY ((SELECT context_units())::text[]))
    OR (context_text('role') IN ('investigator', 'chief')
      AND EXISTS (SELECT FROM alerts a WHERE a.case_id = cases.case_id AND a.unit_id = ANY ((SELECT context_units())::text[])))
    OR case_id = ANY ((SELECT context_cases())::uuid[]) END) WITH CHECK (true);

ALTER TABLE case_assignments ENABLE ROW LEVEL SECURITY;
CREATE POLICY assignments_seen ON case_assignments FOR SELECT TO reta_cases, reta_identities
  USING (EXISTS (SELECT FROM cases c WHERE c.case_id = case_assignments.case_id));
CREATE POLICY assignments_folded ON case_assignments FOR INSERT TO reta_cases
  WITH CHECK (EXISTS (SELECT FROM cases c WHERE c.case_id = case_assignments.case_id));
CREATE POLICY assignments_ended ON case_assignments FOR DELETE TO reta_cases
  USING (EXISTS (SELECT FROM cases c WHERE c.case_id = case_assignments.case_id));
GRANT SELECT, INSERT, DELETE ON case_assignments TO reta_cases;
GRANT SELECT ON case_assignments TO reta_identities;

ALTER TABLE case_walls ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls_seen ON case_walls FOR SELECT TO reta_cases, reta_identities USING (wall_lets_through(case_id));
GRANT SELECT ON case_walls TO reta_cases, reta_identities;
