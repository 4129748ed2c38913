-- schemas: reta, training
-- Why: an officer whom a lifted wall had named sees nothing of that case, nor of those joined with it; of one of these that
-- is behind a wall still, whoever deals with walls was shown the row of the wall.
CREATE POLICY walls_not_barred ON case_walls AS RESTRICTIVE FOR SELECT TO reta_cases, reta_identities
  USING (case_id <> ALL ((SELECT context_barred())::uuid[]));
