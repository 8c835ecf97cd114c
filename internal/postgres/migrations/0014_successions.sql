-- +goose Up
-- Agencies that merge, split or are renamed: on its day everything open passes to
-- the successor. applied_at is set by whoever comes first after midnight.
CREATE TABLE successions (
  change     uuid PRIMARY KEY REFERENCES changes,
  day        date NOT NULL,
  applied_at timestamptz
);
-- What of one agency goes to which other. Proposals lists those that a part of a
-- split agency takes; the row without any takes all the rest.
CREATE TABLE succession_parts (
  change    uuid NOT NULL REFERENCES successions,
  agency    text NOT NULL REFERENCES agencies,
  successor text NOT NULL REFERENCES agencies,
  proposals text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (change, agency, successor)
);
GRANT SELECT, INSERT ON successions, succession_parts TO pheduyet_app;
GRANT UPDATE (applied_at) ON successions TO pheduyet_app;
CREATE TRIGGER only_by_two BEFORE INSERT ON successions FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
CREATE TRIGGER only_by_two BEFORE INSERT ON succession_parts FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
