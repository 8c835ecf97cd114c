-- +goose Up
-- A one-time password opens nothing but the change of itself, and only for a
-- while.
ALTER TABLE accounts ADD COLUMN one_time boolean NOT NULL DEFAULT false;
ALTER TABLE accounts ADD COLUMN password_until timestamptz;
ALTER TABLE accounts ADD COLUMN signed_in_at timestamptz;

-- Who may act is changed by two: an account, a role and a membership are written
-- only while a change that a second person has confirmed is carried out. What
-- takes rights away at once (a disabled account) and what a person does alone (a
-- password) stay open to the application.
CREATE TRIGGER only_by_two BEFORE INSERT OR UPDATE OF username, name, created_at ON accounts FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
CREATE TRIGGER only_by_two BEFORE INSERT OR UPDATE ON memberships FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
CREATE TRIGGER only_by_two BEFORE INSERT OR UPDATE ON account_roles FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();

-- Why an account was disabled, and every change of that: the newest counts for
-- the reader, accounts.disabled_at for the rules.
CREATE TABLE account_standings (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account  uuid NOT NULL REFERENCES accounts,
  at       timestamptz NOT NULL,
  disabled boolean NOT NULL,
  by       uuid NOT NULL REFERENCES accounts,
  reason   text NOT NULL,
  command  text UNIQUE REFERENCES commands
);
CREATE INDEX ON account_standings (account, at);
GRANT SELECT, INSERT ON account_standings TO pheduyet_app;
