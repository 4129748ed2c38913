-- schemas: reta
-- What was said before is sealed by the vault, which alone may take it out of its row; what is said from now on never is in one.
ALTER TABLE review_marks ALTER COLUMN note DROP NOT NULL;
ALTER TABLE opening_verdicts ALTER COLUMN reason DROP NOT NULL;
ALTER TABLE key_orders ALTER COLUMN reason DROP NOT NULL;
COMMENT ON COLUMN review_marks.note IS 'Of before notes were sealed, until the vault has sealed it: then null, as every new one';
COMMENT ON COLUMN opening_verdicts.reason IS 'Of before reasons were sealed, until the vault has sealed it: then null, as every new one';
COMMENT ON COLUMN key_orders.reason IS 'Of before reasons were sealed, until the vault has sealed it: then null, as every new one';

-- The zone of the audit writes the mark or the verdict first, then its text, under the same id.
CREATE POLICY sealed_texts_of_verdicts ON sealed_texts FOR INSERT TO reta_audit
  WITH CHECK (about = 'opening-verdict' AND EXISTS (SELECT FROM opening_verdicts v JOIN drawn_openings d USING (opening_id)
    WHERE v.verdict_id = sealed_texts.text_id AND v.given_by = (SELECT context_officer())
      AND d.case_id = sealed_texts.case_id));
CREATE POLICY sealed_texts_of_marks ON sealed_texts FOR INSERT TO reta_audit
  WITH CHECK (about = 'review-note' AND EXISTS (SELECT FROM review_marks m
    WHERE m.mark_id = sealed_texts.text_id AND m.reviewed_by = (SELECT context_officer())));

CREATE POLICY review_marks_of_the_vault ON review_marks FOR SELECT TO reta_vault USING (true);
CREATE POLICY review_marks_emptied ON review_marks FOR UPDATE TO reta_vault USING (note IS NOT NULL) WITH CHECK (note IS NULL);
CREATE POLICY opening_verdicts_of_the_vault ON opening_verdicts FOR SELECT TO reta_vault USING (true);
CREATE POLICY opening_verdicts_emptied ON opening_verdicts FOR UPDATE TO reta_vault
  USING (reason IS NOT NULL) WITH CHECK (reason IS NULL);
CREATE POLICY drawn_openings_of_the_vault ON drawn_openings FOR SELECT TO reta_vault USING (true);
GRANT SELECT (mark_id, note), UPDATE (note) ON review_marks TO reta_vault;
GRANT SELECT (verdict_id, opening_id, reason), UPDATE (reason) ON opening_verdicts TO reta_vault;
GRANT SELECT (opening_id, case_id) ON drawn_openings TO reta_vault;
GRANT UPDATE (reason, key_version, seal) ON key_orders TO reta_vault;

-- The key of such a text, as of answers about openings: for whoever wrote the row it belongs to.
DROP POLICY wrapped_keys_about_openings ON wrapped_keys;
CREATE POLICY wrapped_keys_of_audit_texts ON wrapped_keys FOR INSERT TO reta_audit
  WITH CHECK (key_class = 'facts'
    AND NOT EXISTS (SELECT FROM retired_keys r WHERE r.key_class = wrapped_keys.key_class AND r.version = wrapped_keys.version)
    AND (EXISTS (SELECT FROM opening_answers a
        WHERE a.answer_id = wrapped_keys.entry_id AND a.answered_by = (SELECT context_officer()))
      OR EXISTS (SELECT FROM opening_verdicts v
        WHERE v.verdict_id = wrapped_keys.entry_id AND v.given_by = (SELECT context_officer()))
      OR EXISTS (SELECT FROM review_marks m
        WHERE m.mark_id = wrapped_keys.entry_id AND m.reviewed_by = (SELECT context_officer()))));
