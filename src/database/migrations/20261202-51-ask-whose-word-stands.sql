-- schemas: reta
-- Why: who stands in for an officer who has been suspended since lost the session, and row-level security, which decides
-- apart from the program, asked only of the stand-in. And that a mark is withdrawn by two was kept here whatever had
-- become of the first of them.

-- As its definer, so that every zone may ask it of postings and officers, which not every zone reads.
CREATE OR REPLACE FUNCTION context_stands() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
  SET search_path TO reta, pg_temp AS $$
BEGIN
  RETURN NOT EXISTS (
      SELECT FROM officers o WHERE o.officer_id = context_officer() AND o.suspended_at IS NOT NULL)
    AND NOT EXISTS (
      SELECT FROM postings p JOIN postings b ON b.posting_id = p.delegated_from
        JOIN officers g ON g.officer_id = b.officer_id
      WHERE p.posting_id = context_posting() AND g.suspended_at IS NOT NULL);
END $$;
COMMENT ON FUNCTION context_stands IS 'False when the reader is suspended, or whoever the reader stands in for';

-- Whatever the program says (domain/access/first-word): who asked may still ask when the other agrees.
CREATE OR REPLACE FUNCTION check_mark_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO reta, pg_temp AS $$
BEGIN
  IF NEW.agreed AND NOT EXISTS (
    SELECT FROM mark_withdrawals w JOIN officers q ON q.officer_id = w.asked_by
      JOIN postings p ON p.posting_id = w.asked_posting
    WHERE w.withdrawal_id = NEW.withdrawal_id
      AND NEW.answered_by NOT IN (w.asked_by, w.officer_id)
      AND q.suspended_at IS NULL AND p.delegated_from IS NULL AND p.valid_from <= clock_timestamp()
      AND (p.valid_to IS NULL OR p.valid_to > clock_timestamp())
      AND NOT stands_in_line(w.asked_by, w.officer_id)
      AND CASE WHEN is_for_prosecutors(w.officer_id)
        THEN w.asked_role = 'prosecutor' AND NEW.answered_role = 'prosecutor'
        ELSE w.asked_role <> NEW.answered_role END
  ) THEN
    RAISE EXCEPTION 'a mark is withdrawn by two people'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'mark_withdrawal_answers_two_people';
  END IF;
  RETURN NEW;
END $$;
