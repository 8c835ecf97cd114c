package postgres

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// Sixteen submit at once; every third cannot be submitted and takes no number.
func TestNumbersHaveNoGaps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var group sync.WaitGroup
	failed := 0
	for i := range 16 {
		f := facts(billion)
		if i%3 == 0 {
			f.LineMinistry = "khong-co"
			failed++
		}
		id := w.draft("filer", f)
		command := w.command("filer", id, proposal.CommandSubmit, "", proposal.Submission{})
		group.Go(func() {
			_, err := w.Record(t.Context(), id, command)
			if want := i%3 == 0; (err != nil) != want || want && proposal.CodeOf(err) != proposal.CodeInvalid {
				t.Errorf("submission %d: %v", i, err)
			}
		})
	}
	group.Wait()
	rows, _ := w.owner.Query(t.Context(), "SELECT number FROM proposals WHERE number IS NOT NULL")
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	var want []string
	for n := range 16 - failed {
		want = append(want, fmt.Sprintf("DX-2026-%06d", n+1))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// The year is that of the day in +07:00, and a number once given stays.
func TestNumberOfTheYearAndRecall(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Now = func() time.Time { return time.Date(2026, 12, 31, 17, 30, 0, 0, time.UTC) }
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	if n := w.kase(id).Number; n != "DX-2027-000001" {
		t.Errorf("number %s", n)
	}
	w.clear(id, "1")
	w.do("filer", id, proposal.CommandRecall, "", nil)
	c := w.kase(id)
	if c.Status != proposal.Draft || len(c.Gates) != 0 || c.Screening != nil || c.Number != "DX-2027-000001" {
		t.Errorf("after the recall: %s %s %d gates, screening %v", c.Status, c.Number, len(c.Gates), c.Screening)
	}
	w.submit("filer", id)
	w.clear(id, "2") // the same gate and round, decided by rule again
	c = w.kase(id)
	if c.Number != "DX-2027-000001" || c.Revision != 2 {
		t.Errorf("%s revision %d", c.Number, c.Revision)
	}
	if n := w.count("SELECT count(*) FROM decisions WHERE proposal = $1", id); n != 2 {
		t.Errorf("%d decisions, want that before the recall and that after", n)
	}
}
