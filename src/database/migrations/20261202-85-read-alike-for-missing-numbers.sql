-- schemas: reta, training
-- Why: a case looked for by its number told by what was read whether it is behind a wall or not there, as one looked for
-- by its id did before sought_case.
CREATE FUNCTION sought_number(asked_number text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER COST 1000
  RETURN CASE
    WHEN EXISTS (SELECT FROM cases c WHERE c.case_number = asked_number) THEN asked_number
    -- The same wall for the same number each time, and another for another.
    WHEN reads_as_walled(md5(asked_number)::uuid) THEN asked_number
    ELSE asked_number
  END;
COMMENT ON FUNCTION sought_number IS 'The same number: asked before a case is looked for, so that one that is not there takes as long as one behind a wall';
REVOKE ALL ON FUNCTION sought_number FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sought_number TO reta_cases;
