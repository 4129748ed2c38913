-- schemas: reta
-- Signing in without a password: passkeys, the questions they answer, and what a session knows of how it was opened.

-- An officer who enters with a passkey needs no password.
ALTER TABLE credentials ALTER COLUMN password_hash DROP NOT NULL;

CREATE TABLE passkeys (
  passkey_id text CONSTRAINT passkeys_id PRIMARY KEY,
  officer_id uuid NOT NULL CONSTRAINT passkeys_officer REFERENCES officers,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  synced boolean NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_used_at timestamptz,
  removed_at timestamptz
);
CREATE INDEX passkeys_by_officer ON passkeys (officer_id);
COMMENT ON TABLE passkeys IS 'WebAuthn credentials; public keys only, so a copy of the table signs nobody in';
COMMENT ON COLUMN passkeys.passkey_id IS 'Credential id as the authenticator made it, base64url';
COMMENT ON COLUMN passkeys.counter IS 'Signatures so far, as the authenticator says; a lower one later means a copy of it';
COMMENT ON COLUMN passkeys.synced IS 'The authenticator may be on several devices of the officer';

CREATE TABLE sign_in_steps (
  step_id uuid CONSTRAINT sign_in_steps_id PRIMARY KEY,
  kind text NOT NULL,
  session_hash bytea,
  content jsonb NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_steps_by_end ON sign_in_steps (expires_at);
COMMENT ON TABLE sign_in_steps IS 'Questions that wait for one answer, such as a challenge: taken out when answered, so that none is answered twice';
COMMENT ON COLUMN sign_in_steps.session_hash IS 'The session that was asked; null before anybody has signed in';

ALTER TABLE sessions
  ADD COLUMN session_id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN method text NOT NULL DEFAULT 'password',
  ADD COLUMN authenticated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN device text,
  ADD CONSTRAINT sessions_method CHECK (method IN ('password', 'totp', 'passkey', 'code', 'single-sign-on'));
CREATE UNIQUE INDEX sessions_id ON sessions (session_id);
COMMENT ON COLUMN sessions.method IS 'How it was opened: password alone, password with a code of the authenticator app, passkey, enrolment code';
COMMENT ON COLUMN sessions.authenticated_at IS 'When the officer last proved to be there; some routes ask for a recent one';
COMMENT ON COLUMN sessions.device IS 'Browser and system in words, for the officer to know the session by';

GRANT SELECT, INSERT ON passkeys, sign_in_steps TO reta_people;
GRANT UPDATE (counter, last_used_at, removed_at) ON passkeys TO reta_people;
GRANT DELETE ON sign_in_steps TO reta_people;
GRANT UPDATE (authenticated_at) ON sessions TO reta_people;
