-- schemas: reta
-- An officer sees the own sessions and ends the ones that should not be open: for that each has to say when it was last used.

ALTER TABLE sessions
  ADD COLUMN last_used_at timestamptz NOT NULL DEFAULT clock_timestamp();
COMMENT ON COLUMN sessions.last_used_at IS 'When the officer last asked for something under it, to the minute; what a page asks for by itself does not count';

CREATE INDEX sessions_open ON sessions (officer_id, last_used_at) WHERE ended_at IS NULL;

GRANT UPDATE (last_used_at) ON sessions TO reta_people;
