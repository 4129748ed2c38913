-- schemas: reta, training
-- Why: the trail is read by those who oversee, each as far as the post reaches, and never by whom it is about. That is
-- decided in `src/domain/access/audit-reach.ts` and here a second time, written apart from it.

DO $$ BEGIN
  IF current_schema() = 'reta' THEN
    CREATE TABLE reta.inquiries (
      inquiry_id uuid CONSTRAINT inquiries_id PRIMARY KEY,
      officer_id uuid NOT NULL CONSTRAINT inquiries_officer REFERENCES reta.officers,
      reference text NOT NULL,
      opened_by uuid NOT NULL,
      opened_at timestamptz NOT NULL
    );
    CREATE INDEX inquiries_by_officer ON reta.inquiries (officer_id);
    CREATE TABLE reta.inquiry_closings (
      inquiry_id uuid CONSTRAINT inquiry_closings_inquiry PRIMARY KEY REFERENCES reta.inquiries,
      closed_by uuid NOT NULL,
      closed_at timestamptz NOT NULL
    );
    COMMENT ON TABLE reta.inquiries IS 'Officers under inquiry by internal affairs: whose trail it may read. Insert only; nobody sees one about oneself';
    COMMENT ON COLUMN reta.inquiries.reference IS 'Number of the file or order it rests on';
    COMMENT ON TABLE reta.inquiry_closings IS 'When an inquiry ended, and with it the right to read that trail. Insert only';

    GRANT EXECUTE ON FUNCTION reta.context_text, reta.context_officer TO reta_audit;
    ALTER TABLE reta.inquiries ENABLE ROW LEVEL SECURITY;
    CREATE POLICY inquiries_seen ON reta.inquiries FOR SELECT TO reta_audit USING (
      reta.context_text('role') IN ('auditor', 'internal-affairs') AND officer_id <> (SELECT reta.context_officer()));
    CREATE POLICY inquiries_opened ON reta.inquiries FOR INSERT TO reta_audit WITH CHECK (
      reta.context_text('role') = 'internal-affairs' AND opened_by = (SELECT reta.context_officer())
      AND officer_id <> (SELECT reta.context_officer()));
    ALTER TABLE reta.inquiry_closings ENABLE ROW LEVEL SECURITY;
    CREATE POLICY inquiry_closings_seen ON reta.inquiry_closings FOR SELECT TO reta_audit USING (
      EXISTS (SELECT FROM reta.inquiries i WHERE i.inquiry_id = inquiry_closings.inquiry_id));
    CREATE POLICY inquiry_closings_made ON reta.inquiry_closings FOR INSERT TO reta_audit WITH CHECK (
      reta.context_text('role') = 'internal-affairs' AND closed_by = (SELECT reta.context_officer())
      AND EXISTS (SELECT FROM reta.inquiries i WHERE i.inquiry_id = inquiry_closings.inquiry_id));
    GRANT SELECT, INSERT ON reta.inquiries, reta.inquiry_closings TO reta_audit;
  ELSE
    GRANT EXECUTE ON FUNCTION training.context_text, training.context_officer TO reta_audit;
  END IF;
END $$;

-- Of an inquiry that is hidden from the reader, the officer is not among these.
CREATE FUNCTION officers_under_inquiry() RETURNS SETOF uuid LANGUAGE sql STABLE
  AS $$ SELECT officer_id FROM reta.inquiries i
    WHERE NOT EXISTS (SELECT FROM reta.inquiry_closings c WHERE c.inquiry_id = i.inquiry_id) $$;
GRANT EXECUTE ON FUNCTION officers_under_inquiry TO reta_audit;

