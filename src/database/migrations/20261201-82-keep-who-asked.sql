-- schemas: reta
-- Whoever asks for something a second person must agree to does so under a posting. The rows kept the officer alone, so
-- that nobody could tell whether that posting still stands when the second word is given.

ALTER TABLE posting_proposals ADD COLUMN proposed_posting uuid
  CONSTRAINT posting_proposals_under REFERENCES postings;
ALTER TABLE recoveries ADD COLUMN asked_posting uuid CONSTRAINT recoveries_under REFERENCES postings;
ALTER TABLE suspensions ADD COLUMN asked_posting uuid CONSTRAINT suspensions_under REFERENCES postings;
COMMENT ON COLUMN posting_proposals.proposed_posting IS 'The posting it was proposed under; null before it was kept';
COMMENT ON COLUMN recoveries.asked_posting IS 'The posting it was asked for under; null before it was kept';
COMMENT ON COLUMN suspensions.asked_posting IS 'The posting it was asked for under; null before it was kept';
