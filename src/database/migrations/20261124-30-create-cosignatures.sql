-- schemas: reta, training
-- Why: only what others have signed proves anything against whoever holds the database and the log's key. The
-- cosignatures of the witnesses are kept beside the checkpoints they are on, and handed out with them.

CREATE TABLE ledger_cosignatures (
  log text NOT NULL CONSTRAINT ledger_cosignatures_log CHECK (log IN ('entries', 'audit')),
  size bigint NOT NULL,
  witness text NOT NULL,
  key_id bytea NOT NULL CONSTRAINT ledger_cosignatures_key_id CHECK (octet_length(key_id) = 4),
  signed_at timestamptz NOT NULL,
  signature bytea NOT NULL CONSTRAINT ledger_cosignatures_signature CHECK (octet_length(signature) = 72),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT ledger_cosignatures_once PRIMARY KEY (log, size, key_id, signed_at),
  CONSTRAINT ledger_cosignatures_checkpoint FOREIGN KEY (log, size) REFERENCES ledger_checkpoints (log, size)
);
CREATE INDEX ledger_cosignatures_by_witness ON ledger_cosignatures (log, key_id, size DESC, signed_at DESC);
COMMENT ON TABLE ledger_cosignatures IS 'C2SP tlog-cosignature: what witnesses outside have signed of the checkpoints. Never updated, never deleted';
COMMENT ON COLUMN ledger_cosignatures.signed_at IS 'The time inside the signature, by the clock of the witness';

GRANT INSERT, SELECT ON ledger_cosignatures TO reta_ledger;
