-- schemas: reta
-- Ministries that have single sign-on: an account there is linked once to an officer there is already, and lets in from then on.

CREATE TABLE single_sign_on_links (
  link_id uuid CONSTRAINT single_sign_on_links_id PRIMARY KEY,
  officer_id uuid NOT NULL CONSTRAINT single_sign_on_links_officer REFERENCES officers,
  issuer text NOT NULL,
  subject_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_used_at timestamptz,
  removed_at timestamptz,
  CONSTRAINT single_sign_on_links_hash_is_sha256 CHECK (octet_length(subject_hash) = 32)
);
CREATE UNIQUE INDEX single_sign_on_links_one_officer ON single_sign_on_links (subject_hash) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX single_sign_on_links_one_account ON single_sign_on_links (officer_id) WHERE removed_at IS NULL;
COMMENT ON TABLE single_sign_on_links IS 'Accounts of a single sign-on provider, each linked to one officer; no right comes from there';
COMMENT ON COLUMN single_sign_on_links.subject_hash IS 'SHA-256 over issuer, claim and its value: the account is found by it and not named';

GRANT SELECT, INSERT ON single_sign_on_links TO reta_people;
GRANT UPDATE (last_used_at, removed_at) ON single_sign_on_links TO reta_people;
