-- schemas: reta
-- Why: a mark that is nobody's number but a namesake's, or was written wrongly when the officer was added, hid every case
-- of that other person from the officer's units for ever. Marks stay as they are; beside them stands that two people say
-- one does not count. Nothing here is updated or deleted either.

CREATE TABLE mark_withdrawals (
  withdrawal_id uuid CONSTRAINT mark_withdrawals_id PRIMARY KEY,
  mark bytea NOT NULL,
  officer_id uuid NOT NULL,
  reason text NOT NULL CONSTRAINT mark_withdrawals_reason CHECK (reason IN ('wrong-number', 'another-person')),
  document text NOT NULL CONSTRAINT mark_withdrawals_document CHECK (document <> ''),
  asked_by uuid NOT NULL CONSTRAINT mark_withdrawals_asker REFERENCES officers,
  asked_posting uuid NOT NULL CONSTRAINT mark_withdrawals_posting REFERENCES postings,
  asked_role text NOT NULL CONSTRAINT mark_withdrawals_role CHECK (asked_role IN ('internal-affairs', 'prosecutor')),
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT mark_withdrawals_mark FOREIGN KEY (mark, officer_id) REFERENCES staff_marks (mark, officer_id),
  CONSTRAINT mark_withdrawals_never_oneself CHECK (officer_id <> asked_by)
);
CREATE INDEX mark_withdrawals_by_mark ON mark_withdrawals (mark, officer_id);
COMMENT ON TABLE mark_withdrawals IS 'That a mark is not the officer''s number, as somebody asks to have it; it counts when another agrees';
COMMENT ON COLUMN mark_withdrawals.document IS 'Number of the paper that shows it; no name and no number of a person';

