-- schemas: reta, training
-- Who did what, when, allowed or refused: insert only, and sealed by a log of its own. No personal value is ever in it.

CREATE TABLE audit_events (
  event_id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_events_id PRIMARY KEY,
  happened_at timestamptz NOT NULL,
  officer_id uuid,
  posting_id uuid,
  action text NOT NULL,
  outcome text NOT NULL CONSTRAINT audit_events_outcome CHECK (outcome IN ('done', 'refused', 'failed')),
  case_id uuid,
  entry_id uuid,
  body jsonb NOT NULL,
  event_hash bytea NOT NULL CONSTRAINT audit_events_hash_is_sha256 CHECK (octet_length(event_hash) = 32)
);
CREATE INDEX audit_events_by_time ON audit_events (happened_at DESC);
CREATE INDEX audit_events_by_case ON audit_events (case_id, happened_at DESC) WHERE case_id IS NOT NULL;
CREATE INDEX audit_events_by_officer ON audit_events (officer_id, happened_at DESC);
COMMENT ON TABLE audit_events IS 'The audit trail. Insert only; event_hash is a leaf of the audit log';

-- Called under every action, in the action's own transaction.
CREATE FUNCTION write_audit_event(at timestamptz, officer uuid, posting uuid, what text, result text, "case" uuid,
  entry uuid, content jsonb, hash bytea) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_events (happened_at, officer_id, posting_id, action, outcome, case_id, entry_id, body, event_hash)
    VALUES (at, officer, posting, what, result, "case", entry, content, hash);
  -- Practice is recorded, so that it can be looked at, and never sealed.
  IF current_schema() = 'reta' THEN
    INSERT INTO log_queue (log, entry_hash) VALUES ('audit', hash);
  END IF;
END $$;

GRANT INSERT ON audit_events TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
GRANT SELECT ON audit_events TO reta_audit;
GRANT INSERT ON log_queue TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
GRANT EXECUTE ON FUNCTION write_audit_event
  TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
