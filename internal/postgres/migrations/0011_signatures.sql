-- +goose Up
-- Who has laid hands on a gate: who of the authority read the proposal first in
-- this round, who has claimed the gate, who prepared what waits for a signature.
ALTER TABLE gates
  ADD COLUMN first_by uuid REFERENCES accounts, ADD COLUMN first_at timestamptz,
  ADD COLUMN claim_by uuid REFERENCES accounts, ADD COLUMN claim_at timestamptz,
  ADD COLUMN prepared_by uuid REFERENCES accounts, ADD COLUMN prepared_at timestamptz;
CREATE INDEX gates_claimed ON gates (claim_by) WHERE claim_by IS NOT NULL;

-- Decisions prepared for a signature and the notes that sent them back. They stay
-- inside the authority: the ledger names them by their sha256.
CREATE TABLE preparations (
  proposal uuid NOT NULL REFERENCES proposals,
  n        int  NOT NULL CHECK (n > 0),
  gate     text NOT NULL,
  round    int  NOT NULL,
  body     json NOT NULL, -- canonical, byte for byte
  sha256   text NOT NULL,
  by       uuid NOT NULL REFERENCES accounts,
  at       timestamptz NOT NULL,
  PRIMARY KEY (proposal, n)
);
GRANT SELECT, INSERT ON preparations TO pheduyet_app;

-- Whether an agency's head sends its filings out.
ALTER TABLE agencies ADD COLUMN filing_sign text NOT NULL DEFAULT '' CHECK (filing_sign IN ('','head'));
