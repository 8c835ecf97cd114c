package postgres

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

// Who may confirm a change is told that it waits, who proposed it what became of
// it.
func TestChangesTellTheSecondPersonAndTheFirst(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	confirmed := w.proposed("admin", "holidays", tet("2027-02-08"))
	if _, err := w.decideOn("head-khcn", confirmed, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	declined := w.proposed("admin2", "holidays", tet("2027-02-09"))
	if _, err := w.decideOn("admin", declined, false, "Chưa có văn bản"); err != nil {
		t.Fatal(describe(err))
	}
	rows, _ := w.owner.Query(t.Context(), "SELECT o.kind || ':' || a.username FROM outbox o JOIN accounts a ON a.id = o.person WHERE cause LIKE 'change/%' ORDER BY o.id")
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"change_proposed:admin2", "change_proposed:head-khcn", "change_confirmed:admin",
		"change_proposed:admin", "change_proposed:head-y-te", "change_declined:admin2",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
