-- +goose Up
-- Dossiers begun on paper (“nhập từ hồ sơ giấy”): what two people entered of the
-- draft before it was submitted. Their gates have no rows among the decisions, and
-- so no part in any figure of time.
CREATE TABLE paper_dossiers (
  proposal     uuid PRIMARY KEY REFERENCES proposals,
  change       uuid NOT NULL UNIQUE REFERENCES changes,
  pack_id      text NOT NULL,
  pack_version date NOT NULL,
  body         jsonb NOT NULL,
  FOREIGN KEY (pack_id, pack_version) REFERENCES packs (id, version)
);
GRANT SELECT, INSERT ON paper_dossiers TO pheduyet_app;
CREATE TRIGGER only_by_two BEFORE INSERT ON paper_dossiers FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
