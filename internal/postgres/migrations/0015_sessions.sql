-- +goose Up
-- Sessions of browsers, by the sha256 of what the cookie says. They stand on a
-- token: when that is taken back they are worth nothing.
CREATE TABLE sessions (
  token      text PRIMARY KEY,
  data       bytea NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX ON sessions (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO pheduyet_app;
