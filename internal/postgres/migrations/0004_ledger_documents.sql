-- +goose Up
-- Documents too large for an entry, which names them by their sha256: registers
-- as they were loaded. The bytes are canonical, as hashed. Insert and select only.
CREATE TABLE ledger_documents (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  body   bytea NOT NULL
);
GRANT SELECT, INSERT ON ledger_documents TO pheduyet_app;
