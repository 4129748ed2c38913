-- schemas: reta
-- Why: a cookie that was taken along opened elsewhere all that it opened at the station, a proof of presence of the last
-- quarter of an hour included. Where the proof was given is kept with it, so coarsely that no address can be named; from
-- another network it counts for nothing, and another browser finds the session locked (decision 0098).

ALTER TABLE sessions ADD COLUMN proved_from text;
COMMENT ON COLUMN sessions.proved_from IS 'Network the officer last proved to be there from: its kind and three digits of a hash; null where none was told';
GRANT UPDATE (proved_from, device) ON sessions TO reta_people;
