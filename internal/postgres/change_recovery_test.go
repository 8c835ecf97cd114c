package postgres

import (
	"errors"
	"log/slog"
	"testing"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/sequencer"
)

// signer is a sequencer of a world, with a folder outside its database.
func (w *world) signer(t testing.TB) (func() error, ledger.SigningKey, sequencer.Folder) {
	t.Helper()
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	folder := sequencer.Folder(t.TempDir())
	return func() error {
		return sequencer.New(w.Store, folder, key, slog.New(slog.DiscardHandler)).Pass(t.Context())
	}, key, folder
}

// rollBack makes the database what it was when the ledger had that many entries
// of the tree: as a restore does, all of it together.
func (w *world) rollBack(entries int64) {
	w.t.Helper()
	rows, _ := w.owner.Query(w.t.Context(), "SELECT entry FROM ledger_leaves WHERE position >= $1", entries)
	gone, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		w.t.Fatal(err)
	}
	for sql, arg := range map[string]any{
		"DELETE FROM ledger_checkpoints WHERE size > $1":   entries,
		"DELETE FROM ledger_hashes WHERE index >= $1":      ledger.StoredIndex(entries),
		"DELETE FROM ledger_texts WHERE entry = ANY ($1)":  gone,
		"DELETE FROM ledger_leaves WHERE entry = ANY ($1)": gone,
	} {
		if _, err := w.owner.Exec(w.t.Context(), sql, arg); err != nil {
			w.t.Fatal(err)
		}
	}
	if _, err := w.owner.Exec(w.t.Context(), "DELETE FROM ledger_entries WHERE id = ANY ($1)", gone); err != nil {
		w.t.Fatal(err)
	}
}

// A restore to an earlier moment is found out; two people, one of them a witness,
// give the lost checkpoint up, and the ledger says so for good.
func TestARestoreThatLostEntriesIsRecoveredByTwo(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	pass, _, _ := w.signer(t)
	w.draft("filer", facts(1))
	if err := pass(); err != nil {
		t.Fatal(err)
	}
	before, err := w.LatestCheckpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.changed("holidays", tet("2027-02-08"))
	if err := pass(); err != nil {
		t.Fatal(err)
	}
	kept, err := w.LatestCheckpoint(t.Context())
	if err != nil || kept.Size <= before.Size {
		t.Fatal(kept.Size, err)
	}
	w.rollBack(before.Size)
	if lost, is := errors.AsType[*sequencer.LossError](pass()); !is || lost.Kept != kept.Size || lost.Intact != before.Size ||
		int64(len(lost.Lost)) != kept.Size-before.Size || lost.Lost[0].Subject != "stream/registers" {
		t.Fatalf("%+v", lost)
	}
	found, err := w.Losses(t.Context())
	if err != nil || len(found) != 1 || found[0].KeptRoot != kept.Root {
		t.Fatalf("%+v, %v", found, err)
	}
	_, err = w.propose("head-khcn", "ledger_recovery", recovery{kept.Size, kept.Root})
	wantCode(t, err, proposal.CodeForbidden)
	_, err = w.propose("admin", "ledger_recovery", recovery{kept.Size, before.Root})
	wantCode(t, err, proposal.CodeConflict)
	_, err = w.propose("admin", "ledger_recovery", map[string]any{"size": -1})
	wantCode(t, err, proposal.CodeInvalid)
	c := w.proposed("admin", "ledger_recovery", recovery{kept.Size, kept.Root})
	if len(c.Preview.Lines) != 3+int(kept.Size-before.Size) {
		t.Errorf("preview: %+v", c.Preview)
	}
	if err := pass(); err == nil {
		t.Error("signed before the second person spoke")
	}
	_, err = w.decideOn("admin2", c, true, "")
	wantCode(t, err, proposal.CodeForbidden)
	if _, err := w.decideOn("head-khcn", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	if err := pass(); err != nil {
		t.Fatal(err)
	}
	after, err := w.LatestCheckpoint(t.Context())
	if err != nil || after.Size <= before.Size || after.Size != int64(w.count("SELECT count(*) FROM ledger_entries")) {
		t.Errorf("%d signed, %v", after.Size, err)
	}
	if n := w.count("SELECT count(*) FROM ledger_entries WHERE stream = 'registers' AND action = 'ledger_recovered'"); n != 1 {
		t.Errorf("%d entries tell of it", n)
	}
	_, err = w.propose("admin", "ledger_recovery", recovery{kept.Size, kept.Root})
	wantCode(t, err, proposal.CodeConflict)
}
