-- +goose Up
-- Later acts beside decisions: corrections, replacements, reviews, revocations.
CREATE TABLE amendments (
  proposal uuid NOT NULL REFERENCES proposals,
  n        int  NOT NULL CHECK (n > 0),
  kind     text NOT NULL CHECK (kind IN ('rectify','replace','review_request','uphold','send_back','revocation')),
  gate     text NOT NULL,
  round    int  NOT NULL,
  body     jsonb NOT NULL,
  by       uuid NOT NULL REFERENCES accounts,
  at       timestamptz NOT NULL,
  PRIMARY KEY (proposal, n)
);
GRANT SELECT, INSERT ON amendments TO pheduyet_app;

-- Where the review of a rejection stands, and which workflow the proposal runs in:
-- 0 that of its submission, n the n-th that a later act opened.
ALTER TABLE proposals
  ADD COLUMN review text NOT NULL DEFAULT '' CHECK (review IN ('','requested','upheld')),
  ADD COLUMN run int NOT NULL DEFAULT 0 CHECK (run >= 0);
CREATE INDEX proposals_review ON proposals (review) WHERE review = 'requested';
