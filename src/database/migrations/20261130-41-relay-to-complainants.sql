-- schemas: reta, training
-- Why: whoever works on a case can ask its complainant something without learning who that is. The message waits at the
-- receipt, encrypted under a key made of code and phrase; a copy is sealed for the case file, as is the answer. Whoever
-- asks with a receipt can read nothing of the case, and whoever reads the case nothing of the receipt.

CREATE TABLE relay_messages (
  message_id uuid CONSTRAINT relay_messages_id PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT relay_messages_case REFERENCES cases,
  entry_hash bytea NOT NULL CONSTRAINT relay_messages_receipt REFERENCES receipts (entry_hash),
  for_receipt bytea NOT NULL,
  officer_id uuid NOT NULL CONSTRAINT relay_messages_officer REFERENCES reta.officers,
  posting_id uuid NOT NULL CONSTRAINT relay_messages_posting REFERENCES reta.postings,
  sent_at timestamptz NOT NULL
);
CREATE INDEX relay_messages_by_case ON relay_messages (case_id, sent_at);
CREATE INDEX relay_messages_by_receipt ON relay_messages (entry_hash);
CREATE INDEX relay_messages_by_officer ON relay_messages (officer_id, sent_at);
COMMENT ON TABLE relay_messages IS 'Messages to complainants, by the receipt they wait at. Insert only';
COMMENT ON COLUMN relay_messages.for_receipt IS 'Encrypted under a key made of code and phrase, which are nowhere in the database';

CREATE TABLE relay_readings (
  message_id uuid CONSTRAINT relay_readings_once PRIMARY KEY CONSTRAINT relay_readings_message REFERENCES relay_messages,
  read_at timestamptz NOT NULL
);
COMMENT ON TABLE relay_readings IS 'That a message was opened with its receipt, the first time';

CREATE TABLE relay_answers (
  message_id uuid CONSTRAINT relay_answers_once PRIMARY KEY CONSTRAINT relay_answers_message REFERENCES relay_messages,
  answer_id uuid NOT NULL CONSTRAINT relay_answers_text UNIQUE,
  answered_at timestamptz NOT NULL
);
COMMENT ON TABLE relay_answers IS 'The one answer to a message; its words are in sealed_texts';

ALTER TABLE relay_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE relay_readings ENABLE ROW LEVEL SECURITY;
ALTER TABLE relay_answers ENABLE ROW LEVEL SECURITY;

-- Who has the case, who sent it, and the ombudsman; never of a case the reader may not know of.
CREATE POLICY relay_messages_seen ON relay_messages FOR SELECT TO reta_cases USING (
  EXISTS (SELECT FROM cases c WHERE c.case_id = relay_messages.case_id)
  AND (officer_id = (SELECT context_officer()) OR context_text('role') = 'auditor'
    OR case_id = ANY ((SELECT context_cases())::uuid[])));
CREATE POLICY relay_messages_sent ON relay_messages FOR INSERT TO reta_cases WITH CHECK (
  officer_id = (SELECT context_officer()) AND posting_id = (SELECT context_posting())
  AND EXISTS (SELECT FROM cases c WHERE c.case_id = relay_messages.case_id));
CREATE POLICY relay_readings_seen ON relay_readings FOR SELECT TO reta_cases
  USING (EXISTS (SELECT FROM relay_messages m WHERE m.message_id = relay_readings.message_id));
CREATE POLICY relay_answers_seen ON relay_answers FOR SELECT TO reta_cases
  USING (EXISTS (SELECT FROM relay_messages m WHERE m.message_id = relay_answers.message_id));
GRANT SELECT (message_id, case_id, officer_id, sent_at), INSERT ON relay_messages TO reta_cases;
GRANT SELECT ON relay_readings, relay_answers TO reta_cases;

CREATE POLICY relay_messages_at_receipt ON relay_messages FOR SELECT TO reta_ledger USING (true);
CREATE POLICY relay_readings_at_receipt ON relay_readings TO reta_ledger USING (true) WITH CHECK (true);
CREATE POLICY relay_answers_at_receipt ON relay_answers TO reta_ledger USING (true) WITH CHECK (true);
GRANT SELECT (message_id, case_id, entry_hash, for_receipt, sent_at) ON relay_messages TO reta_ledger;
GRANT SELECT, INSERT ON relay_readings, relay_answers TO reta_ledger;

CREATE POLICY relay_messages_of_the_vault ON relay_messages FOR SELECT TO reta_vault USING (true);
CREATE POLICY relay_answers_of_the_vault ON relay_answers FOR SELECT TO reta_vault USING (true);
GRANT SELECT ON relay_messages, relay_answers TO reta_vault;

-- The copy for the case file, and the answer: sealed for the vault by who cannot open them.
CREATE POLICY sealed_texts_sent ON sealed_texts FOR INSERT TO reta_cases
  WITH CHECK (about = 'relay-message' AND (SELECT context_officer()) IS NOT NULL);
CREATE POLICY sealed_texts_answered ON sealed_texts FOR INSERT TO reta_ledger WITH CHECK (about = 'relay-answer');
GRANT INSERT ON sealed_texts TO reta_cases, reta_ledger;
CREATE POLICY wrapped_keys_of_answers ON wrapped_keys FOR INSERT TO reta_ledger WITH CHECK (
  key_class = 'facts' AND NOT EXISTS (SELECT FROM reta.retired_keys r
    WHERE r.key_class = wrapped_keys.key_class AND r.version = wrapped_keys.version));
GRANT INSERT ON wrapped_keys TO reta_ledger;
DO $$ BEGIN
  IF current_schema() <> 'reta' THEN RETURN; END IF;
  CREATE POLICY retired_keys_heeded_by_answers ON retired_keys FOR SELECT TO reta_ledger USING (true);
  GRANT SELECT ON retired_keys TO reta_ledger;
END $$;

-- The ombudsman may relay and reads no entry: id and hash of the first one say nothing, and make the receipt.
CREATE FUNCTION complaint_entry(asked_case uuid) RETURNS TABLE (entry_id uuid, entry_hash bytea)
LANGUAGE sql STABLE SECURITY DEFINER AS $$
  SELECT e.entry_id, e.entry_hash FROM entries e
  WHERE e.case_id = asked_case AND e.seq = 1 AND (NOT is_walled(asked_case) OR wall_lets_through(asked_case))
    AND (context_text('role') = 'auditor' OR asked_case = ANY (context_cases()))
$$;
COMMENT ON FUNCTION complaint_entry IS 'Id and hash of the complaint, for whoever may relay a message to who made it';
DO $$ BEGIN
  EXECUTE format('ALTER FUNCTION complaint_entry SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE EXECUTE ON FUNCTION complaint_entry FROM PUBLIC;
GRANT EXECUTE ON FUNCTION complaint_entry TO reta_cases;
