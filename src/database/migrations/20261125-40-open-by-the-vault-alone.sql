-- schemas: reta, training
-- Why: sealed values and wrapped keys are read by the vault alone, under a login of its own: a process, a user and a
-- role. The server keeps the right to add them. The vault decides from entries and postings it reads itself, and
-- writes the audit event in a transaction that is committed before anything is opened.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reta_vault') THEN
    CREATE ROLE reta_vault NOLOGIN NOINHERIT;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$ BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO reta_vault', current_schema());
  IF current_schema() = 'reta' THEN
    GRANT SELECT ON units, unit_closure, officers, postings, sessions TO reta_vault;
  END IF;
END $$;

DROP POLICY personal_values_opened ON personal_values;
DROP POLICY wrapped_keys_opened ON wrapped_keys;
REVOKE SELECT ON personal_values, wrapped_keys FROM reta_identities;

CREATE POLICY personal_values_of_the_vault ON personal_values FOR SELECT TO reta_vault USING (true);
CREATE POLICY wrapped_keys_of_the_vault ON wrapped_keys FOR SELECT TO reta_vault USING (true);
CREATE POLICY entries_of_the_vault ON entries FOR SELECT TO reta_vault USING (true);
CREATE POLICY cases_of_the_vault ON cases FOR SELECT TO reta_vault USING (true);
CREATE POLICY alerts_of_the_vault ON alerts FOR SELECT TO reta_vault USING (true);
GRANT SELECT ON personal_values, wrapped_keys, entries, cases, alerts TO reta_vault;

GRANT INSERT ON audit_events, log_queue TO reta_vault;
CREATE POLICY audit_events_of_the_vault ON audit_events FOR INSERT TO reta_vault WITH CHECK (true);
GRANT EXECUTE ON FUNCTION write_audit_event, write_audit_events, put_audit_event, put_audit_events TO reta_vault;
