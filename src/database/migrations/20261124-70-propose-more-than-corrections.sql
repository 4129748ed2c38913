-- schemas: reta, training
-- Why: beside corrections a case can be closed, annulled and joined to another, each proposed by one officer and decided
-- by an amender, who may stand anywhere in the country and sees a case only while something waits in it, or because the
-- amender decided on it before. Where a case stands is a projection like the rest of its row.

ALTER TABLE entries DROP CONSTRAINT entries_kind;
ALTER TABLE entries ADD CONSTRAINT entries_kind CHECK (kind IN (
  'complaint', 'supplement', 'amendment', 'amendment-decision', 'closing', 'annulment', 'merge', 'split'));

ALTER TABLE cases
  ADD COLUMN status text NOT NULL DEFAULT 'open'
    CONSTRAINT cases_status CHECK (status IN ('open', 'closed', 'annulled', 'merged')),
  ADD COLUMN closing_outcome text,
  ADD COLUMN merged_into uuid CONSTRAINT cases_merged_into REFERENCES cases,
  ADD COLUMN pending integer NOT NULL DEFAULT 0,
  ADD COLUMN decided_by uuid[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT cases_merged_elsewhere CHECK ((status = 'merged') = (merged_into IS NOT NULL) AND merged_into <> case_id);
COMMENT ON COLUMN cases.status IS 'Counts of cases leave out annulled and merged ones';
COMMENT ON COLUMN cases.merged_into IS 'The surviving case, where this one went into another';
COMMENT ON COLUMN cases.pending IS 'Proposals nobody has decided on yet; an amender sees the case because of them';
COMMENT ON COLUMN cases.decided_by IS 'Officers who decided on a proposal, so that a repeated decision finds its first answer';
CREATE INDEX cases_to_decide ON cases (received_at DESC, case_id) WHERE pending > 0;
CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL;

-- What waits in cases of before: each decision was on one proposal.
UPDATE cases c SET pending = told.pending, decided_by = told.decided_by
FROM (SELECT case_id,
    count(*) FILTER (WHERE kind = 'amendment') - count(*) FILTER (WHERE kind = 'amendment-decision') AS pending,
    coalesce(array_agg(DISTINCT officer_id) FILTER (WHERE kind = 'amendment-decision'), '{}') AS decided_by
  FROM entries GROUP BY case_id) AS told
WHERE c.case_id = told.case_id AND c.entry_count > 1;

CREATE POLICY cases_seen_to_decide ON cases FOR SELECT TO reta_cases, reta_identities USING (
  context_text('role') = 'amender' AND (pending > 0 OR (SELECT context_officer()) = ANY (decided_by)));
CREATE POLICY cases_decided ON cases FOR UPDATE TO reta_cases USING (
  context_text('role') = 'amender' AND (pending > 0 OR (SELECT context_officer()) = ANY (decided_by)));
-- An approved correction can make a finding that alerts.
CREATE POLICY alerts_raised_by_decision ON alerts FOR INSERT TO reta_cases WITH CHECK (context_text('role') = 'amender');

GRANT UPDATE (status, closing_outcome, merged_into, pending, decided_by) ON cases TO reta_cases;

-- Who would approve must not stand in the proposer's command, under any posting of theirs.
DO $$ BEGIN
  IF current_schema() = 'reta' THEN
    GRANT SELECT (posting_id, officer_id, unit_id, valid_from, valid_to) ON reta.postings TO reta_cases;
  END IF;
END $$;
