-- +goose Up
-- Free text or a file entered by mistake is taken out: the entry, its hash, who
-- and why remain. Sealed files keep their row; their bytes are erased once the
-- change is committed.
ALTER TABLE attachments ADD COLUMN sealed_at timestamptz;
CREATE TABLE erasures (
  sha256  text PRIMARY KEY,
  change  uuid NOT NULL REFERENCES changes,
  at      timestamptz NOT NULL,
  done_at timestamptz
);
GRANT SELECT, INSERT, UPDATE (done_at) ON erasures TO pheduyet_app;

-- seal_text takes one text of a proposal out of the ledger's kept texts and of
-- every copy: in all columns of all tables that name the proposal, in what other
-- proposals' comparisons say of it, and in the catalog entry it became: where it
-- is a whole value, or anywhere inside one.
-- +goose StatementBegin
CREATE FUNCTION seal_text(of uuid, said text, inside boolean) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  gone constant text := 'nội dung đã gỡ';
  was  text := to_json(said)::text;
  now_ text := to_json(gone)::text;
  c    record;
BEGIN
  IF inside THEN
    was := substr(was, 2, length(was) - 2);
    now_ := gone;
  END IF;
  UPDATE ledger_texts SET salt = NULL, text = NULL
    WHERE entry IN (SELECT id FROM ledger_entries WHERE proposal = of)
    AND text = said;
  FOR c IN
    SELECT t.relname AS tab, a.attname AS col, y.typname AS typ, k.attname AS key
    FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type y ON y.oid = a.atttypid
    JOIN pg_attribute k ON k.attrelid = t.oid AND NOT k.attisdropped
      AND k.attname = CASE WHEN t.relname = 'proposals' THEN 'id' ELSE 'proposal' END
    WHERE t.relkind = 'r' AND t.relname <> 'ledger_entries' AND k.atttypid = 'uuid'::regtype
    AND (y.typname IN ('json', 'jsonb')
      OR y.typname = 'bytea' AND a.attname = 'answer'
      OR y.typname = 'text' AND a.attname IN ('name', 'title', 'reason', 'note', 'text', 'last_error'))
  LOOP
    IF c.typ = 'bytea' THEN
      EXECUTE format('UPDATE %I SET %I = convert_to(replace(convert_from(%I, ''UTF8''), $2, $3), ''UTF8'')
        WHERE %I = $1 AND position($2 IN convert_from(%I, ''UTF8'')) > 0', c.tab, c.col, c.col, c.key, c.col) USING of, was, now_;
    ELSIF c.typ = 'text' THEN
      EXECUTE format('UPDATE %I SET %I = CASE WHEN %I = $2 THEN $3 ELSE replace(%I, $2, $3) END WHERE %I = $1 AND (%I = $2 OR $4 AND position($2 IN %I) > 0)',
        c.tab, c.col, c.col, c.col, c.key, c.col, c.col) USING of, said, gone, inside;
    ELSE
      EXECUTE format('UPDATE %I SET %I = replace(%I::text, $2, $3)::%s WHERE %I = $1 AND position($2 IN %I::text) > 0',
        c.tab, c.col, c.col, c.typ, c.key, c.col) USING of, was, now_;
    END IF;
  END LOOP;
  UPDATE screenings SET body = replace(body::text, was, now_)::json WHERE proposal <> of AND position(was IN body::text) > 0
    AND position((SELECT number FROM proposals WHERE id = of) IN body::text) > 0;
  UPDATE catalog_entries SET name = CASE WHEN name = said THEN gone ELSE name END, description = CASE WHEN description = said THEN gone ELSE description END,
    profile = replace(profile::text, was, now_)::jsonb, detail = replace(detail::text, was, now_)::jsonb
    WHERE approved_by = (SELECT number FROM proposals WHERE id = of) AND id = approved_by;
END $$;
-- +goose StatementEnd

-- seal does what a sealing asks, for the transaction alone that has just confirmed
-- it by a second person. It is all that the application may do to these tables.
-- +goose StatementBegin
CREATE FUNCTION seal(sealing uuid) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  asked jsonb;
  of    uuid;
  said  text;
  named text[];
  files text[];
BEGIN
  SELECT c.body INTO asked FROM changes c JOIN change_decisions d ON d.change = c.id
    WHERE c.id = sealing AND c.kind = 'sealing' AND d.confirmed AND d.by <> c.by AND d.transaction = pg_current_xact_id();
  IF asked IS NULL THEN
    RAISE EXCEPTION 'texts are sealed only by a change that a second person confirms' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT id INTO of FROM proposals WHERE id::text = asked ->> 'proposal' OR number = asked ->> 'proposal' FOR UPDATE;
  files := ARRAY(SELECT jsonb_array_elements_text(coalesce(nullif(asked -> 'attachments', 'null'), '[]')));
  -- What was named, and every longer text of the proposal that holds it, goes as a
  -- whole; what then still quotes it, as a comparison may, loses the quotation.
  named := ARRAY(
    SELECT DISTINCT k.text FROM jsonb_to_recordset(coalesce(nullif(asked -> 'texts', 'null'), '[]')) AS w(seq bigint, path text)
    JOIN ledger_entries e ON e.proposal = of AND e.stream = '' AND e.seq = w.seq
    JOIN ledger_texts k ON k.entry = e.id AND k.path = w.path WHERE k.text IS NOT NULL
    UNION SELECT v.said FROM attachments f, LATERAL (VALUES (f.title), (f.name)) AS v(said)
    WHERE f.proposal = of AND f.id::text = ANY (files) AND v.said <> '');
  FOR said IN
    SELECT DISTINCT k.text FROM ledger_texts k JOIN ledger_entries e ON e.id = k.entry, unnest(named) AS n(said)
    WHERE e.proposal = of AND (k.text = n.said OR length(n.said) >= 12 AND position(n.said IN k.text) > 0)
  LOOP
    PERFORM seal_text(of, said, false);
  END LOOP;
  FOREACH said IN ARRAY named LOOP
    PERFORM seal_text(of, said, length(said) >= 12);
  END LOOP;
  UPDATE attachments SET sealed_at = now(), title = 'nội dung đã gỡ', name = 'nội dung đã gỡ'
    WHERE proposal = of AND id::text = ANY (files);
  RETURN of;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION seal_text(uuid, text, boolean), seal(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal(uuid) TO pheduyet_app;
