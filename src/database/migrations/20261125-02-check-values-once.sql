-- schemas: reta, training
-- Why: what a registration writes is checked once. Its twelve values are written by the statement that writes their
-- entry, so the reference of each was looked up for nothing; a value without its entry is named by `reta verify`. The
-- hash of an entry is unique because it covers the entry's id, which is; the log holds each hash once besides.

ALTER TABLE personal_values DROP CONSTRAINT personal_values_entry;
DROP INDEX entries_hash_unique;
