-- schemas: reta, training
-- Why: a class key is replaced by a newer version and what was wrapped for older ones is wrapped anew, by the vault, in
-- batches, while officers register and open. What was begun and how far it came is said here, so that a rotation that
-- was killed goes on where it was. A version that is retired is refused from then on: what was sealed for a key that is
-- destroyed would be lost.

DO $$ BEGIN
  IF current_schema() = 'reta' THEN
    CREATE TABLE key_rotations (
      key_class text NOT NULL CONSTRAINT key_rotations_class
        CHECK (key_class IN ('suspect', 'victim', 'minor-victim', 'complainant', 'facts', 'evidence')),
      version integer NOT NULL CONSTRAINT key_rotations_version_later CHECK (version > 1),
      started_at timestamptz NOT NULL DEFAULT now(),
      finished_at timestamptz CONSTRAINT key_rotations_finished_after_start CHECK (finished_at >= started_at),
      CONSTRAINT key_rotations_once PRIMARY KEY (key_class, version)
    );
    CREATE UNIQUE INDEX key_rotations_one_at_a_time ON key_rotations (key_class) WHERE finished_at IS NULL;
    COMMENT ON TABLE key_rotations IS 'New versions of class keys: begun before the key is made, finished when everything was wrapped anew';
    CREATE TABLE retired_keys (
      key_class text NOT NULL,
      version integer NOT NULL,
      retired_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT retired_keys_once PRIMARY KEY (key_class, version)
    );
    COMMENT ON TABLE retired_keys IS 'Versions of class keys for which nothing may be sealed any more: they are destroyed or will be';
    ALTER TABLE key_rotations ENABLE ROW LEVEL SECURITY;
    ALTER TABLE retired_keys ENABLE ROW LEVEL SECURITY;
    CREATE POLICY key_rotations_of_the_vault ON key_rotations TO reta_vault USING (true) WITH CHECK (true);
    CREATE POLICY retired_keys_of_the_vault ON retired_keys TO reta_vault USING (true) WITH CHECK (true);
    CREATE POLICY retired_keys_heeded ON retired_keys FOR SELECT TO reta_cases USING (true);
    GRANT SELECT, INSERT, UPDATE (finished_at) ON key_rotations TO reta_vault;
    GRANT SELECT, INSERT ON retired_keys TO reta_vault;
    GRANT SELECT ON retired_keys TO reta_cases;
  END IF;
END $$;

CREATE POLICY wrapped_keys_rewrapped ON wrapped_keys FOR UPDATE TO reta_vault USING (true) WITH CHECK (true);
GRANT UPDATE (version, wrapped) ON wrapped_keys TO reta_vault;

ALTER POLICY wrapped_keys_sealed ON wrapped_keys WITH CHECK (
  (SELECT context_officer()) IS NOT NULL
  AND NOT EXISTS (SELECT FROM reta.retired_keys r
    WHERE r.key_class = wrapped_keys.key_class AND r.version = wrapped_keys.version));
ALTER POLICY wrapped_keys_sealed_together ON wrapped_keys WITH CHECK (
  (SELECT context_together()) IS NOT NULL
  AND NOT EXISTS (SELECT FROM reta.retired_keys r
    WHERE r.key_class = wrapped_keys.key_class AND r.version = wrapped_keys.version));
