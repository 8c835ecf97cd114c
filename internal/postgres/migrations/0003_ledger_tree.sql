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

GRANT SELECT, INSERT ON ledger_leaves, ledger_hashes, ledger_checkpoints TO pheduyet_app;
