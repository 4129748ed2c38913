-- schemas: reta
-- The trail names a change of the pack by the hash of what it says: whoever reads the trail and not the change could try what
-- may have been changed until a hash fits. What is random and stays in the row makes that no use. Rows of before have none.
ALTER TABLE pack_changes ADD COLUMN change_salt bytea;
ALTER TABLE pack_changes ADD CONSTRAINT pack_changes_salt_is_long CHECK (octet_length(change_salt) = 32);
COMMENT ON COLUMN pack_changes.change_salt IS 'Random, in the hash the trail names and never on the trail; null in rows of before';
COMMENT ON COLUMN pack_changes.change_hash IS 'SHA-256 of the change in RFC 8785 form with the salt in hexadecimal, where there is one; the audit event names it, so that a row edited later is found out';
