-- schemas: reta, training
-- Why: a suspension ended sessions and closed the vault; row-level security, which decides apart from the program, still
-- showed every case to a context that had been opened before.

-- Every other table of a case asks whether the case, or its alert, is seen.
CREATE POLICY cases_of_the_standing ON cases AS RESTRICTIVE FOR SELECT TO reta_cases, reta_identities, reta_audit
  USING ((SELECT reta.context_stands()));
CREATE POLICY alerts_of_the_standing ON alerts AS RESTRICTIVE FOR SELECT TO reta_cases, reta_identities
  USING ((SELECT reta.context_stands()));
CREATE POLICY open_alerts_of_the_standing ON open_alerts AS RESTRICTIVE FOR SELECT TO reta_cases, reta_identities
  USING ((SELECT reta.context_stands()));
CREATE POLICY walls_of_the_standing ON case_walls AS RESTRICTIVE FOR SELECT TO reta_cases, reta_identities
  USING ((SELECT reta.context_stands()));
CREATE POLICY unlock_notices_of_the_standing ON unlock_notices AS RESTRICTIVE FOR SELECT TO reta_cases
  USING ((SELECT reta.context_stands()));
