-- schemas: reta
-- Why: sixty bits are fewer than the 112 for which a plain hash is enough (ASVS 6.5.2): whoever copies the table could
-- search for a code within its time. Codes are now kept under Argon2id with a salt, and found by their first group; the
-- forty bits that are left are what the slow hash protects. Codes that are out end: new ones are given.

ALTER TABLE enrolment_codes ADD COLUMN code_group text, ADD COLUMN salt bytea;
UPDATE enrolment_codes SET withdrawn_at = clock_timestamp() WHERE used_at IS NULL AND withdrawn_at IS NULL;
ALTER TABLE enrolment_codes ADD CONSTRAINT enrolment_codes_salted CHECK (
  used_at IS NOT NULL OR withdrawn_at IS NOT NULL
  OR (code_group ~ '^[0-9A-Z]{4}$' AND octet_length(salt) = 16 AND code_group IS NOT NULL AND salt IS NOT NULL));
CREATE INDEX enrolment_codes_open ON enrolment_codes (code_group) WHERE used_at IS NULL AND withdrawn_at IS NULL;
COMMENT ON TABLE enrolment_codes IS
  'One-time codes to set up how to sign in; sixty random bits each, only their Argon2id hash and first group are kept';
COMMENT ON COLUMN enrolment_codes.code_group IS 'The first four of the twelve characters, by which a typed code is found';
