-- schemas: reta, training
-- The trail names a heard wall by the hash of its row, and by the answer's id: whoever reads the trail could try officers one
-- by one until a hash fits. What is random and stays in the row makes that no use. Rows of before have none.
ALTER TABLE heard_walls ADD COLUMN salt uuid;
ALTER TABLE heard_walls ALTER COLUMN salt SET DEFAULT gen_random_uuid();
COMMENT ON COLUMN heard_walls.salt IS 'Random, in the hash the trail names and never on the trail; null in rows of before';
