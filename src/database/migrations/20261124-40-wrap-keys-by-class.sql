-- schemas: reta, training
-- Why: one symmetric key in the server's process opened every name. Now each holder (a person, or the case for its
-- free text) has a key of its own in each entry, wrapped for the public key of its class: the server can seal and not
-- open. Erasing a holder's rows here and in personal_values erases the person; the entry's commitments stay.

-- Values sealed before cannot be told whose they are, and no register with real cases was ever made with them.
DO $$ BEGIN
  IF EXISTS (SELECT FROM personal_values) THEN
    RAISE EXCEPTION 'this register was filled by a version before the key hierarchy: begin with an empty database';
  END IF;
END $$;

ALTER TABLE personal_values ADD COLUMN holder uuid NOT NULL, ADD COLUMN key_class text NOT NULL
  CONSTRAINT personal_values_class
  CHECK (key_class IN ('suspect', 'victim', 'minor-victim', 'complainant', 'facts', 'evidence'));
COMMENT ON COLUMN personal_values.holder IS 'Whose it is: id of a person, or of the case for free text, places, vehicles';
COMMENT ON COLUMN personal_values.key_class IS 'Class of the key that seals it; bound into the ciphertext';

CREATE TABLE wrapped_keys (
  -- Written in one statement with its entry and values: a reference would only be checked a second time.
  entry_id uuid NOT NULL,
  holder uuid NOT NULL,
  key_class text NOT NULL CONSTRAINT wrapped_keys_class
    CHECK (key_class IN ('suspect', 'victim', 'minor-victim', 'complainant', 'facts', 'evidence')),
  version integer NOT NULL CONSTRAINT wrapped_keys_version_positive CHECK (version > 0),
  wrapped bytea NOT NULL,
  CONSTRAINT wrapped_keys_place PRIMARY KEY (entry_id, holder, key_class)
);
ALTER TABLE wrapped_keys ALTER COLUMN wrapped SET STORAGE EXTERNAL;
COMMENT ON TABLE wrapped_keys IS 'The key of each holder in each entry, wrapped for the key of its class';
COMMENT ON COLUMN wrapped_keys.version IS 'Version of the class key it is wrapped for; a rotation replaces it and the wrap';

ALTER TABLE wrapped_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY wrapped_keys_opened ON wrapped_keys FOR SELECT TO reta_identities
  USING (EXISTS (SELECT FROM entries e WHERE e.entry_id = wrapped_keys.entry_id));
CREATE POLICY wrapped_keys_sealed ON wrapped_keys FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_officer()) IS NOT NULL);
GRANT INSERT ON wrapped_keys TO reta_cases;
GRANT SELECT ON wrapped_keys TO reta_identities;
