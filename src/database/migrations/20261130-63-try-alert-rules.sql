-- schemas: reta
-- What a rule of alert would have alerted in the last months, for whoever changes rules and sees no case. The exact number
-- never leaves this function: fewer than ten are not told apart, more are rounded to five, the whole country together.

CREATE FUNCTION cases_a_rule_fires_for(verdicts text[], maybe_minor boolean, minor_and_sexual boolean, since timestamptz)
  RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = reta, pg_temp
  RETURN (
    SELECT CASE WHEN count(*) < 10 THEN NULL ELSE (round(count(*) / 5.0) * 5)::int END
    FROM cases c
    -- A case behind a wall goes by a rule of its own.
    WHERE c.received_at >= since AND NOT c.walled
      AND (c.verdict = ANY (verdicts) OR c.palermo_verdict = ANY (verdicts))
      AND CASE
        WHEN minor_and_sexual THEN c.minor AND 'sexual' = ANY (c.exploitation)
        WHEN maybe_minor THEN jsonb_array_length(c.finding -> 'victims') = 0
          OR EXISTS (SELECT FROM jsonb_array_elements(c.finding -> 'victims') v WHERE v ->> 'minor' <> 'no')
        ELSE true END);
COMMENT ON FUNCTION cases_a_rule_fires_for(text[], boolean, boolean, timestamptz) IS
  'How many cases a rule of alert would fire for, past row-level security: null for fewer than ten, else rounded to five';
REVOKE ALL ON FUNCTION cases_a_rule_fires_for(text[], boolean, boolean, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_a_rule_fires_for(text[], boolean, boolean, timestamptz) TO reta_people;
