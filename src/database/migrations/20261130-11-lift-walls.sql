-- schemas: reta, training
-- Why: whoever hears of a case like any other is alerted by the consent that lifts its wall, which may be a prosecutor's.
ALTER POLICY alerts_raised ON alerts WITH CHECK (
  registered_by = (SELECT context_officer())
  OR context_text('role') IN ('registrar', 'investigator', 'specialised-unit', 'chief', 'internal-affairs', 'prosecutor'));
