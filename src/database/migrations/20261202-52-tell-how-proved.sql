-- schemas: reta
-- Why: a session knew when its officer last proved to be there, and not with what. What opens a complainant, speaks of a
-- wall, orders keys or changes the passkeys asks for the strongest proof the officer has (reference: security 2.3).

ALTER TABLE sessions ADD COLUMN proved_by text NOT NULL DEFAULT 'password'
  CONSTRAINT sessions_proved_by CHECK (proved_by IN ('password', 'totp', 'passkey', 'code', 'single-sign-on'));
UPDATE sessions SET proved_by = method;
COMMENT ON COLUMN sessions.proved_by IS 'With what the officer last proved to be there, at authenticated_at';
GRANT UPDATE (proved_by) ON sessions TO reta_people;

-- The vault decides by itself: how many passkeys an officer has, and nothing else of them.
GRANT SELECT (officer_id, removed_at) ON passkeys TO reta_vault;
