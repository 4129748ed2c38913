-- schemas: reta, training
-- Why: the list of cases was found by walking all of them in the order of arrival until a page of those the reader may see
-- was full: for an officer who registered three cases that is all of them. Each reason to see a case gets an index in the
-- order of the list, so that a page is the newest of what each reason gives.

-- An alert keeps when its case arrived, which never changes, so that a unit's alerted cases are found in that order.
ALTER TABLE alerts ADD COLUMN case_received_at timestamptz;
UPDATE alerts a SET case_received_at = c.received_at FROM cases c WHERE c.case_id = a.case_id;
ALTER TABLE alerts ALTER COLUMN case_received_at SET NOT NULL;
COMMENT ON COLUMN alerts.case_received_at IS 'When its case was received, set by a trigger: the order of the list of cases';
CREATE INDEX alerts_by_arrival_of_case ON alerts (unit_id, case_received_at DESC, case_id DESC);

-- With its complaint an alert is written in one statement, in which the case is not yet to be seen: it was received when
-- the alert was raised.
CREATE FUNCTION date_alert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  NEW.case_received_at := coalesce((SELECT c.received_at FROM cases c WHERE c.case_id = NEW.case_id), NEW.raised_at);
  RETURN NEW;
END $$;
CREATE TRIGGER alerts_dated BEFORE INSERT ON alerts FOR EACH ROW EXECUTE FUNCTION date_alert();
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION date_alert SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE ALL ON FUNCTION date_alert FROM PUBLIC;

CREATE INDEX cases_walled ON cases (received_at DESC, case_id DESC) WHERE walled;
CREATE INDEX cases_decided ON cases (received_at DESC, case_id DESC) WHERE decided_by <> '{}';
