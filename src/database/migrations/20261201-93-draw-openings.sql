-- schemas: reta
-- Why: look-ups that are paid for hide among thousands of openings that are work. Once a week a share of them is drawn,
-- by a checkpoint of the audit log from after the week, which nobody could know or choose, and the ombudsman asks
-- whoever opened what for (reference: security, measure 6). What was drawn, asked, answered and judged is never changed.

CREATE TABLE opening_draws (
  week date CONSTRAINT opening_draws_week PRIMARY KEY,
  ended_at timestamptz NOT NULL,
  since timestamptz NOT NULL,
  first_leaf bigint NOT NULL,
  log_size bigint NOT NULL,
  root bytea NOT NULL CONSTRAINT opening_draws_root_is_sha256 CHECK (octet_length(root) = 32),
  percent integer NOT NULL,
  at_least integer NOT NULL,
  openings integer NOT NULL,
  drawn integer NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT opening_draws_leaves_in_order CHECK (first_leaf >= 0 AND log_size >= first_leaf),
  CONSTRAINT opening_draws_within CHECK (drawn BETWEEN 0 AND openings)
);
COMMENT ON TABLE opening_draws IS 'A draw for each week, by its Monday. Insert only';
COMMENT ON COLUMN opening_draws.log_size IS 'Size and root of the first checkpoint of the audit log after the week: they decide what is drawn';
COMMENT ON COLUMN opening_draws.first_leaf IS 'Openings whose events are leaves from here to the size: every opening is in one draw, and in one only';
COMMENT ON COLUMN opening_draws.since IS 'No opening among those leaves is older: where to begin to look for them';

CREATE TABLE opening_draw_units (
  week date NOT NULL CONSTRAINT opening_draw_units_draw REFERENCES opening_draws,
  unit_id text NOT NULL,
  openings integer NOT NULL,
  CONSTRAINT opening_draw_units_once PRIMARY KEY (week, unit_id)
);
COMMENT ON TABLE opening_draw_units IS 'Of how many openings of each unit was drawn. Insert only';

CREATE TABLE drawn_openings (
  opening_id uuid CONSTRAINT drawn_openings_id PRIMARY KEY,
  week date NOT NULL CONSTRAINT drawn_openings_draw REFERENCES opening_draws,
  event_hash bytea NOT NULL CONSTRAINT drawn_openings_once UNIQUE,
  officer_id uuid NOT NULL CONSTRAINT drawn_openings_officer REFERENCES officers,
  unit_id text NOT NULL,
  role text,
  case_id uuid NOT NULL CONSTRAINT drawn_openings_case REFERENCES cases,
  classes text[] NOT NULL,
  purpose text,
  opened_at timestamptz NOT NULL,
  place integer NOT NULL
);
CREATE INDEX drawn_openings_by_week ON drawn_openings (week, place);
COMMENT ON TABLE drawn_openings IS 'Openings of names that were drawn; never a name. Insert only';

CREATE TABLE opening_questions (
  opening_id uuid CONSTRAINT opening_questions_once PRIMARY KEY
    CONSTRAINT opening_questions_opening REFERENCES drawn_openings,
  officer_id uuid NOT NULL CONSTRAINT opening_questions_officer REFERENCES officers,
  case_id uuid NOT NULL CONSTRAINT opening_questions_case REFERENCES cases,
  case_number text NOT NULL,
  classes text[] NOT NULL,
  purpose text,
  opened_at timestamptz NOT NULL,
  asked_by uuid NOT NULL CONSTRAINT opening_questions_asker REFERENCES officers,
  asked_at timestamptz NOT NULL,
  CONSTRAINT opening_questions_never_oneself CHECK (asked_by <> officer_id)
);
CREATE INDEX opening_questions_by_officer ON opening_questions (officer_id, asked_at DESC);
COMMENT ON TABLE opening_questions IS 'That whoever opened was asked what for, with what they must know to answer. Insert only';

CREATE TABLE opening_answers (
  opening_id uuid CONSTRAINT opening_answers_once PRIMARY KEY
    CONSTRAINT opening_answers_question REFERENCES opening_questions,
  answer_id uuid NOT NULL CONSTRAINT opening_answers_text UNIQUE,
  answered_by uuid NOT NULL CONSTRAINT opening_answers_officer REFERENCES officers,
  answered_at timestamptz NOT NULL
);
COMMENT ON TABLE opening_answers IS 'The one answer to a question; its words are in sealed_texts. Insert only';

CREATE TABLE opening_verdicts (
  verdict_id uuid CONSTRAINT opening_verdicts_id PRIMARY KEY,
  opening_id uuid NOT NULL CONSTRAINT opening_verdicts_opening REFERENCES drawn_openings,
  verdict text NOT NULL CONSTRAINT opening_verdicts_verdict CHECK (verdict IN ('justified', 'not-justified', 'referred')),
  reason text NOT NULL,
  given_by uuid NOT NULL CONSTRAINT opening_verdicts_giver REFERENCES officers,
  given_at timestamptz NOT NULL
);
CREATE INDEX opening_verdicts_by_opening ON opening_verdicts (opening_id, given_at);
COMMENT ON TABLE opening_verdicts IS 'What the ombudsman found, and why. Insert only; a further look is a further verdict';

