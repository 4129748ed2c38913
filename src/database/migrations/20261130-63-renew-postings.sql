-- schemas: reta
-- A posting lasts a time the pack says and is renewed by the chief with the number of an order: what was renewed, by whom
-- and until when is kept. The weekly review names whoever works under a posting that is about to end.

CREATE TABLE posting_renewals (
  renewal_id uuid CONSTRAINT posting_renewals_id PRIMARY KEY,
  posting_id uuid NOT NULL CONSTRAINT posting_renewals_posting REFERENCES postings,
  renewed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  until timestamptz NOT NULL,
  order_number text NOT NULL CONSTRAINT posting_renewals_order CHECK (order_number <> ''),
  renewed_by uuid NOT NULL CONSTRAINT posting_renewals_officer REFERENCES officers,
  by_posting uuid NOT NULL CONSTRAINT posting_renewals_by REFERENCES postings,
  CONSTRAINT posting_renewals_by_another CHECK (by_posting <> posting_id),
  CONSTRAINT posting_renewals_later CHECK (until > renewed_at)
);
CREATE INDEX posting_renewals_by_posting ON posting_renewals (posting_id, renewed_at DESC);
COMMENT ON TABLE posting_renewals IS 'Postings that were renewed before they ended, by which order. Insert only';
COMMENT ON COLUMN posting_renewals.until IS 'What valid_to of the posting was put to';

ALTER TABLE posting_renewals ENABLE ROW LEVEL SECURITY;
ALTER TABLE posting_renewals FORCE ROW LEVEL SECURITY;
CREATE POLICY posting_renewals_of_people ON posting_renewals FOR SELECT TO reta_people USING (true);
-- Nobody renews one's own, whatever the program says.
CREATE POLICY posting_renewals_by_another ON posting_renewals FOR INSERT TO reta_people
  WITH CHECK (NOT EXISTS (
    SELECT FROM postings p WHERE p.posting_id = posting_renewals.posting_id AND p.officer_id = renewed_by));
GRANT SELECT, INSERT ON posting_renewals TO reta_people;

ALTER TABLE review_items DROP CONSTRAINT review_items_rule;
ALTER TABLE review_items ADD CONSTRAINT review_items_rule CHECK (rule IN ('night-work', 'many-searches',
  'openings-without-work', 'use-after-transfer', 'two-places', 'refusal-burst', 'canary-touched', 'break-glass',
  'posting-ends'));
