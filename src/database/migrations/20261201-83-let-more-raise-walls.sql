-- schemas: reta, training
-- A prosecutor's liaison who has the case says that it concerns an officer: an entry, the case folded anew, whoever deals
-- with it alerted. Nothing else is added by one, whatever the program asks; all other roles that raise walls add already.

CREATE POLICY entries_of_liaisons ON entries AS RESTRICTIVE FOR INSERT TO reta_cases
  WITH CHECK (context_text('role') <> 'prosecutor-liaison'
    OR (kind = 'wall' AND body -> 'content' ->> 'step' = 'declare'));
CREATE POLICY cases_walled_by_liaisons ON cases FOR UPDATE TO reta_cases
  USING (context_text('role') = 'prosecutor-liaison' AND NOT walled
    AND case_id = ANY ((SELECT context_cases())::uuid[]))
  WITH CHECK (true);
CREATE POLICY alerts_raised_by_liaisons ON alerts FOR INSERT TO reta_cases
  WITH CHECK (context_text('role') = 'prosecutor-liaison');
