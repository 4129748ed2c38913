-- schemas: reta
-- A chief on leave names who stands in. A delegation is a posting of the stand-in's own, so that what is done under it
-- says who did it: made from the giver's posting, with a part of its rights, for two weeks at most, never handed on.

ALTER TABLE postings
  ADD COLUMN delegated_from uuid CONSTRAINT postings_delegated_from REFERENCES postings,
  ADD COLUMN rights text[],
  ADD CONSTRAINT postings_delegation_whole CHECK ((delegated_from IS NULL) = (rights IS NULL)),
  ADD CONSTRAINT postings_delegation_short
    CHECK (delegated_from IS NULL OR (valid_to IS NOT NULL AND valid_to <= valid_from + interval '336 hours')),
  ADD CONSTRAINT postings_delegation_rights
    CHECK (rights <@ ARRAY['alerts', 'read-cases', 'assign-cases'] AND cardinality(rights) > 0);
COMMENT ON COLUMN postings.delegated_from IS 'The posting this one stands in for; null for a posting of one''s own';
COMMENT ON COLUMN postings.rights IS 'What of the giver''s rights it carries; never a name, never evidence';

CREATE INDEX postings_delegated ON postings (delegated_from) WHERE delegated_from IS NOT NULL;

CREATE FUNCTION check_delegation() RETURNS trigger LANGUAGE plpgsql SET search_path TO reta, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM postings g WHERE g.posting_id = NEW.delegated_from
      AND (g.delegated_from IS NOT NULL OR g.officer_id = NEW.officer_id OR g.unit_id <> NEW.unit_id OR g.role <> NEW.role)
  ) THEN
    RAISE EXCEPTION 'a delegation is of somebody else''s own posting, as that posting is'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER postings_delegated_once BEFORE INSERT ON postings
  FOR EACH ROW WHEN (NEW.delegated_from IS NOT NULL) EXECUTE FUNCTION check_delegation();

-- The second wall: whoever stands in for alerts alone opens no file, whatever the program asks for.
CREATE FUNCTION delegation_allows(needed text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path TO reta, pg_temp
  RETURN coalesce((SELECT p.rights IS NULL OR needed = ANY (p.rights) FROM postings p
    WHERE p.posting_id = context_posting()), true);
COMMENT ON FUNCTION delegation_allows IS 'False under a delegation without this right';
GRANT EXECUTE ON FUNCTION delegation_allows TO reta_cases, reta_identities, reta_ledger;

CREATE POLICY entries_as_delegated ON entries AS RESTRICTIVE FOR SELECT TO reta_cases
  USING ((SELECT delegation_allows('read-cases')));
CREATE POLICY case_people_as_delegated ON case_people AS RESTRICTIVE FOR SELECT TO reta_cases
  USING ((SELECT delegation_allows('read-cases')));
