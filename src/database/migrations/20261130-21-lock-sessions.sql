-- schemas: reta
-- A shared computer is left for a coffee: its session locks, opens nothing, and comes back when the officer proves to be there.

ALTER TABLE sessions
  ADD COLUMN locked_at timestamptz;
COMMENT ON COLUMN sessions.locked_at IS 'Since when it opens nothing but proving again to be there; null while it is in use';

CREATE INDEX sessions_unlocked ON sessions (last_used_at) WHERE ended_at IS NULL AND locked_at IS NULL;

GRANT UPDATE (locked_at) ON sessions TO reta_people;
