-- schemas: reta, training
-- Why: who adds to a case sees the alerts of the own unit only (row-level security), so the action cannot know that the
-- other units were told before. The database knows, and a unit is alerted of a case once, whoever adds to it.

CREATE UNIQUE INDEX alerts_first_once ON alerts (case_id, unit_id) WHERE level = 0;
COMMENT ON INDEX alerts_first_once IS 'A unit hears of a case once; escalations are further alerts';
