-- schemas: reta, training
-- The register. Entries and personal values are only ever inserted; cases and case_people are projections of the
-- entries, written in the same transaction, and can be made anew from them. The training schema holds the same tables
-- for practice: nothing there is sealed into the ledger, alerted or counted.

CREATE TABLE cases (
  case_id uuid CONSTRAINT cases_id PRIMARY KEY,
  case_number text NOT NULL CONSTRAINT cases_number_unique UNIQUE,
  unit_id text NOT NULL CONSTRAINT cases_unit REFERENCES reta.units,
  officer_id uuid NOT NULL,
  reported text NOT NULL CONSTRAINT cases_reported CHECK (reported IN ('trafficking', 'related-offence')),
  complaint_made_at timestamptz NOT NULL,
  complaint_made_on date NOT NULL,
  entered_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  late boolean NOT NULL,
  facts_from text,
  facts_to text NOT NULL,
  place_code text,
  channel text NOT NULL,
  acts text[] NOT NULL,
  means text[] NOT NULL,
  purposes text[] NOT NULL,
  verdict text NOT NULL,
  palermo_verdict text NOT NULL,
  law_version text,
  exploitation text[] NOT NULL,
  finding jsonb NOT NULL,
  suggested jsonb,
  minor boolean NOT NULL,
  victims integer NOT NULL,
  suspects integer NOT NULL,
  alerted boolean NOT NULL,
  entry_count integer NOT NULL,
  last_hash bytea NOT NULL,
  last_received_at timestamptz NOT NULL,
  CONSTRAINT cases_verdict CHECK (verdict IN ('consistent', 'age-decides', 'incomplete', 'not-consistent')),
  CONSTRAINT cases_palermo_verdict CHECK (palermo_verdict IN ('consistent', 'age-decides', 'incomplete', 'not-consistent'))
);
CREATE INDEX cases_by_arrival ON cases (received_at DESC, case_id);
CREATE INDEX cases_by_officer ON cases (officer_id, received_at DESC);
CREATE INDEX cases_by_unit ON cases (unit_id, received_at DESC);
CREATE INDEX cases_by_place ON cases (place_code text_pattern_ops);
CREATE INDEX cases_by_complaint_day ON cases (complaint_made_on);
COMMENT ON TABLE cases IS 'Projection: the state of each case as folded over its entries';
COMMENT ON COLUMN cases.case_number IS 'Random, with a check character; never a serial, which would reveal hidden cases';
COMMENT ON COLUMN cases.late IS 'Entered in the register more than 30 days after the complaint was made';
COMMENT ON COLUMN cases.finding IS 'Indicative finding of the newest computation, codes only';

CREATE TABLE entries (
  entry_id uuid CONSTRAINT entries_id PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT entries_case REFERENCES cases,
  seq integer NOT NULL CONSTRAINT entries_seq_positive CHECK (seq > 0),
  kind text NOT NULL CONSTRAINT entries_kind
    CHECK (kind IN ('complaint', 'supplement', 'amendment', 'amendment-decision')),
  officer_id uuid NOT NULL,
  posting_id uuid NOT NULL CONSTRAINT entries_posting REFERENCES reta.postings,
  received_at timestamptz NOT NULL,
  entry_hash bytea NOT NULL CONSTRAINT entries_hash_is_sha256 CHECK (octet_length(entry_hash) = 32),
  previous_hash bytea,
  body jsonb NOT NULL,
  CONSTRAINT entries_order_unique UNIQUE (case_id, seq),
  CONSTRAINT entries_chained CHECK ((seq = 1) = (previous_hash IS NULL))
);
CREATE UNIQUE INDEX entries_hash_unique ON entries (entry_hash);
COMMENT ON TABLE entries IS 'The record: sealed additions to cases. Never updated, never deleted';
COMMENT ON COLUMN entries.body IS 'The whole entry; its RFC 8785 form hashes to entry_hash. Personal values are commitments only';

CREATE TABLE personal_values (
  entry_id uuid NOT NULL CONSTRAINT personal_values_entry REFERENCES entries,
  pointer text NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT personal_values_place PRIMARY KEY (entry_id, pointer)
);
COMMENT ON TABLE personal_values IS 'Names, documents, contacts, free text: salt and value, encrypted; the entry holds the commitment';

