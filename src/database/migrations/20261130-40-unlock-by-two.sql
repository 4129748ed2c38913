-- schemas: reta, training
-- Why: in an emergency two persons may open the sealed names of one case for four hours. The vault alone writes who
-- asked, who agreed and that it ended, from sessions it has looked up itself, each row under a seal only the vault can
-- make: neither the server nor whoever writes into these tables can grant anything. What the first says it is about is
-- free text, and sealed like every other.

CREATE TABLE sealed_texts (
  text_id uuid CONSTRAINT sealed_texts_id PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT sealed_texts_case REFERENCES cases,
  about text NOT NULL CONSTRAINT sealed_texts_about CHECK (about IN ('unlock', 'relay-message', 'relay-answer')),
  key_class text NOT NULL CONSTRAINT sealed_texts_class CHECK (key_class = 'facts'),
  sealed bytea NOT NULL
);
COMMENT ON TABLE sealed_texts IS 'Free text about a case that is no entry of it: encrypted. Its key is among wrapped_keys, under text and case, so that a rotation finds it. Insert only';

CREATE TABLE unlock_requests (
  unlock_id uuid CONSTRAINT unlock_requests_id PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT unlock_requests_case REFERENCES cases,
  data_class text NOT NULL CONSTRAINT unlock_requests_class
    CHECK (data_class IN ('suspect-identity', 'victim-identity', 'complainant-identity')),
  reason text NOT NULL,
  officer_id uuid NOT NULL CONSTRAINT unlock_requests_officer REFERENCES reta.officers,
  posting_id uuid NOT NULL CONSTRAINT unlock_requests_posting REFERENCES reta.postings,
  unit_id text NOT NULL CONSTRAINT unlock_requests_unit REFERENCES reta.units,
  role text NOT NULL,
  asked_at timestamptz NOT NULL,
  key_version integer NOT NULL,
  seal bytea NOT NULL
);
CREATE INDEX unlock_requests_by_case ON unlock_requests (case_id);
CREATE INDEX unlock_requests_by_officer ON unlock_requests (officer_id, asked_at DESC);
CREATE INDEX unlock_requests_newest ON unlock_requests (asked_at DESC);
COMMENT ON TABLE unlock_requests IS 'Who asked to open one class of one case, and when. Written by the vault alone';
COMMENT ON COLUMN unlock_requests.seal IS 'HMAC over the row under a key only the vault can compute';

CREATE TABLE unlock_answers (
  unlock_id uuid CONSTRAINT unlock_answers_once PRIMARY KEY CONSTRAINT unlock_answers_request REFERENCES unlock_requests,
  officer_id uuid NOT NULL CONSTRAINT unlock_answers_officer REFERENCES reta.officers,
  posting_id uuid NOT NULL CONSTRAINT unlock_answers_posting REFERENCES reta.postings,
  agreed boolean NOT NULL,
  answered_at timestamptz NOT NULL,
  key_version integer NOT NULL,
  seal bytea NOT NULL
);
COMMENT ON TABLE unlock_answers IS 'What the second person said, once. Written by the vault alone';

CREATE TABLE unlock_endings (
  unlock_id uuid CONSTRAINT unlock_endings_once PRIMARY KEY CONSTRAINT unlock_endings_request REFERENCES unlock_requests,
  officer_id uuid NOT NULL CONSTRAINT unlock_endings_officer REFERENCES reta.officers,
  ended_at timestamptz NOT NULL
);
COMMENT ON TABLE unlock_endings IS 'That one of the two ended it before its time. Written by the vault alone';

