-- schemas: reta
-- The weekly review names who opened names of many different cases on one day.

ALTER TABLE review_items DROP CONSTRAINT review_items_rule;
ALTER TABLE review_items ADD CONSTRAINT review_items_rule CHECK (rule IN ('night-work', 'many-searches', 'many-openings',
  'openings-without-work', 'use-after-transfer', 'two-places', 'refusal-burst', 'canary-touched', 'break-glass',
  'posting-ends'));
