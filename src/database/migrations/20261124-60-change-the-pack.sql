-- schemas: reta
-- What administrators change of the country pack: every change once, with who, when, from which day and by which order.
-- The pack in force is the pack as loaded and these, folded. The unit tree becomes dated: a unit keeps its id through
-- renames and moves, and a pair of units may stand one above the other in several periods.

CREATE TABLE pack_changes (
  change_id uuid CONSTRAINT pack_changes_id PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pack_changes_order UNIQUE,
  made_at timestamptz NOT NULL,
  officer_id uuid CONSTRAINT pack_changes_officer REFERENCES officers,
  posting_id uuid CONSTRAINT pack_changes_posting REFERENCES postings,
  subject text NOT NULL,
  kind text NOT NULL,
  effective_on date NOT NULL,
  order_number text,
  body jsonb NOT NULL,
  change_hash bytea NOT NULL CONSTRAINT pack_changes_hash_is_sha256 CHECK (octet_length(change_hash) = 32),
  CONSTRAINT pack_changes_made_by_somebody CHECK ((officer_id IS NULL) = (kind = 'unit-import'))
);
CREATE INDEX pack_changes_by_subject ON pack_changes (subject, seq DESC);
COMMENT ON TABLE pack_changes IS 'Changes of the country pack made in this register. Insert only';
COMMENT ON COLUMN pack_changes.subject IS 'units, catalogue/<id>, variables, alert-rules, institution, law';
COMMENT ON COLUMN pack_changes.change_hash IS 'SHA-256 of the change in RFC 8785 form; the audit event names it, so that a row edited later is found out';

CREATE TABLE pack_change_decisions (
  change_id uuid NOT NULL CONSTRAINT pack_change_decisions_change REFERENCES pack_changes,
  decision text NOT NULL CONSTRAINT pack_change_decisions_decision CHECK (decision IN ('revoked', 'confirmed')),
  decided_at timestamptz NOT NULL,
  officer_id uuid NOT NULL CONSTRAINT pack_change_decisions_officer REFERENCES officers,
  posting_id uuid NOT NULL CONSTRAINT pack_change_decisions_posting REFERENCES postings,
  CONSTRAINT pack_change_decisions_once PRIMARY KEY (change_id, decision)
);
COMMENT ON TABLE pack_change_decisions IS 'Taken back before its day, or agreed to by the second person. Insert only';

CREATE TABLE unit_periods (
  unit_id text NOT NULL CONSTRAINT unit_periods_unit REFERENCES units,
  parent_id text CONSTRAINT unit_periods_parent REFERENCES units,
  name text NOT NULL,
  kind text NOT NULL,
  entity text,
  place_code text,
  competence text[] NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  successor_id text CONSTRAINT unit_periods_successor REFERENCES units,
  CONSTRAINT unit_periods_place PRIMARY KEY (unit_id, valid_from),
  CONSTRAINT unit_periods_dates_in_order CHECK (valid_to IS NULL OR valid_to > valid_from)
);
COMMENT ON TABLE unit_periods IS 'Projection of pack_changes: what each unit was called and where it stood, from when to when';
COMMENT ON TABLE units IS 'Every unit there is or was, as it is known today; its history is in unit_periods';

CREATE TABLE register_calendar (
  only_row boolean CONSTRAINT register_calendar_only_row PRIMARY KEY DEFAULT true CHECK (only_row),
  time_zone text NOT NULL
);
COMMENT ON TABLE register_calendar IS 'The time zone of the pack, in which days begin; written when a server starts';
INSERT INTO register_calendar (time_zone) VALUES ('UTC');

CREATE FUNCTION register_day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
  RETURN (now() AT TIME ZONE (SELECT c.time_zone FROM register_calendar c))::date;
COMMENT ON FUNCTION register_day() IS 'Today where the register is kept: units and rights are those of this day';

-- Filled anew at every start, from the changes.
DELETE FROM unit_closure;
ALTER TABLE unit_closure DROP CONSTRAINT unit_closure_pair;
ALTER TABLE unit_closure ADD COLUMN standing boolean NOT NULL;
ALTER TABLE unit_closure ADD CONSTRAINT unit_closure_span PRIMARY KEY (ancestor_id, descendant_id, valid_from);
CREATE INDEX unit_closure_by_descendant ON unit_closure (descendant_id, valid_from);
COMMENT ON TABLE unit_closure IS 'Projection of pack_changes: every unit with itself and all above it, from when to when';
COMMENT ON COLUMN unit_closure.standing IS 'False once the unit has ended: its cases are then in the care of its successor, or of the unit that stood above it';

-- Where an officer of a unit may look today: the unit with those that ended in its care, or (below) all under it.
CREATE FUNCTION units_in_reach(unit text, below boolean) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN ARRAY(
    SELECT c.descendant_id FROM unit_closure c
    WHERE c.ancestor_id = unit AND (below OR c.depth = 0 OR NOT c.standing)
      AND c.valid_from <= register_day() AND (c.valid_to IS NULL OR register_day() < c.valid_to));
COMMENT ON FUNCTION units_in_reach(text, boolean) IS 'The unit and those that ended in its care; with below, every unit under it';
GRANT EXECUTE ON FUNCTION units_in_reach(text, boolean) TO reta_cases, reta_identities, reta_ledger;

-- A yes or no and never a number: whoever administers learns nothing of cases.
CREATE FUNCTION has_open_alerts(asked text[]) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = reta, pg_temp
  RETURN EXISTS (SELECT FROM alerts a WHERE a.unit_id = ANY (asked)
    AND NOT EXISTS (SELECT FROM alert_acknowledgements k WHERE k.alert_id = a.alert_id));
COMMENT ON FUNCTION has_open_alerts(text[]) IS 'Whether somebody still has to answer an alert in one of these units, past row-level security';

GRANT EXECUTE ON FUNCTION register_day()
  TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
GRANT EXECUTE ON FUNCTION has_open_alerts(text[]) TO reta_people;
GRANT SELECT ON register_calendar, unit_periods
  TO reta_people, reta_cases, reta_identities, reta_ledger, reta_audit, reta_statistics;
GRANT SELECT ON pack_changes, pack_change_decisions TO reta_people;
GRANT INSERT ON pack_changes, pack_change_decisions TO reta_people;
GRANT INSERT ON units, unit_periods, unit_closure TO reta_people;
GRANT DELETE ON unit_periods, unit_closure TO reta_people;
GRANT UPDATE (parent_id, kind, name, entity, place_code, competence, valid_from, valid_to) ON units TO reta_people;
