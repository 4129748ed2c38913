-- schemas: reta, training
-- Why: a restore fills entries by the table's whole name, under no search path; the triggers find their tables there too.
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION queue_for_index SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION forget_erased SET search_path = %I, pg_temp', current_schema());
END $$;