CREATE TABLE case_people (
  case_id uuid NOT NULL CONSTRAINT case_people_case REFERENCES cases,
  person_id uuid NOT NULL,
  part text NOT NULL CONSTRAINT case_people_part CHECK (part IN ('victim', 'suspect')),
  position integer NOT NULL,
  sex text,
  identity_status text,
  age_min smallint,
  age_max smallint,
  majority text NOT NULL CONSTRAINT case_people_majority CHECK (majority IN ('adult', 'minor', 'unknown')),
  citizenships text[] NOT NULL,
  verdict text,
  CONSTRAINT case_people_place PRIMARY KEY (case_id, part, person_id)
);
COMMENT ON TABLE case_people IS 'Projection: victims and suspects of each case, coded facts only';

CREATE TABLE alerts (
  alert_id uuid CONSTRAINT alerts_id PRIMARY KEY,
  case_id uuid NOT NULL CONSTRAINT alerts_case REFERENCES cases,
  entry_id uuid NOT NULL,
  unit_id text NOT NULL CONSTRAINT alerts_unit REFERENCES reta.units,
  registered_by uuid NOT NULL,
  rule text NOT NULL,
  urgency text NOT NULL,
  suggested_by_narrative boolean NOT NULL,
  level smallint NOT NULL,
  escalates uuid CONSTRAINT alerts_escalates REFERENCES alerts,
  raised_at timestamptz NOT NULL,
  raised_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT alerts_once UNIQUE (case_id, entry_id, unit_id),
  CONSTRAINT alerts_level CHECK (level BETWEEN 0 AND 9)
);
CREATE INDEX alerts_by_unit ON alerts (unit_id, raised_at DESC);
CREATE INDEX alerts_by_transaction ON alerts (raised_in);
COMMENT ON TABLE alerts IS 'Which unit was alerted of which case, when. Insert only: an escalation is a further alert';
COMMENT ON COLUMN alerts.raised_in IS 'Lets every server process read exactly the alerts it has not yet delivered, whatever the commit order';

