-- schemas: reta, training
-- Why: which alerts wait for an answer was found by reading all there ever were and leaving out those with an answer: the
-- inbox of the national unit took four seconds with 20,000 cases, and the clock did the same every ten seconds. Alerts and
-- answers are only ever added to, so what is open is kept beside them, by triggers, and by nobody else.

CREATE TABLE open_alerts (
  alert_id uuid CONSTRAINT open_alerts_alert PRIMARY KEY,
  case_id uuid NOT NULL,
  unit_id text NOT NULL,
  registered_by uuid NOT NULL,
  raised_at timestamptz NOT NULL
);
CREATE INDEX open_alerts_by_unit ON open_alerts (unit_id, raised_at);
COMMENT ON TABLE open_alerts IS 'Alerts nobody has answered, kept by triggers on alerts and alert_acknowledgements';

CREATE FUNCTION open_raised_alerts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO open_alerts (alert_id, case_id, unit_id, registered_by, raised_at)
    SELECT alert_id, case_id, unit_id, registered_by, raised_at FROM raised;
  RETURN NULL;
END $$;
CREATE FUNCTION close_answered_alerts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  DELETE FROM open_alerts w USING answered k WHERE w.alert_id = k.alert_id;
  RETURN NULL;
END $$;
CREATE TRIGGER alerts_opened AFTER INSERT ON alerts
  REFERENCING NEW TABLE AS raised FOR EACH STATEMENT EXECUTE FUNCTION open_raised_alerts();
CREATE TRIGGER alerts_answered AFTER INSERT ON alert_acknowledgements
  REFERENCING NEW TABLE AS answered FOR EACH STATEMENT EXECUTE FUNCTION close_answered_alerts();
INSERT INTO open_alerts (alert_id, case_id, unit_id, registered_by, raised_at)
  SELECT alert_id, case_id, unit_id, registered_by, raised_at FROM alerts a
  WHERE NOT EXISTS (SELECT FROM alert_acknowledgements k WHERE k.alert_id = a.alert_id);

-- Seen by whoever sees the alert.
ALTER TABLE open_alerts ENABLE ROW LEVEL SECURITY;
CREATE POLICY open_alerts_seen ON open_alerts FOR SELECT TO reta_cases, reta_identities USING (
  ((context_text('role') IN ('registrar', 'hotline-operator') AND registered_by = context_officer())
    OR (context_text('role') <> 'hotline-supervisor' AND unit_id = ANY ((SELECT context_units())::text[])))
  AND (NOT is_walled(case_id) OR wall_lets_through(case_id)));
CREATE POLICY open_alerts_watched ON open_alerts FOR SELECT TO reta_ledger USING (true);
GRANT SELECT ON open_alerts TO reta_cases, reta_identities, reta_ledger;

DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION open_raised_alerts SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION close_answered_alerts SET search_path = %I, pg_temp', current_schema());
  IF current_schema() = 'reta' THEN
    CREATE OR REPLACE FUNCTION reta.has_open_alerts(asked text[]) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO reta, pg_temp
      RETURN EXISTS (SELECT FROM reta.open_alerts w WHERE w.unit_id = ANY (asked));
  END IF;
END $$;
REVOKE ALL ON FUNCTION open_raised_alerts, close_answered_alerts FROM PUBLIC;
