-- schemas: reta, training
-- Why: whoever made a complaint can ask by a code whether it is there, and be shown that it is in the log. The row knows
-- the entry's hash only: no case, unit, officer or finding, so the answer is the same for a case nobody may see.

CREATE TABLE receipts (
  receipt_hash bytea NOT NULL CONSTRAINT receipts_hash CHECK (octet_length(receipt_hash) = 32),
  entry_hash bytea NOT NULL CONSTRAINT receipts_entry_hash CHECK (octet_length(entry_hash) = 32),
  registered_at timestamptz NOT NULL,
  CONSTRAINT receipts_code PRIMARY KEY (receipt_hash),
  CONSTRAINT receipts_entry_once UNIQUE (entry_hash)
);
COMMENT ON TABLE receipts IS 'Complainants'' receipts: scrypt of code and phrase under a key outside the database. Never updated, never deleted';
COMMENT ON COLUMN receipts.entry_hash IS 'The leaf of the log whose inclusion is proven to whoever holds the receipt';

-- Registration adds one and can read none; the public answer reads, and can read no case.
GRANT INSERT ON receipts TO reta_cases;
GRANT SELECT ON receipts TO reta_ledger;
