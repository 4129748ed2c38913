-- schemas: reta, training
-- How far a posting reaches follows from the tree of today: a unit that moved is under its new command, and one that
-- ended is in the care of its successor.

CREATE OR REPLACE FUNCTION context_units() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE
    WHEN context_text('role') IN ('investigator', 'specialised-unit')
      THEN reta.units_in_reach(context_text('unit_id'), false)
    WHEN context_text('role') IN ('chief', 'regional-chief', 'national-directorate', 'hotline-supervisor')
      THEN reta.units_in_reach(context_text('unit_id'), true)
    ELSE ARRAY[]::text[] END;