CREATE FUNCTION watches(action text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN split_part(action, '.', 1) IN ('audit', 'inquiry', 'review', 'canary');
COMMENT ON FUNCTION watches IS 'Looking at a trail, not what the trail is of: the subject never sees it';
GRANT EXECUTE ON FUNCTION watches TO reta_audit;

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_events_written ON audit_events FOR INSERT
  TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics WITH CHECK (true);
CREATE POLICY audit_events_read ON audit_events FOR SELECT TO reta_audit USING (
  CASE (SELECT context_text('role'))
    -- The clock, which makes the weekly list of what to review.
    WHEN 'register' THEN true
    WHEN 'auditor' THEN officer_id IS NOT DISTINCT FROM (SELECT context_officer())
      OR subject_id IS DISTINCT FROM (SELECT context_officer()) OR NOT watches(action)
    WHEN 'internal-affairs' THEN officer_id = (SELECT context_officer())
      OR ((officer_id IN (SELECT officers_under_inquiry()) OR subject_id IN (SELECT officers_under_inquiry()))
        AND subject_id IS DISTINCT FROM (SELECT context_officer()))
    WHEN 'investigator' THEN officer_id = (SELECT context_officer())
    WHEN 'specialised-unit' THEN officer_id = (SELECT context_officer())
    -- What happens to accounts and units, but for what is done by or to whoever reads, and nothing of any case.
    WHEN 'administrator' THEN case_id IS NULL
      AND officer_id IS DISTINCT FROM (SELECT context_officer()) AND subject_id IS DISTINCT FROM (SELECT context_officer())
      AND split_part(action, '.', 1) IN ('session', 'officer', 'posting', 'delegation', 'unit', 'enrolment', 'recovery', 'passkey')
    WHEN 'catalogue-administrator' THEN officer_id = (SELECT context_officer())
      AND split_part(action, '.', 1) IN ('catalogue', 'variable', 'alert-rule', 'law', 'institution')
    WHEN 'key-custodian' THEN split_part(action, '.', 1) IN ('key', 'witness')
      AND subject_id IS DISTINCT FROM (SELECT context_officer())
    ELSE false END);

-- An auditor asks by case number, and is told it.
CREATE POLICY cases_numbered ON cases FOR SELECT TO reta_audit USING (context_text('role') = 'auditor');
GRANT SELECT (case_id, case_number) ON cases TO reta_audit;

-- Who has opened one case, for whoever has it: the action asks the two walls around the case first. Those who look
-- into officers are left out: whoever has the case may be the one they look into.
CREATE FUNCTION list_case_openings(asked_case uuid, before_at timestamptz, before_event bigint, most integer)
RETURNS TABLE (event_id bigint, happened_at timestamptz, officer_id uuid, unit_id text, role text, action text,
  outcome text, classes text[], purpose text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT e.event_id, e.happened_at, e.officer_id, e.unit_id, e.role, e.action, e.outcome, e.classes, e.purpose
  FROM audit_events e
  WHERE e.case_id = asked_case AND e.outcome = 'done' AND e.role NOT IN ('auditor', 'internal-affairs')
    AND e.action IN ('case.read', 'case.names.open', 'case.print', 'case.export')
    AND e.happened_at <= before_at AND (e.happened_at, e.event_id) < (before_at, before_event)
  ORDER BY e.happened_at DESC, e.event_id DESC LIMIT most
$$;

-- How often names were opened and cases printed in the units a chief commands, by unit and day: counts and no more.
CREATE FUNCTION count_unit_openings(first_day timestamptz)
RETURNS TABLE (unit_id text, day date, openings integer, prints integer)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT u, (e.happened_at AT TIME ZONE 'UTC')::date,
    (count(*) FILTER (WHERE e.action = 'case.names.open'))::int, (count(*) FILTER (WHERE e.action = 'case.print'))::int
  FROM unnest(context_units()) AS u CROSS JOIN LATERAL (
    SELECT e.happened_at, e.action FROM audit_events e
    WHERE e.unit_id = u AND e.happened_at >= first_day AND e.outcome = 'done'
      AND e.action IN ('case.names.open', 'case.print')) AS e
  WHERE context_text('role') = 'chief'
  GROUP BY 1, 2
$$;

DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION list_case_openings SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION count_unit_openings SET search_path = %I, pg_temp', current_schema());
END $$;
GRANT EXECUTE ON FUNCTION list_case_openings, count_unit_openings TO reta_cases;
