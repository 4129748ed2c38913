-- schemas: reta
-- Why: that whoever oversees the police loses a posting only once somebody else has had them stopped was the program's
-- word alone, and the second layer did not know who is suspended.

-- Written apart from the program's rule (domain/access/posting-consent): one's own posting, one of the police command, or
-- one of an officer in whose suspension in force somebody else had a part. Of a unit that has ended its people move on.
CREATE FUNCTION check_ending() RETURNS trigger LANGUAGE plpgsql SET search_path TO reta, pg_temp AS $$
BEGIN
  IF OLD.officer_id = context_officer()
    OR EXISTS (
      SELECT FROM suspensions s WHERE s.officer_id = OLD.officer_id AND s.lifted_at IS NULL AND s.withdrawn_at IS NULL
        AND (NOT s.takes_two OR s.confirmed_at IS NOT NULL)
        AND (s.asked_by <> context_officer() OR s.confirmed_by <> context_officer())
    )
    OR OLD.role IN ('registrar', 'investigator', 'chief', 'regional-chief', 'national-directorate', 'specialised-unit',
        'hotline-operator', 'hotline-supervisor', 'analyst', 'monitor')
      AND NOT EXISTS (
        SELECT FROM units u WHERE u.unit_id = OLD.unit_id
          AND u.kind IN ('prosecution', 'court', 'oversight', 'protection', 'labour-inspection', 'ministry')
      )
    OR NOT EXISTS (
      SELECT FROM unit_periods u WHERE u.unit_id = OLD.unit_id AND (u.valid_to IS NULL OR u.valid_to > register_day())
    )
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a posting that one person does not end'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_ended_by_two';
END $$;
CREATE TRIGGER postings_ended_by_two BEFORE UPDATE OF valid_to ON postings FOR EACH ROW
  WHEN (OLD.delegated_from IS NULL AND context_officer() IS NOT NULL
    AND coalesce(NEW.valid_to, 'infinity') < coalesce(OLD.valid_to, 'infinity'))
  EXECUTE FUNCTION check_ending();

-- Asked once in a statement. In PL/pgSQL because its plan is kept by the connection.
CREATE FUNCTION context_stands() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE
  SET search_path TO reta, pg_temp AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM officers o WHERE o.officer_id = context_officer() AND o.suspended_at IS NOT NULL);
END $$;
COMMENT ON FUNCTION context_stands IS 'False when the reader is suspended';
REVOKE ALL ON FUNCTION context_stands FROM PUBLIC;
GRANT EXECUTE ON FUNCTION context_stands TO reta_cases, reta_identities, reta_audit;
