-- schemas: reta, training
-- Why: a shelter, a public defender, a health service may open who the victim entrusted to it is, and nobody else of the
-- case. The vault decides it from its own copy of who has a case, which did not say whom each posting looks after.

ALTER TABLE vault_assignments ADD COLUMN entrusted jsonb;
COMMENT ON COLUMN vault_assignments.entrusted IS
  'By posting, the persons entrusted to it, under the seal as well; null in a copy made before it was asked, which is made anew';
GRANT UPDATE (entrusted) ON vault_assignments TO reta_vault;
