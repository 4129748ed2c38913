-- schemas: reta
-- Who is who: the dated unit tree, officers (one login for life), postings (where the rights hang) and sessions.
-- Rights come from a posting valid at server time, never from the login.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE units (
  unit_id text CONSTRAINT units_id PRIMARY KEY,
  parent_id text CONSTRAINT units_parent REFERENCES units,
  kind text NOT NULL,
  name text NOT NULL,
  entity text,
  place_code text,
  competence text[] NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  CONSTRAINT units_dates_in_order CHECK (valid_to IS NULL OR valid_to > valid_from)
);
COMMENT ON TABLE units IS 'The unit tree of the pack, dated: old cases keep the unit they had';
COMMENT ON COLUMN units.competence IS 'UBIGEO prefixes the unit is competent for; the longest matching prefix wins';

CREATE TABLE unit_closure (
  ancestor_id text NOT NULL CONSTRAINT unit_closure_ancestor REFERENCES units,
  descendant_id text NOT NULL CONSTRAINT unit_closure_descendant REFERENCES units,
  depth smallint NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  CONSTRAINT unit_closure_pair PRIMARY KEY (ancestor_id, descendant_id)
);
COMMENT ON TABLE unit_closure IS 'Every unit with all that stand above it and itself; made anew from units whenever they change. Its dates say while both stood';

CREATE TABLE officers (
  officer_id uuid CONSTRAINT officers_id PRIMARY KEY,
  login text NOT NULL,
  name text NOT NULL,
  rank text,
  cip text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  suspended_at timestamptz,
  CONSTRAINT officers_login_lower CHECK (login = lower(login))
);
CREATE UNIQUE INDEX officers_login_unique ON officers (login);
COMMENT ON COLUMN officers.cip IS 'Personal number of the police, 8 digits';

CREATE TABLE credentials (
  officer_id uuid CONSTRAINT credentials_officer PRIMARY KEY REFERENCES officers,
  password_hash text NOT NULL,
  must_change boolean NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  draft_key bytea NOT NULL
);
COMMENT ON COLUMN credentials.password_hash IS 'Argon2id, PHC string';
COMMENT ON COLUMN credentials.draft_key IS 'Key of the drafts on this officer''s devices, sealed by the vault';

CREATE TABLE postings (
  posting_id uuid CONSTRAINT postings_id PRIMARY KEY,
  officer_id uuid NOT NULL CONSTRAINT postings_officer REFERENCES officers,
  unit_id text NOT NULL CONSTRAINT postings_unit REFERENCES units,
  role text NOT NULL CONSTRAINT postings_role CHECK (role IN ('registrar', 'investigator', 'chief', 'administrator')),
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  order_number text,
  created_by uuid,
  CONSTRAINT postings_dates_in_order CHECK (valid_to IS NULL OR valid_to > valid_from),
  CONSTRAINT postings_no_overlap EXCLUDE USING gist (
    officer_id WITH =, unit_id WITH =, role WITH =, tstzrange(valid_from, valid_to) WITH &&)
);
CREATE INDEX postings_by_officer ON postings (officer_id, valid_from);
CREATE INDEX postings_by_unit ON postings (unit_id, role);

CREATE TABLE sessions (
  session_hash bytea CONSTRAINT sessions_hash PRIMARY KEY,
  officer_id uuid NOT NULL CONSTRAINT sessions_officer REFERENCES officers,
  posting_id uuid NOT NULL CONSTRAINT sessions_posting REFERENCES postings,
  training boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT sessions_hash_is_sha256 CHECK (octet_length(session_hash) = 32)
);
CREATE INDEX sessions_by_officer ON sessions (officer_id);
COMMENT ON TABLE sessions IS 'Only the SHA-256 of the cookie is kept: a copy of the table signs nobody in';

CREATE TABLE sign_in_attempts (
  attempt_id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sign_in_attempts_id PRIMARY KEY,
  login_hash bytea NOT NULL,
  address_hash bytea NOT NULL,
  succeeded boolean NOT NULL,
  tried_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_attempts_recent ON sign_in_attempts (login_hash, tried_at);
CREATE INDEX sign_in_attempts_by_address ON sign_in_attempts (address_hash, tried_at);
COMMENT ON TABLE sign_in_attempts IS 'For the lock-out; what was typed as a login may be a password, so only its hash is kept';

GRANT SELECT ON units, unit_closure, officers, postings
  TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
GRANT INSERT ON officers, postings, credentials, sessions TO reta_people;
GRANT UPDATE (valid_to) ON postings TO reta_people;
GRANT UPDATE (password_hash, must_change, changed_at, draft_key) ON credentials TO reta_people;
GRANT UPDATE (ended_at) ON sessions TO reta_people;
GRANT UPDATE (succeeded) ON sign_in_attempts TO reta_people;
GRANT INSERT ON sign_in_attempts TO reta_people;
GRANT SELECT ON credentials, sessions, sign_in_attempts TO reta_people;