CREATE TABLE unlock_notices (
  unlock_id uuid NOT NULL CONSTRAINT unlock_notices_request REFERENCES unlock_requests,
  audience text NOT NULL CONSTRAINT unlock_notices_audience CHECK (audience IN ('owner', 'control', 'ombudsman')),
  posting_id uuid CONSTRAINT unlock_notices_posting REFERENCES reta.postings,
  unit_id text NOT NULL CONSTRAINT unlock_notices_unit REFERENCES reta.units,
  CONSTRAINT unlock_notices_once UNIQUE NULLS NOT DISTINCT (unlock_id, audience, posting_id, unit_id)
);
CREATE INDEX unlock_notices_by_posting ON unlock_notices (posting_id);
COMMENT ON TABLE unlock_notices IS 'Who is told that names were opened: who has the case, who controls the unit, the ombudsman. Written by the vault with the answer';

CREATE TABLE unlock_notices_read (
  unlock_id uuid NOT NULL CONSTRAINT unlock_notices_read_request REFERENCES unlock_requests,
  officer_id uuid NOT NULL CONSTRAINT unlock_notices_read_officer REFERENCES reta.officers,
  read_at timestamptz NOT NULL,
  CONSTRAINT unlock_notices_read_once PRIMARY KEY (unlock_id, officer_id)
);
COMMENT ON TABLE unlock_notices_read IS 'That an officer has read the notice';

CREATE TABLE unlock_mails (
  unlock_id uuid NOT NULL CONSTRAINT unlock_mails_request REFERENCES unlock_requests,
  unit_id text NOT NULL CONSTRAINT unlock_mails_unit REFERENCES reta.units,
  sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT unlock_mails_once PRIMARY KEY (unlock_id, unit_id)
);
COMMENT ON TABLE unlock_mails IS 'Units whose mailbox was told, without content, that a notice waits';

-- The vault reads and writes; the server reads what the reader may know of.
ALTER TABLE sealed_texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE unlock_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE unlock_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE unlock_endings ENABLE ROW LEVEL SECURITY;
ALTER TABLE unlock_notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE unlock_notices_read ENABLE ROW LEVEL SECURITY;
ALTER TABLE unlock_mails ENABLE ROW LEVEL SECURITY;

CREATE POLICY sealed_texts_of_the_vault ON sealed_texts TO reta_vault USING (true) WITH CHECK (about = 'unlock');
CREATE POLICY unlock_requests_of_the_vault ON unlock_requests TO reta_vault USING (true) WITH CHECK (true);
CREATE POLICY unlock_answers_of_the_vault ON unlock_answers TO reta_vault USING (true) WITH CHECK (true);
CREATE POLICY unlock_endings_of_the_vault ON unlock_endings TO reta_vault USING (true) WITH CHECK (true);
CREATE POLICY unlock_notices_of_the_vault ON unlock_notices TO reta_vault USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON sealed_texts, unlock_requests, unlock_answers, unlock_endings, unlock_notices TO reta_vault;

CREATE POLICY wrapped_keys_sealed_by_the_vault ON wrapped_keys FOR INSERT TO reta_vault WITH CHECK (true);
GRANT INSERT ON wrapped_keys TO reta_vault;

-- A notice is for the posting that has the case, for who commands the unit now, for every auditor.
CREATE POLICY unlock_notices_seen ON unlock_notices FOR SELECT TO reta_cases USING (
  CASE audience
    WHEN 'owner' THEN posting_id = (SELECT context_posting())
    WHEN 'control' THEN unit_id = context_text('unit_id')
      AND context_text('role') IN ('chief', 'regional-chief', 'national-directorate')
    ELSE context_text('role') = 'auditor' END);
-- Whoever asked, whoever may be a second person, whoever is told; never of a case the reader may not know of.
CREATE POLICY unlock_requests_seen ON unlock_requests FOR SELECT TO reta_cases USING (
  EXISTS (SELECT FROM cases c WHERE c.case_id = unlock_requests.case_id)
  AND (officer_id = (SELECT context_officer())
    OR context_text('role') IN ('chief', 'regional-chief', 'national-directorate', 'specialised-unit', 'internal-affairs',
      'prosecutor', 'auditor')
    OR EXISTS (SELECT FROM unlock_notices n WHERE n.unlock_id = unlock_requests.unlock_id)));
