-- schemas: reta
-- Why: a suspect is written down with an identity card, seldom with a police number. Officers are known by the number of
-- their card, too; the number itself is kept nowhere.

ALTER TABLE staff_marks ADD COLUMN kind text NOT NULL DEFAULT 'staff-number'
  CONSTRAINT staff_marks_kind CHECK (kind IN ('staff-number', 'identity-card'));
ALTER TABLE staff_marks ALTER COLUMN kind DROP DEFAULT;
COMMENT ON TABLE staff_marks IS 'HMAC of each number by which an officer may be written down, under a key of the server: a complaint that names one is recognised. Never updated, never deleted: nobody makes an officer unknown again';

-- Whoever keeps the accounts sees of whom the card is known, and no mark.
CREATE POLICY staff_marks_told ON staff_marks FOR SELECT TO reta_people USING (true);
GRANT SELECT (officer_id, kind) ON staff_marks TO reta_people;
