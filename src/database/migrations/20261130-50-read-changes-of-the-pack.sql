-- schemas: reta, training
-- A change of units, lists, law or rules is an event `pack.…`: whoever keeps the lists reads the own ones, and an
-- administrator those of others, as the rule in domain/access/audit-reach has meant since there were such events.

ALTER POLICY audit_events_read ON audit_events USING (
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
      AND split_part(action, '.', 1) IN ('session', 'officer', 'posting', 'delegation', 'unit', 'enrolment', 'recovery', 'passkey', 'pack')
    WHEN 'catalogue-administrator' THEN officer_id = (SELECT context_officer())
      AND split_part(action, '.', 1) IN ('catalogue', 'variable', 'alert-rule', 'law', 'institution', 'pack')
    WHEN 'key-custodian' THEN split_part(action, '.', 1) IN ('key', 'witness')
      AND subject_id IS DISTINCT FROM (SELECT context_officer())
    ELSE false END);
