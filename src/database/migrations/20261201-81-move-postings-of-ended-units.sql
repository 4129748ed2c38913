-- schemas: reta
-- Whoever serves in a unit that has ended goes on in its successor, in the same role and from the same moment: that
-- gives nobody anything anew, and the change of the tree has its own people who ask and agree.

CREATE OR REPLACE FUNCTION check_consent() RETURNS trigger LANGUAGE plpgsql SET search_path TO reta, pg_temp AS $$
BEGIN
  IF NEW.role = 'administrator' AND NOT EXISTS (
    SELECT FROM postings p WHERE p.role = 'administrator' AND p.officer_id <> context_officer()
  ) THEN
    RETURN NEW;
  END IF;
  IF EXISTS (
    SELECT FROM postings p JOIN unit_periods u ON u.unit_id = p.unit_id
    WHERE p.officer_id = NEW.officer_id AND p.role = NEW.role AND p.delegated_from IS NULL
      AND p.order_number IS NOT DISTINCT FROM NEW.order_number AND p.valid_to = NEW.valid_from
      AND u.successor_id = NEW.unit_id AND u.valid_to <= register_day()
      AND NOT EXISTS (
        SELECT FROM unit_periods later WHERE later.unit_id = u.unit_id AND later.valid_from >= u.valid_to
      )
  ) THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT FROM posting_proposals c WHERE c.posting_id = NEW.posting_id AND c.agreed AND c.officer_id = NEW.officer_id
      AND c.unit_id = NEW.unit_id AND c.role = NEW.role AND c.order_number = NEW.order_number
      AND c.valid_from <= NEW.valid_from AND c.valid_to IS NOT DISTINCT FROM NEW.valid_to
  ) THEN
    RAISE EXCEPTION 'a posting that nobody else agreed to'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_two_people';
  END IF;
  RETURN NEW;
END $$;
