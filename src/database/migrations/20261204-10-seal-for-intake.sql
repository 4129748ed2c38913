-- schemas: reta
-- The key that devices seal their reports for is one of the classes: replaced by two custodians like any other. Nothing in
-- the register stays wrapped for it, so the tables of values and of wrapped keys do not know it.
ALTER TABLE key_orders DROP CONSTRAINT key_orders_class;
ALTER TABLE key_orders ADD CONSTRAINT key_orders_class CHECK
  (key_class IN ('suspect', 'victim', 'minor-victim', 'complainant', 'facts', 'evidence', 'intake'));
ALTER TABLE key_rotations DROP CONSTRAINT key_rotations_class;
ALTER TABLE key_rotations ADD CONSTRAINT key_rotations_class CHECK
  (key_class IN ('suspect', 'victim', 'minor-victim', 'complainant', 'facts', 'evidence', 'intake'));
