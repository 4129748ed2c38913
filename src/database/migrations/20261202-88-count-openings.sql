-- schemas: reta, training
-- Why: whoever may take any case of the country opens the names of any of them, one after the other: a loop is an export.
-- The vault opens, so the vault counts, in rows of its own: nobody else reads or writes here, and it takes none away. A
-- case has a row for its first opening and none for those of the next 24 hours.

CREATE TABLE names_opened (
  officer_id uuid NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  case_id uuid NOT NULL,
  CONSTRAINT names_opened_once PRIMARY KEY (officer_id, opened_at, case_id)
);
COMMENT ON TABLE names_opened IS 'Of how many cases an officer has opened the names; never whose';

ALTER TABLE names_opened ENABLE ROW LEVEL SECURITY;
CREATE POLICY names_opened_of_the_vault ON names_opened TO reta_vault USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON names_opened TO reta_vault;
