-- schemas: reta, training
-- Why: of what the prosecutor directs, what protects a victim is part of what the service that looks after her sees. The
-- direction says for whom it is; nothing directed before does.

ALTER TABLE case_directions ADD COLUMN victims uuid[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN case_directions.victims IS 'Victims of the case it protects; empty for a step of the investigation';

-- Beside who may direct: for victims of this case as it stands, and for nobody else.
CREATE POLICY directions_of_victims ON case_directions AS RESTRICTIVE FOR INSERT TO reta_cases
  WITH CHECK (victims <@ ARRAY(SELECT p.person_id FROM case_people p
    WHERE p.case_id = case_directions.case_id AND p.part = 'victim'));

-- Every part says what protects those entrusted with it: of nobody yet.
UPDATE case_parts SET part = part || '{"measures": []}';