CREATE POLICY unlock_answers_seen ON unlock_answers FOR SELECT TO reta_cases
  USING (EXISTS (SELECT FROM unlock_requests r WHERE r.unlock_id = unlock_answers.unlock_id));
CREATE POLICY unlock_endings_seen ON unlock_endings FOR SELECT TO reta_cases
  USING (EXISTS (SELECT FROM unlock_requests r WHERE r.unlock_id = unlock_endings.unlock_id));
CREATE POLICY unlock_notices_read_own ON unlock_notices_read FOR SELECT TO reta_cases
  USING (officer_id = (SELECT context_officer()));
CREATE POLICY unlock_notices_read_marked ON unlock_notices_read FOR INSERT TO reta_cases WITH CHECK (
  officer_id = (SELECT context_officer())
  AND EXISTS (SELECT FROM unlock_notices n WHERE n.unlock_id = unlock_notices_read.unlock_id));
GRANT SELECT ON unlock_requests, unlock_answers, unlock_endings, unlock_notices TO reta_cases;
GRANT SELECT, INSERT ON unlock_notices_read TO reta_cases;

-- The clock sends mails in the zone of the logs: it learns which unit, and not of which case.
CREATE POLICY unlock_notices_mailed ON unlock_notices FOR SELECT TO reta_ledger USING (true);
CREATE POLICY unlock_answers_mailed ON unlock_answers FOR SELECT TO reta_ledger USING (agreed);
CREATE POLICY unlock_mails_kept ON unlock_mails TO reta_ledger USING (true) WITH CHECK (true);
GRANT SELECT (unlock_id, agreed, answered_at) ON unlock_answers TO reta_ledger;
GRANT SELECT (unlock_id, unit_id) ON unlock_notices TO reta_ledger;
GRANT SELECT, INSERT ON unlock_mails TO reta_ledger;

-- The vault knows a wall from its own reading, and tells it apart without the register's fold.
GRANT SELECT ON case_walls TO reta_vault;
CREATE POLICY walls_of_the_vault ON case_walls FOR SELECT TO reta_vault USING (true);

-- Every one of them is reviewed: the vault puts it on the list of those who oversee, in the transaction that opens it.
DO $$ BEGIN
  IF current_schema() <> 'reta' THEN RETURN; END IF;
  ALTER TABLE review_items DROP CONSTRAINT review_items_rule;
  ALTER TABLE review_items ADD CONSTRAINT review_items_rule CHECK (rule IN ('night-work', 'many-searches',
    'openings-without-work', 'use-after-transfer', 'two-places', 'refusal-burst', 'canary-touched', 'break-glass'));
  ALTER TABLE review_items ADD COLUMN unlock_id uuid, ADD COLUMN second_id uuid, ADD COLUMN due_at timestamptz;
  COMMENT ON COLUMN review_items.due_at IS 'Of a break-glass: by when it must be reviewed';
  COMMENT ON COLUMN review_items.second_id IS 'Of a break-glass: the second person, who does not review it either';
  DROP INDEX review_items_once;
  CREATE UNIQUE INDEX review_items_once ON review_items (week, rule, officer_id)
    WHERE rule NOT IN ('canary-touched', 'break-glass');
  CREATE UNIQUE INDEX review_items_unlock_once ON review_items (unlock_id) WHERE unlock_id IS NOT NULL;
  CREATE POLICY review_items_of_the_vault ON review_items FOR INSERT TO reta_vault WITH CHECK (rule = 'break-glass');
  GRANT INSERT ON review_items TO reta_vault;
  -- Neither of the two reviews what they opened.
  ALTER POLICY review_items_seen ON review_items USING (
    context_text('role') = 'register'
    OR (officer_id IS DISTINCT FROM (SELECT context_officer()) AND second_id IS DISTINCT FROM (SELECT context_officer())
      AND (context_text('role') = 'auditor'
        OR (context_text('role') = 'internal-affairs' AND officer_id IN (SELECT officers_under_inquiry())))));
END $$;
