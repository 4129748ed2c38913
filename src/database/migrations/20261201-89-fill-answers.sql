-- schemas: reta, training
-- Why: what was answered before there was a place for it. The rules are those of the fold: the latest word counts, a
-- correction when it was approved, and only of who is in force in the case. Running it again gives the same.

CREATE TEMPORARY TABLE said ON COMMIT DROP AS
WITH told AS (
  SELECT e.case_id, e.seq, e.body -> 'content' AS content FROM entries e
  WHERE e.kind IN ('complaint', 'supplement') OR e.kind = 'division' AND e.seq = 1
), persons AS (
  SELECT t.case_id, t.seq, part, person.ordinality AS place, person.value ->> 'personId' AS who,
    person.value #> '{variables,answers}' AS answers
  FROM told t, (VALUES ('victims'), ('suspects')) AS parts (part),
    jsonb_array_elements(t.content -> part) WITH ORDINALITY AS person
), numbered AS (
  -- Positions are those of the first word about somebody, and never move.
  SELECT case_id, part, who, row_number() OVER (PARTITION BY case_id, part ORDER BY min((seq::bigint << 32) + place)) - 1 AS number
  FROM persons GROUP BY case_id, part, who
), corrected AS (
  SELECT d.case_id, d.seq, regexp_match(a.body #>> '{content,pointer}',
      '^(?:/(victims|suspects)/([0-9]+))?/variables/answers/([^/]+)$') AS at, a.body #> '{content,newValue}' AS value
  FROM entries d JOIN entries a ON a.case_id = d.case_id AND a.kind = 'amendment'
    AND a.entry_id::text = d.body #>> '{content,proposal}'
  WHERE d.kind = 'amendment-decision' AND d.body #>> '{content,approved}' = 'true'
), words AS (
  SELECT t.case_id, t.seq, '' AS part, '' AS who, a.key, a.value FROM told t, jsonb_each(t.content #> '{variables,answers}') AS a
  UNION ALL
  SELECT p.case_id, p.seq, p.part, p.who, a.key, a.value FROM persons p, jsonb_each(p.answers) AS a
  UNION ALL
  SELECT c.case_id, c.seq, coalesce(c.at[1], ''), coalesce(n.who, ''), c.at[3], c.value FROM corrected c
  LEFT JOIN numbered n ON n.case_id = c.case_id AND n.part = c.at[1] AND n.number = c.at[2]::int
  WHERE c.at IS NOT NULL AND (c.at[1] IS NULL OR n.who IS NOT NULL)
)
SELECT DISTINCT ON (case_id, part, who, key) case_id, rtrim(part, 's') AS part, who, key, value
FROM words ORDER BY case_id, part, who, key, seq DESC;
DELETE FROM said WHERE value IS NULL OR value = 'null';

UPDATE case_people p SET answers = s.answers FROM (
  SELECT case_id, part, who, jsonb_object_agg(key, value) AS answers FROM said WHERE part <> '' GROUP BY case_id, part, who
) AS s WHERE s.case_id = p.case_id AND s.part = p.part AND s.who = p.person_id::text;

UPDATE cases c SET answers = s.answers FROM (
  SELECT case_id, jsonb_object_agg(key, answers) AS answers FROM (
    SELECT case_id, key, jsonb_agg(value ORDER BY CASE jsonb_typeof(value) WHEN 'number' THEN value::numeric END NULLS LAST,
      (value #>> '{}') COLLATE "C") AS answers FROM (
      SELECT DISTINCT all_of.case_id, all_of.key, one.value FROM (
        SELECT case_id, key, value FROM said WHERE part = ''
        UNION ALL
        SELECT p.case_id, a.key, a.value FROM case_people p, jsonb_each(p.answers) AS a
      ) AS all_of, jsonb_array_elements(CASE jsonb_typeof(all_of.value) WHEN 'array' THEN all_of.value
        ELSE jsonb_build_array(all_of.value) END) AS one
    ) AS single GROUP BY case_id, key
  ) AS by_key GROUP BY case_id
) AS s WHERE s.case_id = c.case_id;
DROP TABLE said;
