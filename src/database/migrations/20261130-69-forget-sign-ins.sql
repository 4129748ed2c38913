-- schemas: reta
-- Why: who tried to sign in from where, and which sessions there were, is of use for a while and then only tells where
-- officers have been. The audit trail keeps what happened; these rows go by age. The program is given no right to
-- delete them: only this function does, and only what is old.

CREATE FUNCTION forget_sign_ins() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path TO reta, pg_temp AS $$
  WITH attempts AS (
    DELETE FROM sign_in_attempts
    -- A success says that the login is known from that address: for as long as somebody on leave may be away.
    WHERE tried_at < clock_timestamp() - CASE WHEN succeeded THEN interval '400 days' ELSE interval '90 days' END
    RETURNING 1),
  over AS (
    DELETE FROM sessions WHERE least(coalesce(ended_at, 'infinity'), expires_at) < clock_timestamp() - interval '90 days'
    RETURNING 1)
  SELECT ((SELECT count(*) FROM attempts) + (SELECT count(*) FROM over))::integer
$$;
COMMENT ON FUNCTION forget_sign_ins IS 'Attempts to sign in and sessions that are too old to be of use; answers how many went';
REVOKE ALL ON FUNCTION forget_sign_ins FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_sign_ins TO reta_people;

CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (tried_at);