CREATE TABLE alert_acknowledgements (
  alert_id uuid CONSTRAINT alert_acknowledgements_alert PRIMARY KEY REFERENCES alerts,
  officer_id uuid NOT NULL,
  posting_id uuid NOT NULL,
  acknowledged_at timestamptz NOT NULL,
  acknowledged_in xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX alert_acknowledgements_by_transaction ON alert_acknowledgements (acknowledged_in);
COMMENT ON TABLE alert_acknowledgements IS 'Who answered an alert, and when. Insert only';

CREATE TABLE alert_mails (
  alert_id uuid CONSTRAINT alert_mails_alert PRIMARY KEY REFERENCES alerts,
  sent_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE alert_mails IS 'Alerts for which the content-free mail has gone out';

-- Context: set for one transaction; a missing context is NULL and sees nothing.
CREATE FUNCTION context_text(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('reta.' || name, true), '');
CREATE FUNCTION context_officer() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN context_text('officer_id')::uuid;
CREATE FUNCTION context_units() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE context_text('role')
    WHEN 'investigator' THEN ARRAY[context_text('unit_id')]
    WHEN 'chief' THEN ARRAY(SELECT descendant_id FROM reta.unit_closure WHERE ancestor_id = context_text('unit_id'))
    ELSE ARRAY[]::text[] END;
COMMENT ON FUNCTION context_units IS 'Units whose cases and alerts the reader may see beyond the own ones; empty for registrars and administrators';

ALTER TABLE cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE personal_values ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE alert_acknowledgements ENABLE ROW LEVEL SECURITY;

-- The second wall behind decideAccess: own cases, the own unit's (chief: the units below too), and those alerted to them.
CREATE POLICY alerts_seen ON alerts FOR SELECT TO reta_cases, reta_identities USING (
  (context_text('role') = 'registrar' AND registered_by = (SELECT context_officer()))
  OR unit_id = ANY ((SELECT context_units())::text[]));
CREATE POLICY alerts_raised ON alerts FOR INSERT TO reta_cases
  WITH CHECK (registered_by = (SELECT context_officer()) OR context_text('role') IN ('investigator', 'chief'));
CREATE POLICY alerts_escalated ON alerts TO reta_ledger USING (true) WITH CHECK (true);

CREATE POLICY acknowledgements_seen ON alert_acknowledgements FOR SELECT TO reta_cases, reta_identities
  USING (EXISTS (SELECT FROM alerts a WHERE a.alert_id = alert_acknowledgements.alert_id));
CREATE POLICY acknowledgements_given ON alert_acknowledgements FOR INSERT TO reta_cases
  WITH CHECK (officer_id = (SELECT context_officer())
    AND EXISTS (SELECT FROM alerts a WHERE a.alert_id = alert_acknowledgements.alert_id));
CREATE POLICY acknowledgements_watched ON alert_acknowledgements FOR SELECT TO reta_ledger USING (true);

CREATE POLICY cases_seen ON cases FOR SELECT TO reta_cases, reta_identities USING (
  (context_text('role') IN ('registrar', 'investigator') AND officer_id = (SELECT context_officer()))
  OR unit_id = ANY ((SELECT context_units())::text[])
  OR EXISTS (SELECT FROM alerts a WHERE a.case_id = cases.case_id AND a.unit_id = ANY ((SELECT context_units())::text[])));
CREATE POLICY cases_opened ON cases FOR INSERT TO reta_cases WITH CHECK (officer_id = (SELECT context_officer()));
CREATE POLICY cases_folded ON cases FOR UPDATE TO reta_cases USING (
  (context_text('role') IN ('registrar', 'investigator') AND officer_id = (SELECT context_officer()))
  OR unit_id = ANY ((SELECT context_units())::text[])
  OR EXISTS (SELECT FROM alerts a WHERE a.case_id = cases.case_id AND a.unit_id = ANY ((SELECT context_units())::text[])));

CREATE POLICY entries_seen ON entries FOR SELECT TO reta_cases, reta_identities
  USING (EXISTS (SELECT FROM cases c WHERE c.case_id = entries.case_id));
CREATE POLICY entries_added ON entries FOR INSERT TO reta_cases WITH CHECK (
  officer_id = (SELECT context_officer())
  AND (seq = 1 OR EXISTS (SELECT FROM cases c WHERE c.case_id = entries.case_id)));

CREATE POLICY personal_values_opened ON personal_values FOR SELECT TO reta_identities
  USING (EXISTS (SELECT FROM entries e WHERE e.entry_id = personal_values.entry_id));
CREATE POLICY personal_values_sealed ON personal_values FOR INSERT TO reta_cases
  WITH CHECK ((SELECT context_officer()) IS NOT NULL);

CREATE POLICY case_people_seen ON case_people FOR SELECT TO reta_cases, reta_identities
  USING (EXISTS (SELECT FROM cases c WHERE c.case_id = case_people.case_id));
CREATE POLICY case_people_folded ON case_people FOR INSERT TO reta_cases WITH CHECK ((SELECT context_officer()) IS NOT NULL);
CREATE POLICY case_people_refolded ON case_people FOR DELETE TO reta_cases
  USING (EXISTS (SELECT FROM cases c WHERE c.case_id = case_people.case_id));

GRANT SELECT, INSERT ON entries, alerts, alert_acknowledgements TO reta_cases;
GRANT SELECT, INSERT ON cases TO reta_cases;
-- Only what a further entry can change: never who registered it, where, when, or its number.
GRANT UPDATE (facts_from, facts_to, place_code, channel, acts, means, purposes, verdict, palermo_verdict, law_version,
  exploitation, finding, suggested, minor, victims, suspects, alerted, entry_count, last_hash, last_received_at)
  ON cases TO reta_cases;
GRANT SELECT, INSERT, DELETE ON case_people TO reta_cases;
GRANT INSERT ON personal_values TO reta_cases;
GRANT SELECT ON cases, entries, case_people, alerts, alert_acknowledgements, personal_values TO reta_identities;
GRANT SELECT, INSERT ON alerts TO reta_ledger;
GRANT SELECT ON alert_acknowledgements TO reta_ledger;
GRANT SELECT, INSERT ON alert_mails TO reta_ledger;
GRANT EXECUTE ON FUNCTION context_text, context_officer, context_units TO reta_cases, reta_identities, reta_ledger;
