-- schemas: reta, training
-- Why: an entry is mostly hashes and random ids, and a personal value is ciphertext: neither gets smaller. Trying to
-- compress each one cost the database some 5 % of its work for a registration and saved a fifth of the space at best.

ALTER TABLE entries ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE personal_values ALTER COLUMN sealed SET STORAGE EXTERNAL;
