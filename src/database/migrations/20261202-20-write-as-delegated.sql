-- schemas: reta
-- Why: under a delegation row-level security kept what may be read and not what may be written. Whoever stood in for a chief
-- to answer alerts could, past the door and the rule, add to any case the chief sees, and answer alerts without that right.

-- What is delegated is never a word in a case: no right called add-entries can be in a delegation, so that only who acts
-- under a posting of their own has it. Giving cases away is an entry, and a right of its own.
CREATE POLICY entries_added_as_delegated ON entries AS RESTRICTIVE FOR INSERT TO reta_cases
  WITH CHECK ((SELECT delegation_allows('add-entries')) OR (kind = 'assignment' AND (SELECT delegation_allows('assign-cases'))));
CREATE POLICY acknowledgements_as_delegated ON alert_acknowledgements AS RESTRICTIVE FOR INSERT TO reta_cases
  WITH CHECK ((SELECT delegation_allows('alerts')));
