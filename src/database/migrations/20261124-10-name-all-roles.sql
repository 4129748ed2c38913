-- schemas: reta, training
-- The roles of the whole register, and how far those reach who command others or take complaints.

DO $$ BEGIN
  IF current_schema() = 'reta' THEN
    ALTER TABLE reta.postings DROP CONSTRAINT postings_role;
    ALTER TABLE reta.postings ADD CONSTRAINT postings_role CHECK (role IN (
      'registrar', 'investigator', 'chief', 'regional-chief', 'national-directorate', 'specialised-unit',
      'prosecutor-liaison', 'prosecutor', 'hotline-operator', 'hotline-supervisor', 'monitor', 'analyst', 'auditor',
      'internal-affairs', 'administrator', 'catalogue-administrator', 'key-custodian', 'amender', 'court-clerk',
      'service-provider', 'labour-inspector'));
  END IF;
END $$;

CREATE OR REPLACE FUNCTION context_units() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN context_text('role') IN ('investigator', 'specialised-unit') THEN ARRAY[context_text('unit_id')]
    WHEN context_text('role') IN ('chief', 'regional-chief', 'national-directorate', 'hotline-supervisor')
      THEN ARRAY(SELECT descendant_id FROM reta.unit_closure WHERE ancestor_id = context_text('unit_id'))
    ELSE ARRAY[]::text[] END;

CREATE FUNCTION context_registers() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'hotline-operator'), false);
COMMENT ON FUNCTION context_registers IS 'Takes complaints, and so sees the own ones';
GRANT EXECUTE ON FUNCTION context_registers TO reta_cases, reta_identities, reta_ledger;

ALTER POLICY alerts_seen ON alerts USING (
  (context_text('role') IN ('registrar', 'hotline-operator') AND registered_by = (SELECT context_officer()))
  OR (context_text('role') <> 'hotline-supervisor' AND unit_id = ANY ((SELECT context_units())::text[])));
ALTER POLICY alerts_raised ON alerts WITH CHECK (
  registered_by = (SELECT context_officer())
  OR context_text('role') IN ('investigator', 'specialised-unit', 'chief'));
ALTER POLICY cases_seen ON cases USING (
  ((SELECT context_registers()) AND officer_id = (SELECT context_officer()))
  OR unit_id = ANY ((SELECT context_units())::text[])
  OR EXISTS (SELECT FROM alerts a WHERE a.case_id = cases.case_id AND a.unit_id = ANY ((SELECT context_units())::text[])));
ALTER POLICY cases_folded ON cases USING (
  ((SELECT context_registers()) AND officer_id = (SELECT context_officer()))
  OR unit_id = ANY ((SELECT context_units())::text[])
  OR EXISTS (SELECT FROM alerts a WHERE a.case_id = cases.case_id AND a.unit_id = ANY ((SELECT context_units())::text[])));
