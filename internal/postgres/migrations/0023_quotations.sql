-- +goose Up
-- A comparison quotes pieces of what it compared: words that correspond, and of a
-- long text its beginning. They go with the text; so does a browser's session that
-- keeps it for a form that was interrupted.

-- seal_quotations takes every quotation («…») of a text of the proposal out of its
-- own comparisons, and of what other proposals' comparisons say of it.
-- +goose StatementBegin
CREATE FUNCTION seal_quotations(of uuid, said text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  gone   constant text := 'nội dung đã gỡ';
  own    constant text := (SELECT number FROM proposals WHERE id = of);
  spaced text := to_json(regexp_replace(said, '\s+', ' ', 'g'))::text;
  made   record;
  found_ record;
  quoted text;
  after_ text;
  part   text;
BEGIN
  spaced := substr(spaced, 2, length(spaced) - 2);
  FOR made IN SELECT id, proposal, body FROM screenings WHERE proposal = of OR position(own IN body::text) > 0 LOOP
    after_ := made.body::text;
    FOR found_ IN SELECT m.value FROM (VALUES ('matches'), ('set_apart')) AS list(name),
      LATERAL json_array_elements(CASE json_typeof(made.body -> list.name) WHEN 'array' THEN made.body -> list.name ELSE '[]' END) AS m(value)
      WHERE made.proposal = of OR m.value ->> 'id' = own OR (m.value -> 'twins')::jsonb ? own
    LOOP
      part := found_.value::text;
      FOR quoted IN SELECT DISTINCT x[1] FROM regexp_matches(part, '«([^«»]+)»', 'g') AS x LOOP
        IF position(rtrim(quoted, '…') IN spaced) > 0 THEN
          part := replace(part, '«' || quoted || '»', '«' || gone || '»');
        END IF;
      END LOOP;
      after_ := replace(after_, found_.value::text, part);
    END LOOP;
    IF after_ <> made.body::text THEN
      UPDATE screenings SET body = after_::json WHERE id = made.id;
    END IF;
  END LOOP;
END $$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION seal_quotations(uuid, text) FROM PUBLIC;

-- seal does what a sealing asks, for the transaction alone that has just confirmed
-- it by a second person. It is all that the application may do to these tables.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION seal(sealing uuid) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
    PERFORM seal_quotations(of, said);
  END LOOP;
  FOREACH said IN ARRAY named LOOP
    PERFORM seal_text(of, said, length(said) >= 12);
    DELETE FROM sessions WHERE length(said) >= 12 AND position(convert_to(said, 'UTF8') IN data) > 0; -- what a form held when its session ended
  END LOOP;
  UPDATE attachments SET sealed_at = now(), title = 'nội dung đã gỡ', name = 'nội dung đã gỡ'
    WHERE proposal = of AND id::text = ANY (files);
  RETURN of;
END $$;
-- +goose StatementEnd
