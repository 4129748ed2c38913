-- schemas: reta
-- Why: that an officer was moved is known at the unit first. Its chief ends the posting by the number of an order, without
-- waiting for an administrator; whose word it was stays.

CREATE TABLE posting_endings (
  ending_id uuid NOT NULL CONSTRAINT posting_endings_id PRIMARY KEY,
  posting_id uuid NOT NULL CONSTRAINT posting_endings_posting REFERENCES postings,
  ended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  order_number text NOT NULL CONSTRAINT posting_endings_order CHECK (order_number <> ''),
  ended_by uuid NOT NULL CONSTRAINT posting_endings_officer REFERENCES officers,
  by_posting uuid NOT NULL CONSTRAINT posting_endings_by REFERENCES postings,
  CONSTRAINT posting_endings_by_another CHECK (by_posting <> posting_id)
);
COMMENT ON TABLE posting_endings IS 'Postings a chief ended, by which order. Insert only';
CREATE INDEX posting_endings_by_posting ON posting_endings (posting_id);
ALTER TABLE posting_endings ENABLE ROW LEVEL SECURITY;
CREATE POLICY posting_endings_of_people ON posting_endings FOR SELECT TO reta_people USING (true);
CREATE POLICY posting_endings_own_word ON posting_endings FOR INSERT TO reta_people
  WITH CHECK (ended_by = (SELECT context_officer()));
GRANT SELECT, INSERT ON posting_endings TO reta_people;

-- Written apart from the program's rule (domain/access/posting-ending): a chief in force, of somebody else who serves in
-- the command, is no chief, checker or keeper beside them, and for whom they answer.
CREATE FUNCTION check_ending_by_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO reta, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM postings b JOIN units bu ON bu.unit_id = b.unit_id CROSS JOIN postings p
    WHERE b.posting_id = NEW.by_posting AND b.officer_id = NEW.ended_by AND b.delegated_from IS NULL
      AND b.role IN ('chief', 'regional-chief', 'national-directorate')
      AND b.valid_from <= now() AND (b.valid_to IS NULL OR b.valid_to > now())
      AND p.posting_id = NEW.posting_id AND p.delegated_from IS NULL AND p.officer_id <> NEW.ended_by
      AND p.unit_id = ANY (units_in_reach(b.unit_id, true))
      AND NOT (p.unit_id = b.unit_id AND p.role IN ('chief', 'regional-chief', 'national-directorate', 'prosecutor',
        'auditor', 'internal-affairs', 'administrator', 'catalogue-administrator', 'key-custodian', 'amender'))
      AND CASE WHEN bu.kind IN ('prosecution', 'court', 'oversight', 'protection', 'labour-inspection', 'ministry')
        THEN p.role <> 'key-custodian'
        ELSE p.role IN ('registrar', 'investigator', 'chief', 'regional-chief', 'national-directorate',
          'specialised-unit', 'hotline-operator', 'hotline-supervisor', 'analyst', 'monitor') END
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a posting this chief does not end'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_endings_by_the_chief';
END $$;
CREATE TRIGGER posting_endings_by_the_chief BEFORE INSERT ON posting_endings FOR EACH ROW
  EXECUTE FUNCTION check_ending_by_order();

-- As before, or by the chief's order in the same transaction.
CREATE OR REPLACE FUNCTION check_ending() RETURNS trigger LANGUAGE plpgsql SET search_path TO reta, pg_temp AS $$
BEGIN
  IF OLD.officer_id = context_officer()
    OR EXISTS (
      SELECT FROM suspensions s WHERE s.officer_id = OLD.officer_id AND s.lifted_at IS NULL AND s.withdrawn_at IS NULL
        AND (NOT s.takes_two OR s.confirmed_at IS NOT NULL)
        AND (s.asked_by <> context_officer() OR s.confirmed_by <> context_officer())
    )
    OR OLD.role IN ('registrar', 'investigator', 'chief', 'regional-chief', 'national-directorate', 'specialised-unit',
        'hotline-operator', 'hotline-supervisor', 'analyst', 'monitor')
      AND NOT EXISTS (
        SELECT FROM units u WHERE u.unit_id = OLD.unit_id
          AND u.kind IN ('prosecution', 'court', 'oversight', 'protection', 'labour-inspection', 'ministry')
      )
    OR NOT EXISTS (
      SELECT FROM unit_periods u WHERE u.unit_id = OLD.unit_id AND (u.valid_to IS NULL OR u.valid_to > register_day())
    )
    OR EXISTS (
      SELECT FROM posting_endings e WHERE e.posting_id = OLD.posting_id AND e.ended_by = context_officer()
        AND e.ended_at >= now()
    )
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a posting that one person does not end'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_ended_by_two';
END $$;
