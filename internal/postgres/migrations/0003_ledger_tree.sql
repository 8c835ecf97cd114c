-- +goose Up
-- The one Merkle tree over all ledger entries. Insert and select only, like the
-- entries: what a checkpoint has signed must stay as it was.

-- Which entry is which leaf. Positions count from 0 without gaps; they rise with
-- seq within a chain, and otherwise follow nothing.
CREATE TABLE ledger_leaves (
  position bigint PRIMARY KEY CHECK (position >= 0),
  entry    bigint NOT NULL UNIQUE REFERENCES ledger_entries
);

-- The tree's stored hashes in tlog's dense order: a leaf's, then those of the
-- subtrees that it completes.
CREATE TABLE ledger_hashes (
  index bigint PRIMARY KEY CHECK (index >= 0),
  hash  bytea NOT NULL CHECK (length(hash) = 32)
);

-- What was signed. When is not kept: a checkpoint speaks of the moment of its
-- last entry, and says nothing that the tree does not hold.
CREATE TABLE ledger_checkpoints (
  size bigint PRIMARY KEY CHECK (size >= 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  note bytea NOT NULL -- the signed text, byte for byte
);

-- The database was found to lack what a checkpoint kept outside it proves: which
-- checkpoint, how much of it is intact, what is lost. Nothing is signed until two
-- people have given that checkpoint up, which is a change of its own.
CREATE TABLE ledger_losses (
  size    bigint NOT NULL CHECK (size > 0), -- of the checkpoint kept outside
  root    bytea NOT NULL CHECK (length(root) = 32),
  body    jsonb NOT NULL, -- ledger.Loss
  at      timestamptz NOT NULL,
  PRIMARY KEY (size, root)
);
CREATE TABLE ledger_recoveries (
  size    bigint NOT NULL,
  root    bytea NOT NULL,
  change  uuid NOT NULL UNIQUE, -- that the two people made
  at      timestamptz NOT NULL,
  PRIMARY KEY (size, root),
  FOREIGN KEY (size, root) REFERENCES ledger_losses
);

GRANT SELECT, INSERT ON ledger_leaves, ledger_hashes, ledger_checkpoints, ledger_losses, ledger_recoveries TO pheduyet_app;
