-- +goose Up
-- Changes by two: one person proposes an alteration of a register, a second one
-- confirms it. All three tables are history: nothing in them is ever altered.
CREATE TABLE changes (
  id       uuid PRIMARY KEY,
  kind     text NOT NULL,
  body     jsonb NOT NULL,
  document jsonb, -- that orders it
  note     text NOT NULL DEFAULT '',
  by       uuid NOT NULL REFERENCES accounts,
  agency   text NOT NULL DEFAULT '', -- where the proposer belonged then
  at       timestamptz NOT NULL,
  command  text NOT NULL UNIQUE REFERENCES commands
);
CREATE INDEX ON changes (at DESC, id DESC);

-- What a change would do, as it was shown; the newest counts.
CREATE TABLE change_previews (
  change uuid NOT NULL REFERENCES changes,
  seq    int  NOT NULL CHECK (seq > 0),
  lines  jsonb NOT NULL,
  digest text NOT NULL,
  at     timestamptz NOT NULL,
  PRIMARY KEY (change, seq)
);

-- The second person's word; one for a change, whoever races. The effect happens
-- in the same transaction, which the row names.
CREATE TABLE change_decisions (
  change      uuid NOT NULL REFERENCES changes,
  confirmed   boolean NOT NULL,
  by          uuid NOT NULL REFERENCES accounts,
  note        text NOT NULL DEFAULT '',
  at          timestamptz NOT NULL,
  command     text NOT NULL UNIQUE REFERENCES commands,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (change)
);
CREATE INDEX ON change_decisions (transaction);

GRANT SELECT, INSERT ON changes, change_previews, change_decisions TO pheduyet_app;

-- The application may write to the registers of law only while it carries out a
-- change that somebody other than its proposer has just confirmed; the owner, who
-- loads the seeds, always may. So a fault of the application cannot alter a pack,
-- a holiday or an agency behind everybody's back.
-- +goose StatementBegin
CREATE FUNCTION only_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') OR EXISTS (
    SELECT FROM change_decisions d JOIN changes c ON c.id = d.change
    WHERE d.transaction = pg_current_xact_id() AND d.confirmed AND d.by <> c.by)
  THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'the register % changes only by a change that a second person confirms', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
-- +goose StatementEnd
CREATE TRIGGER only_by_two BEFORE INSERT OR UPDATE ON agencies FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
CREATE TRIGGER only_by_two BEFORE INSERT OR UPDATE ON responsibilities FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
CREATE TRIGGER only_by_two BEFORE INSERT OR UPDATE ON legal_documents FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
CREATE TRIGGER only_by_two BEFORE INSERT OR UPDATE ON packs FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
CREATE TRIGGER only_by_two BEFORE INSERT OR UPDATE ON calendar_years FOR EACH STATEMENT EXECUTE FUNCTION only_by_two();
-- Packs and legal documents are added; agencies and years also renewed.
GRANT INSERT ON agencies, responsibilities, legal_documents, packs, calendar_years TO pheduyet_app;
GRANT UPDATE ON agencies, legal_documents, calendar_years TO pheduyet_app;

-- What open proposals must hear of, noted in the transaction that made it true;
-- done once all have been told. A worker that starts takes up what is left.
CREATE TABLE spreads (
  kind text NOT NULL,
  ref  text NOT NULL,
  at   timestamptz NOT NULL,
  done timestamptz,
  PRIMARY KEY (kind, ref)
);
GRANT SELECT, INSERT, UPDATE (done) ON spreads TO pheduyet_app;
