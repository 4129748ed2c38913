-- schemas: reta
-- An officer who is suspected is stopped at once: `suspended_at`, which sessions, streams, codes, delegations and the
-- vault have always asked for, was set by nobody. It follows from this table alone; no program writes it.

CREATE TABLE suspensions (
  suspension_id uuid CONSTRAINT suspensions_id PRIMARY KEY,
  officer_id uuid NOT NULL CONSTRAINT suspensions_officer REFERENCES officers,
  reason text NOT NULL CONSTRAINT suspensions_reason CHECK (reason IN ('inquiry', 'order', 'account')),
  order_number text NOT NULL CONSTRAINT suspensions_order CHECK (order_number <> ''),
  takes_two boolean NOT NULL,
  asked_by uuid NOT NULL CONSTRAINT suspensions_asker REFERENCES officers,
  asked_role text NOT NULL,
  asked_unit text NOT NULL CONSTRAINT suspensions_unit REFERENCES units,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  confirmed_by uuid CONSTRAINT suspensions_confirmer REFERENCES officers,
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  lifted_by uuid CONSTRAINT suspensions_lifter REFERENCES officers,
  lifted_at timestamptz,
  lift_order text,
  CONSTRAINT suspensions_confirmed_whole CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
  CONSTRAINT suspensions_lifted_whole
    CHECK ((lifted_by IS NULL) = (lifted_at IS NULL) AND (lifted_by IS NULL) = (lift_order IS NULL)),
  CONSTRAINT suspensions_two_people CHECK (confirmed_by IS NULL OR (takes_two AND confirmed_by <> asked_by)),
  CONSTRAINT suspensions_lifted_by_another
    CHECK (lifted_by IS NULL OR (lifted_by <> asked_by AND lifted_by IS DISTINCT FROM confirmed_by)),
  CONSTRAINT suspensions_withdrawn_waiting
    CHECK (withdrawn_at IS NULL OR (takes_two AND confirmed_by IS NULL AND lifted_by IS NULL)),
  CONSTRAINT suspensions_lifted_in_force CHECK (lifted_by IS NULL OR NOT takes_two OR confirmed_by IS NOT NULL),
  CONSTRAINT suspensions_never_oneself CHECK (officer_id <> asked_by AND officer_id IS DISTINCT FROM confirmed_by
    AND officer_id IS DISTINCT FROM lifted_by)
);
-- One of each who asks, so that nobody's suspension stands in the way of another's.
CREATE UNIQUE INDEX suspensions_one_open ON suspensions (officer_id, asked_by)
  WHERE lifted_at IS NULL AND withdrawn_at IS NULL;
COMMENT ON TABLE suspensions IS 'Officers stopped at once, and let in again; never deleted. Any one in force suspends';
COMMENT ON COLUMN suspensions.takes_two IS 'Counts only when another agreed';
COMMENT ON COLUMN officers.suspended_at IS 'Since when a suspension is in force; follows from suspensions';

ALTER TABLE suspensions ENABLE ROW LEVEL SECURITY;
CREATE POLICY suspensions_of_people ON suspensions FOR SELECT TO reta_people USING (true);
CREATE POLICY suspensions_asked ON suspensions FOR INSERT TO reta_people
  WITH CHECK (asked_by = context_officer() AND confirmed_at IS NULL AND lifted_at IS NULL AND withdrawn_at IS NULL);
CREATE POLICY suspensions_decided ON suspensions FOR UPDATE TO reta_people
  USING (lifted_at IS NULL AND withdrawn_at IS NULL) WITH CHECK (officer_id <> context_officer());
GRANT SELECT, INSERT, UPDATE (confirmed_by, confirmed_at, withdrawn_at, lifted_by, lifted_at, lift_order)
  ON suspensions TO reta_people;

-- Whatever the program says: nobody alone suspends whoever oversees the police or decides on corrections, also
-- beside another posting. (Of other institutions their own chiefs may.)
CREATE FUNCTION check_suspension() RETURNS trigger LANGUAGE plpgsql SET search_path TO reta, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM postings p WHERE p.officer_id = NEW.officer_id AND p.delegated_from IS NULL
      AND (p.valid_to IS NULL OR p.valid_to > clock_timestamp())
      AND p.role IN ('auditor', 'internal-affairs', 'amender')
  ) THEN
    RAISE EXCEPTION 'a suspension that takes two people'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'suspensions_takes_two';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER suspensions_takes_two BEFORE INSERT ON suspensions
  FOR EACH ROW WHEN (NOT NEW.takes_two) EXECUTE FUNCTION check_suspension();

CREATE FUNCTION apply_suspension() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO reta, pg_temp AS $$
BEGIN
  -- Two at the same moment follow each other: the second must see what the first left.
  PERFORM FROM officers WHERE officer_id = NEW.officer_id FOR UPDATE;
  UPDATE officers SET suspended_at = (
    SELECT min(coalesce(s.confirmed_at, s.asked_at)) FROM suspensions s
    WHERE s.officer_id = NEW.officer_id AND s.lifted_at IS NULL AND s.withdrawn_at IS NULL
      AND (NOT s.takes_two OR s.confirmed_at IS NOT NULL)
  ) WHERE officer_id = NEW.officer_id;
  RETURN NULL;
END $$;
CREATE TRIGGER suspensions_apply AFTER INSERT OR UPDATE ON suspensions
  FOR EACH ROW EXECUTE FUNCTION apply_suspension();
