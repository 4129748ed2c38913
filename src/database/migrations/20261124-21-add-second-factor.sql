-- schemas: reta
-- A password alone is not enough for names of children: with it goes a code of an authenticator app (RFC 6238).

ALTER TABLE credentials
  ADD COLUMN totp_secret bytea,
  ADD COLUMN totp_step bigint,
  ADD CONSTRAINT credentials_totp_whole CHECK ((totp_secret IS NULL) = (totp_step IS NULL));
COMMENT ON COLUMN credentials.totp_secret IS 'Secret shared with the officer''s authenticator app, sealed by the vault';
COMMENT ON COLUMN credentials.totp_step IS 'Period of 30 seconds of the newest code that was used: no code of it or before is taken again';

GRANT UPDATE (totp_secret, totp_step) ON credentials TO reta_people;
