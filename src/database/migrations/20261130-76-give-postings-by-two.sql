-- schemas: reta
-- A posting is proposed by one and counts when another agrees, by the number of an order. What is only proposed is in a
-- table of its own: no session, no policy and no vault ever reads it, so that it gives no right anywhere.

GRANT EXECUTE ON FUNCTION context_officer(), context_text(text) TO reta_people;

CREATE TABLE posting_proposals (
  posting_id uuid CONSTRAINT posting_proposals_id PRIMARY KEY,
  officer_id uuid NOT NULL CONSTRAINT posting_proposals_officer REFERENCES officers,
  unit_id text NOT NULL CONSTRAINT posting_proposals_unit REFERENCES units,
  role text NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  order_number text NOT NULL CONSTRAINT posting_proposals_order CHECK (order_number <> ''),
  proposed_by uuid NOT NULL CONSTRAINT posting_proposals_proposer REFERENCES officers,
  proposed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  decided_by uuid CONSTRAINT posting_proposals_decider REFERENCES officers,
  decided_at timestamptz,
  agreed boolean,
  CONSTRAINT posting_proposals_dates CHECK (valid_to IS NULL OR valid_to > valid_from),
  CONSTRAINT posting_proposals_whole
    CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (agreed IS NULL)),
  CONSTRAINT posting_proposals_two_people CHECK (agreed IS NOT TRUE OR decided_by <> proposed_by),
  CONSTRAINT posting_proposals_never_oneself
    CHECK (officer_id <> proposed_by AND (agreed IS NOT TRUE OR decided_by <> officer_id))
);
CREATE INDEX posting_proposals_waiting ON posting_proposals (proposed_at) WHERE decided_at IS NULL;
CREATE INDEX posting_proposals_by_officer ON posting_proposals (officer_id);
COMMENT ON TABLE posting_proposals IS 'Postings that count when a second person agrees; decided once, never deleted';
COMMENT ON COLUMN posting_proposals.agreed IS 'Null while nobody has decided';

ALTER TABLE posting_proposals ENABLE ROW LEVEL SECURITY;
CREATE POLICY posting_proposals_of_people ON posting_proposals FOR SELECT TO reta_people USING (true);
CREATE POLICY posting_proposals_begun ON posting_proposals FOR INSERT TO reta_people
  WITH CHECK (proposed_by = context_officer() AND decided_at IS NULL);
CREATE POLICY posting_proposals_decided_once ON posting_proposals FOR UPDATE TO reta_people
  USING (decided_at IS NULL) WITH CHECK (decided_by = context_officer());
GRANT SELECT, INSERT, UPDATE (decided_by, decided_at, agreed) ON posting_proposals TO reta_people;

-- Whatever the program asks for: what an officer gives has been agreed to as it is. Only the role that sees counts alone
-- is given by one; the register's own seeds act for nobody. The first administrator makes the second alone: once there
-- has been another, also one whose posting has ended, no administrator is made by one any more.
CREATE FUNCTION check_consent() RETURNS trigger LANGUAGE plpgsql SET search_path TO reta, pg_temp AS $$
BEGIN
  IF NEW.role = 'administrator' AND NOT EXISTS (
    SELECT FROM postings p WHERE p.role = 'administrator' AND p.officer_id <> context_officer()
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
CREATE TRIGGER postings_agreed BEFORE INSERT ON postings
  FOR EACH ROW WHEN (NEW.delegated_from IS NULL AND NEW.role <> 'monitor' AND context_officer() IS NOT NULL)
  EXECUTE FUNCTION check_consent();
