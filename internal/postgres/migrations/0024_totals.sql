-- +goose Up
-- The name of the filed revision beside the revision itself: nobody opens the whole
-- of it to list it.
ALTER TABLE proposals ADD COLUMN filed_name text GENERATED ALWAYS AS (filed ->> 'name') STORED;
-- Rejections that wait for the province's review are few among all that ended.
CREATE INDEX proposals_to_review ON proposals (updated_at) WHERE review = 'requested';
-- Who follows a proposal is asked wherever it is shown.
CREATE INDEX proposals_follows ON proposals USING gin ((filed -> 'follows') jsonb_path_ops);

-- The figures of an overview, kept as totals. Whether a reader may count a proposal
-- depends on its status, its agencies and its gates' authorities alone: proposals
-- alike in these are one scope, named by what it is made of.
CREATE TABLE scopes (
  id          uuid PRIMARY KEY,
  status      text NOT NULL,
  agency      text NOT NULL,
  co_agencies text[] NOT NULL
);
CREATE TABLE scope_gates (
  scope     uuid NOT NULL REFERENCES scopes,
  gate      text NOT NULL,
  authority text NOT NULL,
  position  int NOT NULL,
  PRIMARY KEY (scope, gate)
);
CREATE TABLE totals (
  week  int NOT NULL,  -- in which the gate was decided, counted from Monday 29/12/1969 in +07:00; -1: the proposals themselves
  gate  text NOT NULL, -- '': the proposals themselves
  scope uuid NOT NULL REFERENCES scopes,
  n     int NOT NULL,
  late  int NOT NULL,  -- of them, decided after they were due
  PRIMARY KEY (week, gate, scope)
);
-- What of each proposal is in the totals: its scope, and its decided gates with
-- their weeks and whether they were late, as {gate: [week, late]}.
CREATE TABLE counted (
  id      uuid PRIMARY KEY REFERENCES proposals,
  scope   uuid NOT NULL,
  decided jsonb NOT NULL
);

-- What is to be counted of each proposal, as it stands. What was begun on paper has
-- a part in no figure of time.
CREATE VIEW countable AS
  SELECT p.id,
    md5(jsonb_build_array(p.status, p.agency, p.co_agencies, jsonb_agg(jsonb_build_array(g.gate, g.authority, g.position) ORDER BY g.position) FILTER (WHERE g.gate IS NOT NULL))::text)::uuid AS scope,
    coalesce(jsonb_object_agg(g.gate, jsonb_build_array(floor((extract(epoch FROM g.decided_at) + 284400) / 604800)::int, coalesce(g.decided_at > g.due_at, false)::int))
      FILTER (WHERE g.decided_at IS NOT NULL AND d.proposal IS NULL), '{}') AS decided
  FROM proposals p LEFT JOIN gates g ON g.proposal = p.id LEFT JOIN paper_dossiers d ON d.proposal = p.id
  GROUP BY p.id;

-- The lines that one proposal adds to the totals.
-- +goose StatementBegin
CREATE FUNCTION lines_of(scope uuid, decided jsonb) RETURNS TABLE (week int, gate text, scope_ uuid, n int, late int) LANGUAGE sql IMMUTABLE AS $$
  SELECT -1, '', scope, 1, 0 WHERE scope IS NOT NULL
  UNION ALL SELECT (d.value ->> 0)::int, d.key, scope, 1, (d.value ->> 1)::int FROM jsonb_each(decided) d
$$;
-- +goose StatementEnd

-- The totals counted from nothing, to fill them and to hold them against.
CREATE VIEW totals_anew AS
  SELECT l.week, l.gate, l.scope_ AS scope, sum(l.n)::int AS n, sum(l.late)::int AS late
  FROM countable c, LATERAL lines_of(c.scope, c.decided) l GROUP BY 1, 2, 3;

-- At the end of each transaction the totals take up what it changed of a proposal,
-- whichever release writes. The lines are locked last, for the commit alone, and in
-- one order.
-- +goose StatementBegin
CREATE FUNCTION count_proposal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  was counted;
  is_now counted;
BEGIN
  SELECT * INTO is_now FROM countable c WHERE c.id = NEW.id;
  SELECT * INTO was FROM counted c WHERE c.id = NEW.id;
  IF was = is_now THEN
    RETURN NULL;
  END IF;
  IF was.scope IS DISTINCT FROM is_now.scope THEN
    INSERT INTO scopes SELECT is_now.scope, p.status, p.agency, p.co_agencies FROM proposals p WHERE p.id = NEW.id ON CONFLICT DO NOTHING;
    INSERT INTO scope_gates SELECT is_now.scope, g.gate, g.authority, g.position FROM gates g WHERE g.proposal = NEW.id ON CONFLICT DO NOTHING;
  END IF;
  INSERT INTO counted VALUES (is_now.*)
    ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, decided = excluded.decided;
  INSERT INTO totals AS t
    SELECT l.week, l.gate, l.scope_, sum(l.n * l.sign), sum(l.late * l.sign) FROM (
      SELECT 1 AS sign, * FROM lines_of(is_now.scope, is_now.decided) UNION ALL SELECT -1, * FROM lines_of(was.scope, was.decided)) l
    GROUP BY 1, 2, 3 HAVING sum(l.n * l.sign) <> 0 OR sum(l.late * l.sign) <> 0 ORDER BY 1, 2, 3
    ON CONFLICT (week, gate, scope) DO UPDATE SET n = t.n + excluded.n, late = t.late + excluded.late;
  RETURN NULL;
END $$;

-- Fills the totals from nothing; for the owner, when rows came in past the trigger.
CREATE FUNCTION count_all() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE proposals IN SHARE MODE;
  DELETE FROM totals;
  DELETE FROM counted;
  INSERT INTO counted SELECT * FROM countable;
  INSERT INTO scopes SELECT DISTINCT ON (c.scope) c.scope, p.status, p.agency, p.co_agencies FROM counted c JOIN proposals p USING (id) ON CONFLICT DO NOTHING;
  INSERT INTO scope_gates SELECT c.scope, g.gate, g.authority, g.position
    FROM (SELECT DISTINCT ON (scope) scope, id FROM counted) c JOIN gates g ON g.proposal = c.id ON CONFLICT DO NOTHING;
  INSERT INTO totals SELECT l.week, l.gate, l.scope_, sum(l.n), sum(l.late) FROM counted c, LATERAL lines_of(c.scope, c.decided) l GROUP BY 1, 2, 3;
END $$;
REVOKE ALL ON FUNCTION count_all() FROM PUBLIC;
-- +goose StatementEnd
SELECT count_all();
CREATE CONSTRAINT TRIGGER count_proposal AFTER INSERT OR UPDATE OF status, agency, co_agencies, updated_at ON proposals
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_proposal();
GRANT SELECT ON scopes, scope_gates, totals, countable, totals_anew TO pheduyet_app;

-- Entries that have no leaf yet wait here, so that whoever makes the tree grow need
-- not look for them: a row is seen exactly when its entry is, in whatever order
-- transactions commit.
CREATE TABLE ledger_waiting (entry bigint PRIMARY KEY REFERENCES ledger_entries);
GRANT SELECT, INSERT, DELETE ON ledger_waiting TO pheduyet_app;
INSERT INTO ledger_waiting SELECT e.id FROM ledger_entries e LEFT JOIN ledger_leaves l ON l.entry = e.id WHERE l.entry IS NULL;
-- +goose StatementBegin
CREATE FUNCTION wait_for_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_waiting VALUES (NEW.id);
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER wait_for_leaf AFTER INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION wait_for_leaf();
