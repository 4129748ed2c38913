-- schemas: reta, training
-- Why: a liaison of the prosecution asks to open who complained only on a court's order, and names its number. It is under
-- the seal of the request: none can be put there afterwards, taken away or exchanged. Requests of before have none, and
-- their seals hold.
ALTER TABLE unlock_requests ADD COLUMN court_order text
  CONSTRAINT unlock_requests_court_order CHECK (court_order <> '');
COMMENT ON COLUMN unlock_requests.court_order IS 'Number of the court order on which it was asked; no name and no number of a person';
