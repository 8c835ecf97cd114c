package api

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func (w *world) Holidays(context.Context) (proposal.HolidayData, error) {
	return proposal.HolidayData{
		Years: []proposal.HolidayYear{{Year: 2026, Days: 14, Note: "NQ 28"}, {Year: 2027, Days: 13}}, Gates: 3, Reviews: 2, Obligations: 1, Missing: []int{2028},
	}, w.fault()
}

// Admins see which years are missing, in a call and where they watch the system.
func TestAdminsAreWarnedOfProvisionalDeadlines(t *testing.T) {
	w := newWorld(t)
	var got holidaysView
	if err := json.Unmarshal(w.get(t, "admin", "/holidays").want(200).Body, &got); err != nil {
		t.Fatal(err)
	}
	want := holidaysView{[]holidayYearView{{2026, 14, "NQ 28"}, {2027, 13, ""}}, provisionalView{3, 2, 1}, []int{2028}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for _, as := range []string{"filer", "reviewer", "auditor", "province"} {
		w.get(t, as, "/holidays").refused(403, "forbidden")
	}
	all := w.scraped(t)
	for _, line := range []string{`pheduyet_provisional_deadlines{of="gates"} 3`, `pheduyet_provisional_deadlines{of="obligations"} 1`, "pheduyet_holidays_last_year 2027"} {
		if !strings.Contains(all, line) {
			t.Errorf("no %s in %s", line, all)
		}
	}
	w.down = proposal.Errorf(proposal.CodeUnavailable, "Hỏng.", "Down.")
	if got := w.scraped(t); strings.Contains(got, "pheduyet_provisional_deadlines{") {
		t.Error(got)
	}
}
