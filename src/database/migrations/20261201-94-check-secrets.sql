-- schemas: reta
-- Why: receipts are known again, and officers by their numbers, under a secret that lies in a file. With the file lost or
-- another in its place nothing fitted any more, no wall was raised by a number, and nobody was told. What the secret
-- itself makes of a fixed text is kept here: it tells whether this is the one, and nothing of it.

CREATE TABLE secret_checks (
  secret text NOT NULL CONSTRAINT secret_checks_one_each PRIMARY KEY,
  self_check bytea CONSTRAINT secret_checks_whole CHECK (octet_length(self_check) = 32),
  missing_since timestamptz
);
COMMENT ON TABLE secret_checks IS 'By what a secret of the key folder is known to be the one this database was used with: an HMAC under itself';
COMMENT ON COLUMN secret_checks.self_check IS 'Null while a register that had none when it was first asked waits for its secret';
COMMENT ON COLUMN secret_checks.missing_since IS 'When a server first started without it: complaints since then may be without a receipt, which is made once it is back';
-- No policy: the server reads and writes it as the owner, when it starts.
ALTER TABLE secret_checks ENABLE ROW LEVEL SECURITY;
