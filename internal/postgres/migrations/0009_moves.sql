-- +goose Up
-- Entries of the catalog as they were before a change altered or ended them.
CREATE TABLE catalog_entries_before (
  change uuid NOT NULL REFERENCES changes,
  entry  text NOT NULL REFERENCES catalog_entries,
  row    jsonb NOT NULL, -- the whole row
  at     timestamptz NOT NULL,
  PRIMARY KEY (change, entry)
);
GRANT SELECT, INSERT ON catalog_entries_before TO pheduyet_app;

-- An edition comes in, or ends, only by a change of two; the application itself
-- adds the one that holds what the province approved.
REVOKE UPDATE ON catalog_editions FROM pheduyet_app;
GRANT UPDATE (effective_to) ON catalog_editions TO pheduyet_app;
