-- schemas: reta
-- Why: nobody reads ten million events. Once a week the clock lists the patterns of use that deserve a question; who
-- oversees marks each with what came of it. Canaries are cases that nobody has a reason to open: touching one is an
-- alarm, and nothing about the case shows that it is one. There is one list, of the real register.

CREATE TABLE review_weeks (
  week date CONSTRAINT review_weeks_week PRIMARY KEY,
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE review_weeks IS 'Weeks, by their Monday, whose list has been made whole';

CREATE TABLE review_items (
  item_id uuid CONSTRAINT review_items_id PRIMARY KEY,
  week date NOT NULL,
  rule text NOT NULL CONSTRAINT review_items_rule CHECK (rule IN ('night-work', 'many-searches',
    'openings-without-work', 'use-after-transfer', 'two-places', 'refusal-burst', 'canary-touched')),
  officer_id uuid,
  unit_id text,
  case_id uuid,
  event_id bigint,
  events integer NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  made_at timestamptz NOT NULL
);
-- Made again after a stop, the list of a week stays the same; a canary is told of once for each event.
CREATE UNIQUE INDEX review_items_once ON review_items (week, rule, officer_id) WHERE rule <> 'canary-touched';
CREATE UNIQUE INDEX review_items_canary_once ON review_items (event_id) WHERE rule = 'canary-touched';
CREATE INDEX review_items_by_week ON review_items (week DESC);
COMMENT ON TABLE review_items IS 'What an auditor should look at. Insert only';

CREATE TABLE review_marks (
  mark_id uuid CONSTRAINT review_marks_id PRIMARY KEY,
  item_id uuid NOT NULL CONSTRAINT review_marks_item REFERENCES review_items,
  reviewed_by uuid NOT NULL,
  reviewed_at timestamptz NOT NULL,
  conclusion text NOT NULL CONSTRAINT review_marks_conclusion CHECK (conclusion IN ('explained', 'asked', 'forwarded')),
  note text NOT NULL
);
CREATE INDEX review_marks_by_item ON review_marks (item_id);
COMMENT ON TABLE review_marks IS 'That an item was looked at, by whom, with what conclusion. Insert only; a further look is a further mark';

CREATE TABLE canaries (
  case_id uuid CONSTRAINT canaries_case PRIMARY KEY REFERENCES cases,
  set_by uuid NOT NULL,
  set_at timestamptz NOT NULL
);
COMMENT ON TABLE canaries IS 'Cases nobody has a reason to open. Known to those who oversee, and to no table, trigger or answer beside this one';

-- Nobody sees an item about oneself; internal affairs sees those of officers under inquiry, and every canary.
ALTER TABLE review_weeks ENABLE ROW LEVEL SECURITY;
CREATE POLICY review_weeks_seen ON review_weeks FOR SELECT TO reta_audit
  USING (context_text('role') IN ('auditor', 'internal-affairs', 'register'));
CREATE POLICY review_weeks_made ON review_weeks FOR INSERT TO reta_audit WITH CHECK (context_text('role') = 'register');
ALTER TABLE review_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY review_items_seen ON review_items FOR SELECT TO reta_audit USING (
  context_text('role') = 'register'
  OR (officer_id IS DISTINCT FROM (SELECT context_officer()) AND (context_text('role') = 'auditor'
    OR (context_text('role') = 'internal-affairs' AND officer_id IN (SELECT officers_under_inquiry())))));
CREATE POLICY review_items_made ON review_items FOR INSERT TO reta_audit WITH CHECK (context_text('role') = 'register');
ALTER TABLE review_marks ENABLE ROW LEVEL SECURITY;
CREATE POLICY review_marks_seen ON review_marks FOR SELECT TO reta_audit
  USING (EXISTS (SELECT FROM review_items i WHERE i.item_id = review_marks.item_id));
CREATE POLICY review_marks_made ON review_marks FOR INSERT TO reta_audit WITH CHECK (
  reviewed_by = (SELECT context_officer()) AND context_text('role') IN ('auditor', 'internal-affairs')
  AND EXISTS (SELECT FROM review_items i WHERE i.item_id = review_marks.item_id));
ALTER TABLE canaries ENABLE ROW LEVEL SECURITY;
CREATE POLICY canaries_seen ON canaries FOR SELECT TO reta_audit
  USING (context_text('role') IN ('auditor', 'internal-affairs', 'register'));
CREATE POLICY canaries_set ON canaries FOR INSERT TO reta_audit
  WITH CHECK (context_text('role') = 'auditor' AND set_by = (SELECT context_officer()));
CREATE POLICY canaries_ended ON canaries FOR DELETE TO reta_audit USING (context_text('role') = 'auditor');

GRANT SELECT, INSERT ON review_weeks, review_items, review_marks TO reta_audit;
GRANT SELECT, INSERT, DELETE ON canaries TO reta_audit;
