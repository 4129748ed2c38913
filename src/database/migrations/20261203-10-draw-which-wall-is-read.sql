-- schemas: reta, training
-- Why: for a case that is not there the wall next to it by its id was read, and walls cost differently. Whoever asked for
-- the ids right before and after one saw the cost change there, and so that it is a case behind a wall. Which wall is
-- read is drawn now, by a secret nobody but the owner of the database reads: the same for the same id, and its
-- neighbours, or any id chosen for it, say nothing of it. A case looked for by its number was not hidden so at all.
CREATE TABLE sought_salts (
  one boolean NOT NULL DEFAULT true CONSTRAINT sought_salts_once PRIMARY KEY CONSTRAINT sought_salts_one CHECK (one),
  salt bytea NOT NULL CONSTRAINT sought_salts_length CHECK (length(salt) = 32)
);
COMMENT ON TABLE sought_salts IS 'What draws the wall that is read for a case that is not there. One row, read by no role';
ALTER TABLE sought_salts ENABLE ROW LEVEL SECURITY;
INSERT INTO sought_salts (salt)
  SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

CREATE FUNCTION drawn_for(asked text) RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER COST 1000
  RETURN (SELECT encode(substr(sha256(s.salt || convert_to(asked, 'UTF8')), 1, 16), 'hex')::uuid FROM sought_salts s);
COMMENT ON FUNCTION drawn_for IS 'The same point among the ids for the same question, and nobody can tell which';
REVOKE ALL ON FUNCTION drawn_for FROM PUBLIC;

CREATE OR REPLACE FUNCTION sought_case(asked_case uuid) RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER COST 1000
  RETURN (
    SELECT CASE
      WHEN EXISTS (SELECT FROM cases c WHERE c.case_id = asked_case) THEN asked_case
      WHEN reads_as_walled(drawn.wall) THEN asked_case
      ELSE asked_case
    END
    -- For a case that is there as well: it takes the same then.
    FROM (SELECT drawn_for(asked_case::text) AS wall OFFSET 0) AS drawn
  );

CREATE FUNCTION sought_number(asked_number text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER COST 1000
  RETURN (
    SELECT CASE
      WHEN EXISTS (SELECT FROM cases c WHERE c.case_number = asked_number) THEN asked_number
      WHEN reads_as_walled(drawn.wall) THEN asked_number
      ELSE asked_number
    END
    -- For a case that is there as well: it takes the same then.
    FROM (SELECT drawn_for(asked_number) AS wall OFFSET 0) AS drawn
  );
COMMENT ON FUNCTION sought_number IS 'The same number: asked before a case is looked for, so that one that is not there takes as long as one behind a wall';
REVOKE ALL ON FUNCTION sought_number FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sought_number TO reta_cases;
