-- schemas: reta, training
-- Why: answers to questions an administrator added were in the entries alone: no list could be searched by them and no
-- figure made of them. What was answered in the open is a fact like the acts; what is sealed stays in the entries.

ALTER TABLE cases ADD COLUMN answers jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN cases.answers IS 'Open answers to added questions, of the case and of everybody in it: by code of the question the different answers';
ALTER TABLE case_people ADD COLUMN answers jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN case_people.answers IS 'Open answers to added questions about this person, by code of the question';
GRANT UPDATE (answers) ON cases TO reta_cases;

-- Most cases have none: a search walks those that have.
CREATE INDEX cases_with_answers ON cases (received_at DESC, case_id) WHERE answers <> '{}';
