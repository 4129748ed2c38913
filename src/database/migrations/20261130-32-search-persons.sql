-- schemas: reta, training
-- Why: an investigator may learn that a person is in another case, and whom to call, and nothing more; a few times a
-- day, more with the chief's word. The vault searches, so the vault counts: nobody else reads or writes here. What was
-- looked for is kept nowhere.

CREATE TABLE person_searches (
  search_id uuid NOT NULL CONSTRAINT person_searches_id PRIMARY KEY,
  officer_id uuid NOT NULL,
  posting_id uuid NOT NULL,
  case_id uuid NOT NULL,
  searched_on date NOT NULL DEFAULT reta.register_day(),
  searched_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX person_searches_of_day ON person_searches (officer_id, searched_on);
COMMENT ON TABLE person_searches IS 'That an officer asked whether a person is in another case; never about whom';

CREATE TABLE search_allowances (
  allowance_id uuid NOT NULL CONSTRAINT search_allowances_id PRIMARY KEY,
  officer_id uuid NOT NULL,
  allowed_on date NOT NULL DEFAULT reta.register_day(),
  more integer NOT NULL CONSTRAINT search_allowances_more CHECK (more BETWEEN 1 AND 1000),
  chief_id uuid NOT NULL,
  allowed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT search_allowances_never_oneself CHECK (chief_id <> officer_id)
);
CREATE INDEX search_allowances_of_day ON search_allowances (officer_id, allowed_on);
COMMENT ON TABLE search_allowances IS 'Chiefs who let an officer search more often on one day';

ALTER TABLE person_searches ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_allowances ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_searches_of_the_vault ON person_searches TO reta_vault USING (true) WITH CHECK (true);
CREATE POLICY search_allowances_of_the_vault ON search_allowances TO reta_vault USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON person_searches, search_allowances TO reta_vault;

DO $$ BEGIN
  IF current_schema() = 'reta' THEN
    GRANT SELECT ON register_calendar TO reta_vault;
    GRANT EXECUTE ON FUNCTION register_day TO reta_vault;
  END IF;
END $$;

-- Whoever has a case also sees that a person of it was looked for from another one.
CREATE OR REPLACE FUNCTION list_case_openings(asked_case uuid, before_at timestamptz, before_event bigint, most integer)
RETURNS TABLE (event_id bigint, happened_at timestamptz, officer_id uuid, unit_id text, role text, action text,
  outcome text, classes text[], purpose text)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT e.event_id, e.happened_at, e.officer_id, e.unit_id, e.role, e.action, e.outcome, e.classes, e.purpose
  FROM audit_events e
  WHERE e.case_id = asked_case AND e.outcome = 'done' AND e.role NOT IN ('auditor', 'internal-affairs')
    AND e.action IN ('case.read', 'case.names.open', 'case.print', 'case.export', 'search.match')
    AND e.happened_at <= before_at AND (e.happened_at, e.event_id) < (before_at, before_event)
  ORDER BY e.happened_at DESC, e.event_id DESC LIMIT most
$$;
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION list_case_openings SET search_path = %I, pg_temp', current_schema());
END $$;

-- Who is erased is found no more: the cut hashes go with the key they were made from.
CREATE FUNCTION forget_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM blind_index b USING erased r WHERE b.entry_id = r.entry_id AND b.holder = r.holder;
  RETURN NULL;
END $$;
CREATE TRIGGER wrapped_keys_erased AFTER DELETE ON wrapped_keys
  REFERENCING OLD TABLE AS erased FOR EACH STATEMENT EXECUTE FUNCTION forget_erased();