ALTER TABLE opening_draws ENABLE ROW LEVEL SECURITY;
ALTER TABLE opening_draw_units ENABLE ROW LEVEL SECURITY;
ALTER TABLE drawn_openings ENABLE ROW LEVEL SECURITY;
ALTER TABLE opening_questions ENABLE ROW LEVEL SECURITY;
ALTER TABLE opening_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE opening_verdicts ENABLE ROW LEVEL SECURITY;

GRANT EXECUTE ON FUNCTION context_barred TO reta_audit;
-- Drawn by the clock, for the ombudsman alone: internal affairs learns what is referred to it. Nobody sees an opening of
-- one's own among those drawn, and of a walled case only who is not walled off.
CREATE POLICY opening_draws_seen ON opening_draws FOR SELECT TO reta_audit
  USING (context_text('role') IN ('auditor', 'register'));
CREATE POLICY opening_draws_made ON opening_draws FOR INSERT TO reta_audit WITH CHECK (context_text('role') = 'register');
CREATE POLICY opening_draw_units_seen ON opening_draw_units FOR SELECT TO reta_audit
  USING (context_text('role') IN ('auditor', 'register'));
CREATE POLICY opening_draw_units_made ON opening_draw_units FOR INSERT TO reta_audit
  WITH CHECK (context_text('role') = 'register');
CREATE POLICY drawn_openings_seen ON drawn_openings FOR SELECT TO reta_audit USING (
  context_text('role') = 'auditor' AND officer_id <> (SELECT context_officer())
  AND NOT case_id = ANY ((SELECT context_barred())::uuid[])
  AND (NOT is_walled(case_id) OR wall_lets_through(case_id)));
CREATE POLICY drawn_openings_made ON drawn_openings FOR INSERT TO reta_audit
  WITH CHECK (context_text('role') = 'register');

-- Whom a case named stays barred from it when the wall is lifted. A question is for whoever opened, under whatever posting now, as long as no wall hides the case from them.
CREATE POLICY opening_questions_seen ON opening_questions FOR SELECT TO reta_audit USING (
  (officer_id = (SELECT context_officer()) AND NOT case_id = ANY ((SELECT context_barred())::uuid[])
    AND (NOT is_walled(case_id) OR wall_lets_through(case_id)))
  OR EXISTS (SELECT FROM drawn_openings d WHERE d.opening_id = opening_questions.opening_id));
CREATE POLICY opening_questions_asked ON opening_questions FOR INSERT TO reta_audit WITH CHECK (
  context_text('role') = 'auditor' AND asked_by = (SELECT context_officer())
  AND EXISTS (SELECT FROM drawn_openings d WHERE d.opening_id = opening_questions.opening_id
    AND d.officer_id = opening_questions.officer_id AND d.case_id = opening_questions.case_id));
CREATE POLICY opening_answers_seen ON opening_answers FOR SELECT TO reta_audit
  USING (EXISTS (SELECT FROM opening_questions q WHERE q.opening_id = opening_answers.opening_id));
CREATE POLICY opening_answers_given ON opening_answers FOR INSERT TO reta_audit WITH CHECK (
  answered_by = (SELECT context_officer())
  AND EXISTS (SELECT FROM opening_questions q WHERE q.opening_id = opening_answers.opening_id
    AND q.officer_id = opening_answers.answered_by));
CREATE POLICY opening_verdicts_seen ON opening_verdicts FOR SELECT TO reta_audit
  USING (EXISTS (SELECT FROM drawn_openings d WHERE d.opening_id = opening_verdicts.opening_id));
CREATE POLICY opening_verdicts_given ON opening_verdicts FOR INSERT TO reta_audit WITH CHECK (
  context_text('role') = 'auditor' AND given_by = (SELECT context_officer())
  AND EXISTS (SELECT FROM drawn_openings d WHERE d.opening_id = opening_verdicts.opening_id));
GRANT SELECT, INSERT ON opening_draws, opening_draw_units, drawn_openings, opening_questions, opening_answers,
  opening_verdicts TO reta_audit;

-- The words of an answer: sealed by who cannot open them, opened by the vault for the ombudsman.
CREATE POLICY sealed_texts_about_openings ON sealed_texts FOR INSERT TO reta_audit WITH CHECK (
  about = 'opening-answer' AND EXISTS (SELECT FROM opening_answers a JOIN opening_questions q USING (opening_id)
    WHERE a.answer_id = sealed_texts.text_id AND a.answered_by = (SELECT context_officer())
      AND q.case_id = sealed_texts.case_id));
GRANT INSERT ON sealed_texts TO reta_audit;
CREATE POLICY retired_keys_heeded_by_oversight ON retired_keys FOR SELECT TO reta_audit USING (true);
GRANT SELECT ON retired_keys TO reta_audit;
CREATE POLICY wrapped_keys_about_openings ON wrapped_keys FOR INSERT TO reta_audit WITH CHECK (
  key_class = 'facts' AND NOT EXISTS (SELECT FROM retired_keys r
    WHERE r.key_class = wrapped_keys.key_class AND r.version = wrapped_keys.version)
  AND EXISTS (SELECT FROM opening_answers a WHERE a.answer_id = wrapped_keys.entry_id
    AND a.answered_by = (SELECT context_officer())));
GRANT INSERT ON wrapped_keys TO reta_audit;
CREATE POLICY opening_answers_of_the_vault ON opening_answers FOR SELECT TO reta_vault USING (true);
CREATE POLICY opening_questions_of_the_vault ON opening_questions FOR SELECT TO reta_vault USING (true);
GRANT SELECT ON opening_answers, opening_questions TO reta_vault;
