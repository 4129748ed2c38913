-- schemas: reta, training
-- Why: who has a case decides whose names open, and the vault must not take the register's word for it. It keeps a copy
-- of its own, made from entries that the signed log holds, under a seal that only it can make; whoever writes here, or
-- rewrites entries it has read, opens nothing.

CREATE TABLE vault_assignments (
  case_id uuid NOT NULL CONSTRAINT vault_assignments_once PRIMARY KEY,
  seq integer NOT NULL CONSTRAINT vault_assignments_seq_positive CHECK (seq > 0),
  entry_hash bytea NOT NULL CONSTRAINT vault_assignments_hash_is_sha256 CHECK (octet_length(entry_hash) = 32),
  registered_by uuid NOT NULL,
  holders uuid[] NOT NULL,
  handed_over boolean NOT NULL,
  key_version integer NOT NULL,
  seal bytea NOT NULL
);
COMMENT ON TABLE vault_assignments IS 'The vault''s own copy of who has a case, up to an entry that was in the signed log';
COMMENT ON COLUMN vault_assignments.seal IS 'HMAC of the row by the vault; under another the row is as good as an alteration';
ALTER TABLE vault_assignments ENABLE ROW LEVEL SECURITY;
CREATE POLICY vault_assignments_of_the_vault ON vault_assignments TO reta_vault USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (seq, entry_hash, registered_by, holders, handed_over, key_version, seal)
  ON vault_assignments TO reta_vault;

DO $$ BEGIN
  IF current_schema() = 'reta' THEN
    GRANT SELECT ON ledger_checkpoints, ledger_leaves, ledger_tiles TO reta_vault;
  END IF;
END $$;
