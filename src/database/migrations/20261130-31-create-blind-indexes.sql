-- schemas: reta, training
-- Why: whether a person is in another case must be found without a name, a number or anything they can be worked out
-- from in the database. Here lie cut keyed hashes whose key only the vault has; it fills them after a registration, from
-- what it opens, and makes them anew when they are lost or the key is another.

CREATE TABLE blind_index (
  purpose text NOT NULL CONSTRAINT blind_index_purpose
    CHECK (purpose IN ('document', 'staff-number', 'phone', 'name', 'alias')),
  -- 24 bits: several people share each, so that a row proves nothing about anybody. The vault compares what it opens.
  token bytea NOT NULL CONSTRAINT blind_index_token_cut CHECK (octet_length(token) = 3),
  entry_id uuid NOT NULL,
  holder uuid NOT NULL,
  CONSTRAINT blind_index_once PRIMARY KEY (purpose, token, entry_id, holder)
);
CREATE INDEX blind_index_by_entry ON blind_index (entry_id);
COMMENT ON TABLE blind_index IS 'Where the vault looks first: cut HMACs of documents, phones, staff numbers and how names sound, and whose they are';

CREATE TABLE index_queue (
  entry_id uuid NOT NULL CONSTRAINT index_queue_once PRIMARY KEY,
  not_before timestamptz NOT NULL DEFAULT '-infinity'
);
COMMENT ON TABLE index_queue IS 'Entries whose values the vault has not yet put into the blind index';
COMMENT ON COLUMN index_queue.not_before IS 'Later when its values could not be opened: tried again then';

CREATE TABLE index_keys (
  one boolean NOT NULL DEFAULT true CONSTRAINT index_keys_one PRIMARY KEY CHECK (one),
  key_id bytea NOT NULL CONSTRAINT index_keys_id_is_hash CHECK (octet_length(key_id) = 32)
);
COMMENT ON TABLE index_keys IS 'Which key the blind index was made with: under another it is made anew';

CREATE FUNCTION queue_for_index() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO index_queue (entry_id) SELECT entry_id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER entries_to_index AFTER INSERT ON entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION queue_for_index();
INSERT INTO index_queue (entry_id) SELECT entry_id FROM entries;

ALTER TABLE blind_index ENABLE ROW LEVEL SECURITY;
ALTER TABLE index_queue ENABLE ROW LEVEL SECURITY;
ALTER TABLE index_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY blind_index_of_the_vault ON blind_index TO reta_vault USING (true) WITH CHECK (true);
CREATE POLICY index_queue_of_the_vault ON index_queue TO reta_vault USING (true) WITH CHECK (true);
CREATE POLICY index_queue_filled ON index_queue FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_officer()) IS NOT NULL);
CREATE POLICY index_queue_filled_together ON index_queue FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_together()) IS NOT NULL);
CREATE POLICY index_keys_of_the_vault ON index_keys TO reta_vault USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON blind_index TO reta_vault;
GRANT SELECT, INSERT, DELETE, UPDATE (not_before) ON index_queue TO reta_vault;
GRANT SELECT, INSERT, DELETE ON index_keys TO reta_vault;
GRANT INSERT ON index_queue TO reta_cases;
