-- schemas: reta, training
-- Why: a register whose last copy is old loses more than anybody expects. When one was made is on the trail; the alarm and
-- the state page ask for that one time, and for nothing else of the trail.

CREATE FUNCTION last_backup() RETURNS TABLE (made_at timestamptz, register_since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT
    (SELECT happened_at FROM audit_events WHERE action = 'register.backup' AND outcome = 'done'
     ORDER BY happened_at DESC LIMIT 1),
    (SELECT happened_at FROM audit_events ORDER BY happened_at, event_id LIMIT 1)
$$;
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION last_backup SET search_path = %I, pg_temp', current_schema());
END $$;
COMMENT ON FUNCTION last_backup IS 'When reta backup last made a copy, and since when the register has a trail';
GRANT EXECUTE ON FUNCTION last_backup TO reta_audit, reta_ledger;
