package pages

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func gateAfter(id, state string, after ...string) gateCard {
	g := gateCard{After: after}
	g.ID, g.State, g.Title = id, state, id
	return g
}

func TestGatesBesideEachOtherShareAColumn(t *testing.T) {
	p := draw([]gateCard{
		gateAfter("check", "passed"), gateAfter("consult", "open", "check"), gateAfter("security", "open", "check"),
		gateAfter("decide", "pending", "consult", "security"),
	})
	x := map[string]int{}
	y := map[string]int{}
	for _, b := range p.Boxes {
		x[b.Gate.ID], y[b.Gate.ID] = b.X, b.Y
		if b.X < 0 || b.Y < 0 || b.X+b.Width > p.Width || b.Bottom() > p.Height {
			t.Errorf("%s lies outside the picture: %+v in %dx%d", b.Gate.ID, b, p.Width, p.Height)
		}
	}
	if x["consult"] != x["security"] || y["consult"] == y["security"] {
		t.Error("parallel gates do not stand one below the other")
	}
	if x["check"] >= x["consult"] || x["consult"] >= x["decide"] {
		t.Error("a gate stands before one that it waits for")
	}
	if y["check"] != y["decide"] {
		t.Error("single gates are not in the middle")
	}
	done := 0
	for _, a := range p.Arrows {
		if a.Done {
			done++
		}
	}
	if len(p.Arrows) != 4 || done != 2 {
		t.Errorf("%d arrows, %d of them gone", len(p.Arrows), done)
	}
}

func TestTheLongerWayCounts(t *testing.T) {
	p := draw([]gateCard{gateAfter("a", "open"), gateAfter("c", "pending", "a", "b"), gateAfter("b", "pending", "a")})
	if p.Boxes[1].X <= p.Boxes[2].X {
		t.Error("c waits for b and stands beside it")
	}
}

func TestTitlesAreBroken(t *testing.T) {
	for title, want := range map[string][]string{
		"":     nil,
		"Ngắn": {"Ngắn"},
		"Lấy ý kiến bộ quản lý chuyên ngành":                             {"Lấy ý kiến bộ quản", "lý chuyên ngành"},
		"Một tên bước rất dài không thể nào vừa trong ba dòng của một ô": {"Một tên bước rất dài", "không thể nào vừa", "trong ba dòng của…"},
	} {
		if d := cmp.Diff(want, broken(title)); d != "" {
			t.Errorf("%q: %s", title, d)
		}
	}
}
