-- schemas: reta
-- Some changes take two people by what they are about and not by their kind: the closing of the unit that hears of every
-- case is not the closing of a station. Which ones is decided when they are made, and kept with them.

ALTER TABLE pack_changes ADD COLUMN needs_two boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN pack_changes.needs_two IS 'True where it takes effect only when a second person has agreed; the kinds that always do are known to the register';
