-- schemas: reta
-- Backups are made and restored by the tables' owner. Where its own policies bind the owner too, a backup holds no row of
-- the table, and nothing can be copied into it: no register could be restored.

ALTER TABLE posting_renewals NO FORCE ROW LEVEL SECURITY;
