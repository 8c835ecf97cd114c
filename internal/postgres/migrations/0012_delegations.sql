-- +goose Up
-- Written, dated authority to act for the head of an authority. Both tables are
-- history: an early end stands beside the delegation that it ends.
CREATE TABLE delegations (
  id              uuid PRIMARY KEY,
  kind            text NOT NULL CHECK (kind IN ('assignment','authorization')),
  authority       text NOT NULL REFERENCES agencies,
  principal       uuid NOT NULL REFERENCES accounts, -- the head who is acted for
  delegate        uuid NOT NULL REFERENCES accounts,
  delegate_agency text NOT NULL REFERENCES agencies, -- where the delegate must still belong
  position        text NOT NULL,
  gates           text[] NOT NULL CHECK (cardinality(gates) > 0),
  valid_from      date NOT NULL,
  valid_to        date NOT NULL,
  document        jsonb NOT NULL,
  at              timestamptz NOT NULL,
  CHECK (valid_to >= valid_from),
  CHECK (principal <> delegate)
);
CREATE INDEX ON delegations (delegate, valid_to);
CREATE INDEX ON delegations (authority);
CREATE TABLE delegation_ends (
  delegation uuid PRIMARY KEY REFERENCES delegations,
  at         timestamptz NOT NULL,
  by         uuid NOT NULL REFERENCES accounts,
  reason     text NOT NULL
);
GRANT SELECT, INSERT ON delegations, delegation_ends TO pheduyet_app;
