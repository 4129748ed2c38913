-- schemas: reta, training
-- Why: whoever opened names and is asked what for answers in free text about a case, which is sealed like every other.
ALTER TABLE sealed_texts DROP CONSTRAINT sealed_texts_about;
ALTER TABLE sealed_texts ADD CONSTRAINT sealed_texts_about
  CHECK (about IN ('unlock', 'relay-message', 'relay-answer', 'opening-answer'));
