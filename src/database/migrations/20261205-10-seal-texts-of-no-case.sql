-- schemas: reta, training
-- Why somebody judged an opening, marked a line of the weekly review or asked to replace a key may name somebody, and was
-- kept in the clear. It is sealed like every other free text. Two of the three are about no case: such a text is its own holder.
ALTER TABLE sealed_texts ALTER COLUMN case_id DROP NOT NULL;
ALTER TABLE sealed_texts DROP CONSTRAINT sealed_texts_about;
ALTER TABLE sealed_texts ADD CONSTRAINT sealed_texts_about CHECK (about IN
  ('unlock', 'relay-message', 'relay-answer', 'opening-answer', 'opening-verdict', 'review-note', 'key-reason'));
ALTER TABLE sealed_texts ADD CONSTRAINT sealed_texts_of_no_case CHECK
  ((case_id IS NULL) = (about IN ('review-note', 'key-reason')));
ALTER POLICY sealed_texts_of_the_vault ON sealed_texts
  WITH CHECK (about IN ('unlock', 'opening-verdict', 'review-note', 'key-reason'));