CREATE TABLE mark_withdrawal_answers (
  withdrawal_id uuid CONSTRAINT mark_withdrawal_answers_once PRIMARY KEY
    CONSTRAINT mark_withdrawal_answers_asked REFERENCES mark_withdrawals,
  agreed boolean NOT NULL,
  answered_by uuid NOT NULL CONSTRAINT mark_withdrawal_answers_officer REFERENCES officers,
  answered_role text NOT NULL CONSTRAINT mark_withdrawal_answers_role
    CHECK (answered_role IN ('internal-affairs', 'prosecutor')),
  answered_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE mark_withdrawal_answers IS 'What the second person said to it, once; who asked may take it back';

CREATE TABLE mark_revivals (
  withdrawal_id uuid CONSTRAINT mark_revivals_once PRIMARY KEY
    CONSTRAINT mark_revivals_withdrawal REFERENCES mark_withdrawals,
  revived_by uuid NOT NULL CONSTRAINT mark_revivals_officer REFERENCES officers,
  revived_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE mark_revivals IS 'That the number was given for the officer again: the withdrawal counts no more, nor does one that still waited';

-- A revival wins whatever came first, so that marking and agreeing at the same moment leave the mark.
CREATE FUNCTION mark_counts(asked_mark bytea, asked_officer uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path TO reta, pg_temp
  RETURN NOT EXISTS (
    SELECT FROM mark_withdrawals w JOIN mark_withdrawal_answers a USING (withdrawal_id)
    WHERE w.mark = asked_mark AND w.officer_id = asked_officer AND a.agreed
      AND NOT EXISTS (SELECT FROM mark_revivals r WHERE r.withdrawal_id = w.withdrawal_id));
COMMENT ON FUNCTION mark_counts IS 'False for a mark two people have withdrawn and nobody made again';

CREATE FUNCTION known_by_card(asked_officer uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path TO reta, pg_temp
  RETURN EXISTS (SELECT FROM staff_marks m
    WHERE m.officer_id = asked_officer AND m.kind = 'identity-card' AND mark_counts(m.mark, m.officer_id));
COMMENT ON FUNCTION known_by_card IS 'Whether the officer is known by an identity card; whoever keeps the accounts sees no mark';

CREATE FUNCTION revive_mark(asked_mark bytea, asked_officer uuid) RETURNS integer
  LANGUAGE sql SECURITY DEFINER SET search_path TO reta, pg_temp AS $$
  WITH revived AS (
    INSERT INTO mark_revivals (withdrawal_id, revived_by)
    SELECT w.withdrawal_id, context_officer() FROM mark_withdrawals w
      LEFT JOIN mark_withdrawal_answers a USING (withdrawal_id)
    WHERE w.mark = asked_mark AND w.officer_id = asked_officer AND a.agreed IS DISTINCT FROM false
    ON CONFLICT DO NOTHING RETURNING withdrawal_id)
  SELECT count(*)::int FROM revived
$$;
COMMENT ON FUNCTION revive_mark IS 'Ends every withdrawal of a mark that is made again; how many';

-- Units of the last 24 months: what was somebody's line until lately still is.
CREATE FUNCTION lately_posted(asked_officer uuid) RETURNS TABLE (unit_id text, role text, kind text, is_top boolean)
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path TO reta, pg_temp
BEGIN ATOMIC
  SELECT p.unit_id, p.role, u.kind, u.parent_id IS NULL
  FROM postings p JOIN units u USING (unit_id)
  WHERE p.officer_id = asked_officer AND p.valid_from <= clock_timestamp()
    AND (p.valid_to IS NULL OR p.valid_to > clock_timestamp() - interval '24 months');
END;
COMMENT ON FUNCTION lately_posted IS 'Where an officer serves or served within 24 months, those stood in for among them';

-- In the same unit, above or below. Nobody is above by a post at the top, where internal affairs may have theirs.
CREATE FUNCTION stands_in_line(one_officer uuid, other_officer uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path TO reta, pg_temp
  RETURN EXISTS (
    SELECT FROM lately_posted(one_officer) mine, lately_posted(other_officer) theirs
    WHERE mine.unit_id = theirs.unit_id
      OR (NOT mine.is_top AND EXISTS (SELECT FROM unit_closure k
        WHERE k.ancestor_id = mine.unit_id AND k.descendant_id = theirs.unit_id))
      OR EXISTS (SELECT FROM unit_closure k WHERE k.ancestor_id = theirs.unit_id AND k.descendant_id = mine.unit_id));
COMMENT ON FUNCTION stands_in_line IS 'Whether the one serves, or served within 24 months, where the other does, above or below';

-- Of the side that deals with walled cases, of those who keep the register, or above internal affairs in command.
CREATE FUNCTION is_for_prosecutors(asked_officer uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path TO reta, pg_temp
  RETURN EXISTS (
    SELECT FROM lately_posted(asked_officer) p
    WHERE p.role IN ('internal-affairs', 'specialised-unit', 'administrator')
      OR p.kind IN ('internal-affairs', 'specialised-national', 'specialised-regional')
      OR EXISTS (SELECT FROM unit_closure k JOIN units u ON u.unit_id = k.descendant_id
        WHERE k.ancestor_id = p.unit_id AND u.kind = 'internal-affairs'));
COMMENT ON FUNCTION is_for_prosecutors IS 'Whether internal affairs have no word about this officer''s marks, as they have none about a wall that names such a one';

REVOKE ALL ON FUNCTION mark_counts, known_by_card, revive_mark, lately_posted, stands_in_line, is_for_prosecutors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mark_counts TO reta_cases, reta_people;
GRANT EXECUTE ON FUNCTION known_by_card, revive_mark, stands_in_line, is_for_prosecutors TO reta_people;

CREATE FUNCTION withdraws_marks(asked_officer uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN context_officer() <> asked_officer
    AND EXISTS (SELECT FROM reta.officers o WHERE o.officer_id = context_officer() AND o.suspended_at IS NULL)
    AND NOT reta.stands_in_line(context_officer(), asked_officer)
    AND (context_text('role') = 'prosecutor'
      OR (context_text('role') = 'internal-affairs' AND NOT reta.is_for_prosecutors(asked_officer)));
COMMENT ON FUNCTION withdraws_marks IS 'Whether the reader has a word about marks of this officer: never their own, nor of their line';
REVOKE ALL ON FUNCTION withdraws_marks FROM PUBLIC;
GRANT EXECUTE ON FUNCTION withdraws_marks, context_posting TO reta_people;

ALTER TABLE mark_withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE mark_withdrawal_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE mark_revivals ENABLE ROW LEVEL SECURITY;
CREATE POLICY mark_withdrawals_seen ON mark_withdrawals FOR SELECT TO reta_people USING (withdraws_marks(officer_id));
CREATE POLICY mark_withdrawals_asked ON mark_withdrawals FOR INSERT TO reta_people
  WITH CHECK (asked_by = context_officer() AND asked_posting = context_posting() AND asked_role = context_text('role') AND withdraws_marks(officer_id));
CREATE POLICY mark_withdrawal_answers_seen ON mark_withdrawal_answers FOR SELECT TO reta_people
  USING (EXISTS (SELECT FROM mark_withdrawals w WHERE w.withdrawal_id = mark_withdrawal_answers.withdrawal_id));
CREATE POLICY mark_withdrawal_answers_given ON mark_withdrawal_answers FOR INSERT TO reta_people
  WITH CHECK (answered_by = context_officer() AND answered_role = context_text('role')
    AND EXISTS (SELECT FROM mark_withdrawals w WHERE w.withdrawal_id = mark_withdrawal_answers.withdrawal_id));
CREATE POLICY mark_revivals_seen ON mark_revivals FOR SELECT TO reta_people
  USING (EXISTS (SELECT FROM mark_withdrawals w WHERE w.withdrawal_id = mark_revivals.withdrawal_id));
GRANT SELECT, INSERT ON mark_withdrawals, mark_withdrawal_answers TO reta_people;
GRANT SELECT ON mark_revivals TO reta_people;

-- Whatever the program says: two persons, of whom one is a prosecutor, and both where internal affairs have no word.
CREATE FUNCTION check_mark_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO reta, pg_temp AS $$
BEGIN
  IF NEW.agreed AND NOT EXISTS (
    SELECT FROM mark_withdrawals w WHERE w.withdrawal_id = NEW.withdrawal_id
      AND NEW.answered_by NOT IN (w.asked_by, w.officer_id)
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
CREATE TRIGGER mark_withdrawal_answers_two_people BEFORE INSERT ON mark_withdrawal_answers
  FOR EACH ROW EXECUTE FUNCTION check_mark_withdrawal();

COMMENT ON TABLE staff_marks IS 'HMAC of each number by which an officer may be written down, under a key of the server: a complaint that names one is recognised. Never updated, never deleted; one that is not the officer''s number is withdrawn beside it';
