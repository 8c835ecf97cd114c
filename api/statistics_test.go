package api

import (
	"testing"
	"time"
)

func TestStatistics(t *testing.T) {
	w := newWorld(t)
	got := w.get(t, "reviewer", "/statistics").want(200).tree()
	waits := got["waiting"].([]any)[0].(map[string]any)
	if waits["gate"] != "duplication_check" || waits["overdue"] != 1.0 || waits["oldest_at"] != "2026-11-15T09:30:00+07:00" {
		t.Errorf("%v", waits)
	}
	if got["since"] != "2025-11-17T00:00:00+07:00" || got["asked"].([]any)[0].(map[string]any)["owner"] != nil {
		t.Errorf("%v", got)
	}
	if got := w.get(t, "reviewer", "/statistics?months=1").want(200).tree(); got["since"] != "2026-10-19T00:00:00+07:00" {
		t.Errorf("%v", got["since"])
	}
	w.get(t, "reviewer", "/statistics?part=asked").want(200)
	w.get(t, "reviewer", "/statistics?part=all").want(422)
	for _, months := range []string{"0", "121", "x", ""} {
		w.get(t, "reviewer", "/statistics?months="+months).want(422)
	}
}

func TestAgencies(t *testing.T) {
	w := newWorld(t)
	items := w.get(t, "filer", "/agencies").want(200).tree()["items"].([]any)
	if first := items[0].(map[string]any); len(items) != len(w.agencies) || first["code"] != "bo-y-te" || first["parent"] != nil {
		t.Errorf("%v", items)
	}
}

func TestSigningOutEverywhereTakesEveryTokenBack(t *testing.T) {
	w := newWorld(t)
	w.get(t, "filer", "/agencies").want(200)
	w.do(t, call{method: "DELETE", path: "/api/v1/tokens", as: "filer"}).want(204)
	if len(w.tokens) != 0 {
		t.Errorf("%d tokens are left", len(w.tokens))
	}
}

// Figures are those of the moment they are asked for, and say of which.
func TestStatisticsAreOfNow(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/statistics", "/statistics?part=asked"} {
		first := w.get(t, "reviewer", path).want(200).tree()["as_of"]
		w.now = w.now.Add(time.Second)
		if second := w.get(t, "reviewer", path).want(200).tree()["as_of"]; first == second {
			t.Errorf("%s is counted once, as of %v", path, second)
		}
	}
}
