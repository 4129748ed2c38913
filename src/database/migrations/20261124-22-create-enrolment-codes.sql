-- schemas: reta
-- Nobody hands out passwords: an officer sets up how to sign in with a code given at the unit, and who has lost every
-- way in gets a new code from two people.

ALTER TABLE credentials DROP COLUMN must_change;

CREATE TABLE recoveries (
  recovery_id uuid CONSTRAINT recoveries_id PRIMARY KEY,
  officer_id uuid NOT NULL CONSTRAINT recoveries_officer REFERENCES officers,
  asked_by uuid NOT NULL CONSTRAINT recoveries_asker REFERENCES officers,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  confirmed_by uuid CONSTRAINT recoveries_confirmer REFERENCES officers,
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  told_at timestamptz,
  CONSTRAINT recoveries_two_people CHECK (confirmed_by <> asked_by),
  CONSTRAINT recoveries_never_oneself CHECK (officer_id <> asked_by AND officer_id <> confirmed_by),
  CONSTRAINT recoveries_confirmed_whole CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
CREATE UNIQUE INDEX recoveries_one_open ON recoveries (officer_id) WHERE confirmed_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX recoveries_by_officer ON recoveries (officer_id, confirmed_at);
COMMENT ON TABLE recoveries IS 'An officer who has lost every way in: one person asks for a new one, another confirms';
COMMENT ON COLUMN recoveries.told_at IS 'When the officer has read, after signing in, who had this done';

CREATE TABLE enrolment_codes (
  code_hash bytea CONSTRAINT enrolment_codes_hash PRIMARY KEY,
  officer_id uuid NOT NULL CONSTRAINT enrolment_codes_officer REFERENCES officers,
  posting_id uuid NOT NULL CONSTRAINT enrolment_codes_posting REFERENCES postings,
  issued_by uuid CONSTRAINT enrolment_codes_issuer REFERENCES officers,
  issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  withdrawn_at timestamptz,
  CONSTRAINT enrolment_codes_hash_is_sha256 CHECK (octet_length(code_hash) = 32)
);
CREATE INDEX enrolment_codes_by_officer ON enrolment_codes (officer_id);
COMMENT ON TABLE enrolment_codes IS 'One-time codes to set up how to sign in; sixty random bits each, only their hash is kept';
COMMENT ON COLUMN enrolment_codes.issued_by IS 'Null for the first administrator, whose code the program says at its first start';

GRANT SELECT, INSERT ON recoveries, enrolment_codes TO reta_people;
GRANT UPDATE (confirmed_by, confirmed_at, withdrawn_at, told_at) ON recoveries TO reta_people;
GRANT UPDATE (used_at, withdrawn_at) ON enrolment_codes TO reta_people;
