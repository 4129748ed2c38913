-- schemas: reta
-- The thresholds of the weekly review are changed like the rules of alert (decision 0099): a subject more, and no right.

comment on column pack_changes.subject is
  'units, catalogue/<id>, variables, alert-rules, institution, law, review-rules';
