package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// The process that is simulated, and the days of its gates in the version that is
// only tried out.
const simulated = "new-specialised-application"

var shorter = map[string]int{"budget_allocation": 7, "provincial_decision": 3}

// difference is what another version would make of an open proposal.
type difference struct {
	Number string
	Gates  []struct {
		Gate         string
		Was, Becomes *struct {
			Days int `json:"working_days"`
		}
	}
}

// showSimulated asks what a newer version of the process with shorter days would
// change for the demonstration's open proposals. Nothing is stored.
func showSimulated(ctx context.Context, s *stage) error {
	newer, err := s.newerPack(ctx)
	if err != nil {
		return err
	}
	a, err := s.client.do(ctx, call{account: "admin", method: http.MethodPost, path: "/api/v1/processes/simulation", body: object{"pack": newer}})
	if err != nil {
		return err
	}
	var found struct{ Items []difference }
	if err := a.json(200, &found); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "   Nếu quy trình %s có phiên bản mới với số ngày ngắn hơn (chỉ tính thử, không ghi gì):\n", simulated)
	named := gateTitles(newer)
	changed := false
	slices.SortFunc(found.Items, func(a, b difference) int { return cmp.Compare(a.Number, b.Number) })
	for _, d := range found.Items {
		if !s.knows(d.Number) {
			continue
		}
		for _, g := range d.Gates {
			if g.Was == nil || g.Becomes == nil {
				continue
			}
			changed = true
			fmt.Fprintf(s.out, "   %s · %s: %d → %d ngày làm việc\n", d.Number, named[g.Gate], g.Was.Days, g.Becomes.Days)
		}
	}
	if !changed {
		return errors.New("không hồ sơ đang xử lý nào của trình diễn khác đi, mong đợi ít nhất một")
	}
	return nil
}

// newerPack is the version in force with other days, from tomorrow on.
func (s *stage) newerPack(ctx context.Context) (object, error) {
	a, err := s.client.do(ctx, call{account: "admin", method: http.MethodGet, path: "/api/v1/processes/" + simulated})
	if err != nil {
		return nil, err
	}
	var pack object
	if err := a.json(200, &pack); err != nil {
		return nil, err
	}
	tomorrow := s.client.today.AddDate(0, 0, 1).Format(time.DateOnly)
	delete(pack, "hash") // the server's to state
	pack["version"], pack["effective_from"] = tomorrow, tomorrow
	for _, g := range objects(pack["gates"]) {
		if days, ok := shorter[text(g, "id")]; ok {
			g["working_days"] = days
		}
	}
	return pack, nil
}

func gateTitles(pack object) map[string]string {
	named := map[string]string{}
	for _, g := range objects(pack["gates"]) {
		title, _ := g["title"].(object)
		named[text(g, "id")] = text(title, "vi")
	}
	return named
}

// knows reports whether a number is that of one of the demonstration's proposals.
func (s *stage) knows(number string) bool {
	for _, r := range s.known {
		if r.view.Number == number {
			return true
		}
	}
	return false
}
