package screening_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pheduyet/internal/catalog"
	"pheduyet/internal/screening"
	"pheduyet/seeds"
)

// register fakes the database: entries with the version of their last change.
type register struct {
	mu      sync.Mutex
	version int64
	rows    []row
	asked   []int64
	fail    error
}

type row struct {
	entry   catalog.Entry
	removed bool
	changed int64
}

// commit makes an entry visible under the next version.
func (r *register) commit(e catalog.Entry, removed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.version++
	r.rows = slices.DeleteFunc(r.rows, func(old row) bool { return old.entry.ID == e.ID })
	r.rows = append(r.rows, row{e, removed, r.version})
}

func (r *register) Changes(_ context.Context, since int64, _ string) (screening.Changes, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail != nil {
		return screening.Changes{}, r.fail
	}
	r.asked = append(r.asked, since)
	c := screening.Changes{Version: r.version}
	for _, row := range r.rows {
		switch {
		case row.changed <= since:
		case row.removed:
			c.Removed = append(c.Removed, row.entry.ID)
		default:
			c.Changed = append(c.Changed, row.entry)
		}
	}
	return c, nil
}

func newKeeper(t *testing.T, r *register, now func() time.Time) *screening.Keeper {
	t.Helper()
	raw, err := seeds.Lexicon()
	if err != nil {
		t.Fatal(err)
	}
	lex, err := catalog.ParseLexicon(raw)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := catalog.ParseCalibration(raw["calibration"])
	if err != nil {
		t.Fatal(err)
	}
	return screening.NewKeeper(r, lex, cal, now)
}

func open(number, name string) catalog.Entry {
	return catalog.Entry{ID: number, Name: name, Kind: catalog.KindOpen, State: catalog.Planned,
		Profile: catalog.Profile{Does: []string{name}}}
}

func ids(r catalog.Result) []string {
	var out []string
	for _, m := range r.Matches {
		out = append(out, m.ID)
	}
	return out
}

const alike = "Tiếp nhận phản ánh hiện trường về vệ sinh môi trường đô thị"

func TestSeesWhatWasCommittedBeforeTheCall(t *testing.T) {
	r := &register{}
	k := newKeeper(t, r, time.Now)
	q := catalog.Query{Name: alike, Functions: []string{"Tiếp nhận phản ánh hiện trường"}}
	if got := check(t, k, q); len(got) != 0 {
		t.Fatalf("matches %v in an empty register", got)
	}
	r.commit(open("DX-2026-000001", alike), false)
	if got := check(t, k, q); !slices.Contains(got, "DX-2026-000001") {
		t.Errorf("matches %v, without the proposal committed before", got)
	}
	r.commit(open("DX-2026-000001", alike), true)
	if got := check(t, k, q); len(got) != 0 {
		t.Errorf("matches %v after it was removed", got)
	}
	if want := []int64{0, 0, 1}; !slices.Equal(r.asked, want) {
		t.Errorf("asked for changes since %v, want %v", r.asked, want)
	}
}

func check(t *testing.T, k *screening.Keeper, q catalog.Query) []string {
	t.Helper()
	res, err := k.Check(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return ids(res)
}

func TestTheDayDecidesWhichEditionsAreInForce(t *testing.T) {
	r := &register{}
	now := time.Date(2026, 11, 21, 16, 59, 0, 0, time.UTC) // 23:59 in +07:00
	k := newKeeper(t, r, func() time.Time { return now })
	check(t, k, catalog.Query{Name: alike})
	r.commit(open("DX-2026-000001", alike), false)
	check(t, k, catalog.Query{Name: alike})
	now = now.Add(2 * time.Minute)
	check(t, k, catalog.Query{Name: alike})
	if want := []int64{0, 0, 0}; !slices.Equal(r.asked, want) {
		t.Errorf("asked for changes since %v, want all again on the new day: %v", r.asked, want)
	}
}

func TestAFailedReadIsAnErrorNotAnOldAnswer(t *testing.T) {
	r := &register{}
	k := newKeeper(t, r, time.Now)
	check(t, k, catalog.Query{Name: alike})
	r.fail = errors.New("down")
	if _, err := k.Check(context.Background(), catalog.Query{Name: alike}); err == nil {
		t.Error("compared with what was known before instead of failing")
	}
}

// Two alike are filed at once, many times over: whichever committed later meets
// the earlier one.
func TestTheLaterMeetsTheEarlier(t *testing.T) {
	r := &register{}
	k := newKeeper(t, r, time.Now)
	const pairs = 50
	for pair := range pairs {
		name := fmt.Sprintf("%s số %d", alike, pair)
		numbers := []string{fmt.Sprintf("DX-%d-A", pair), fmt.Sprintf("DX-%d-B", pair)}
		met := make([]bool, 2)
		var wg sync.WaitGroup
		for i := range numbers {
			wg.Go(func() {
				r.commit(open(numbers[i], name), false)
				res, err := k.Check(context.Background(), catalog.Query{Name: name, Exclude: []string{numbers[i]}})
				if err != nil {
					t.Error(err)
					return
				}
				met[i] = slices.Contains(ids(res), numbers[1-i])
			})
		}
		wg.Wait()
		if !met[0] && !met[1] {
			t.Fatalf("pair %d passed unseen", pair)
		}
		for _, n := range numbers {
			r.commit(open(n, name), true)
		}
	}
}
