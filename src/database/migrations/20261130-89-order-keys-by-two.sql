-- schemas: reta
-- Why: replacing a class key, and destroying an old one, was one operator's word at the terminal. Two key custodians now
-- ask and agree at a page of their own, and the vault carries out what they agreed to and nothing else. The vault alone
-- writes these rows, from sessions it has looked up itself, each under a seal only the vault can make: neither the server
-- nor whoever writes into these tables can order anything.

CREATE TABLE key_orders (
  order_id uuid CONSTRAINT key_orders_id PRIMARY KEY,
  act text NOT NULL CONSTRAINT key_orders_act CHECK (act IN ('rotate', 'retire')),
  key_class text NOT NULL CONSTRAINT key_orders_class
    CHECK (key_class IN ('suspect', 'victim', 'minor-victim', 'complainant', 'facts', 'evidence')),
  version integer NOT NULL CONSTRAINT key_orders_version_positive CHECK (version > 0),
  reason text NOT NULL,
  officer_id uuid NOT NULL CONSTRAINT key_orders_officer REFERENCES officers,
  posting_id uuid NOT NULL CONSTRAINT key_orders_posting REFERENCES postings,
  asked_at timestamptz NOT NULL,
  key_version integer NOT NULL,
  seal bytea NOT NULL
);
CREATE INDEX key_orders_of_version ON key_orders (key_class, version);
COMMENT ON TABLE key_orders IS 'Which class key a custodian asks to replace or to destroy, and why. Written by the vault alone';
COMMENT ON COLUMN key_orders.version IS 'To rotate: the version that is made. To retire: the version that is destroyed';
COMMENT ON COLUMN key_orders.seal IS 'HMAC over the row under a key only the vault can compute';

CREATE TABLE key_order_answers (
  order_id uuid CONSTRAINT key_order_answers_once PRIMARY KEY CONSTRAINT key_order_answers_order REFERENCES key_orders,
  officer_id uuid NOT NULL CONSTRAINT key_order_answers_officer REFERENCES officers,
  posting_id uuid NOT NULL CONSTRAINT key_order_answers_posting REFERENCES postings,
  agreed boolean NOT NULL,
  answered_at timestamptz NOT NULL,
  key_version integer NOT NULL,
  seal bytea NOT NULL
);
COMMENT ON TABLE key_order_answers IS 'What the second custodian said, once. Written by the vault alone';

CREATE TABLE key_order_endings (
  order_id uuid CONSTRAINT key_order_endings_once PRIMARY KEY CONSTRAINT key_order_endings_order REFERENCES key_orders,
  officer_id uuid NOT NULL CONSTRAINT key_order_endings_officer REFERENCES officers,
  ended_at timestamptz NOT NULL
);
COMMENT ON TABLE key_order_endings IS 'That a custodian took an order back before it was carried out. Written by the vault alone';

ALTER TABLE key_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE key_order_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE key_order_endings ENABLE ROW LEVEL SECURITY;
CREATE POLICY key_orders_of_the_vault ON key_orders TO reta_vault USING (true) WITH CHECK (true);
CREATE POLICY key_order_answers_of_the_vault ON key_order_answers TO reta_vault USING (true) WITH CHECK (true);
CREATE POLICY key_order_endings_of_the_vault ON key_order_endings TO reta_vault USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON key_orders, key_order_answers, key_order_endings TO reta_vault;

-- Custodians, and those who keep the register or oversee it, read; nobody but the vault writes.
CREATE FUNCTION reads_keys() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN context_text('role') IN ('key-custodian', 'administrator', 'auditor');
COMMENT ON FUNCTION reads_keys IS 'Whether the reader may know which class keys there are and what was ordered about them';
GRANT EXECUTE ON FUNCTION reads_keys(), context_text(text) TO reta_people;
CREATE POLICY key_orders_seen ON key_orders FOR SELECT TO reta_people USING ((SELECT reads_keys()));
CREATE POLICY key_order_answers_seen ON key_order_answers FOR SELECT TO reta_people USING ((SELECT reads_keys()));
CREATE POLICY key_order_endings_seen ON key_order_endings FOR SELECT TO reta_people USING ((SELECT reads_keys()));
CREATE POLICY key_rotations_seen ON key_rotations FOR SELECT TO reta_people USING ((SELECT reads_keys()));
CREATE POLICY retired_keys_seen ON retired_keys FOR SELECT TO reta_people USING ((SELECT reads_keys()));
GRANT SELECT ON key_orders, key_order_answers, key_order_endings, key_rotations, retired_keys TO reta_people;

-- The clock says when a key has become old.
CREATE POLICY key_rotations_watched ON key_rotations FOR SELECT TO reta_ledger USING (true);
GRANT SELECT ON key_rotations TO reta_ledger;
CREATE FUNCTION register_began() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  SET search_path TO reta, pg_temp
  RETURN (SELECT min(applied_at) FROM reta.migrations);
COMMENT ON FUNCTION register_began IS
  'When this database was made: the first version of a class key is no older. A restored one is as young as its restoring';
REVOKE ALL ON FUNCTION register_began() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_began() TO reta_people, reta_ledger;
