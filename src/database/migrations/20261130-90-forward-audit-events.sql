-- schemas: reta
-- Why: a trail that stays in the database it watches over is lost with it. Events can be sent on to a system elsewhere, in
-- the order of the log, each at least once; how far that has come is kept here. Which event stands at which place is
-- already in the log's leaves, so an event costs nothing more to write.

CREATE TABLE audit_forwarding (
  one boolean NOT NULL DEFAULT true CONSTRAINT audit_forwarding_one_row PRIMARY KEY CONSTRAINT audit_forwarding_true CHECK (one),
  next_leaf bigint NOT NULL CONSTRAINT audit_forwarding_not_negative CHECK (next_leaf >= 0),
  forwarded_at timestamptz NOT NULL
);
COMMENT ON TABLE audit_forwarding IS 'The first leaf of the audit log that has not been sent on yet, and when the last one was';
ALTER TABLE audit_forwarding ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_forwarding_kept ON audit_forwarding TO reta_audit
  USING (context_text('role') = 'register') WITH CHECK (context_text('role') = 'register');
GRANT SELECT, INSERT, UPDATE (next_leaf, forwarded_at) ON audit_forwarding TO reta_audit;
CREATE POLICY audit_forwarding_watched ON audit_forwarding FOR SELECT TO reta_ledger USING (true);
GRANT SELECT ON audit_forwarding TO reta_ledger;
