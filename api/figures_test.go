package api

import (
	"errors"
	"testing"
	"time"

	"pheduyet/internal/proposal"
)

// Figures are those of a moment, and say of which; a minute later they are new.
func TestStatisticsAreCountedAgainAfterAMinute(t *testing.T) {
	w := newWorld(t)
	inReview := func(as, path string) (float64, string) {
		t.Helper()
		got := w.get(t, as, path).want(200).tree()
		n, _ := got["statuses"].(map[string]any)["in_review"].(float64)
		return n, got["as_of"].(string)
	}
	before, counted := inReview("reviewer", "/statistics")
	w.cases["another"] = proposal.Case{}
	w.now = w.now.Add(figuresLast - time.Second)
	if n, at := inReview("reviewer", "/statistics"); n != before || at != counted {
		t.Errorf("%v as of %s within the minute, want %v as of %s", n, at, before, counted)
	}
	for _, other := range []struct{ as, path string }{{"head", "/statistics"}, {"reviewer", "/statistics?months=3"}} {
		if n, at := inReview(other.as, other.path); n != before+1 || at == counted {
			t.Errorf("%s%s: %v as of %s", other.as, other.path, n, at)
		}
	}
	w.now = w.now.Add(time.Second)
	if n, at := inReview("reviewer", "/statistics"); n != before+1 || at == counted {
		t.Errorf("%v as of %s after a minute", n, at)
	}
}

// What is asked of the envelopes is read beside what is left of them: both are of now.
func TestWhatIsAskedIsCountedEachTime(t *testing.T) {
	w := newWorld(t)
	first := w.get(t, "reviewer", "/statistics?part=asked").want(200).tree()["as_of"]
	w.now = w.now.Add(time.Second)
	if second := w.get(t, "reviewer", "/statistics?part=asked").want(200).tree()["as_of"]; first == second {
		t.Errorf("counted once, as of %v", second)
	}
}

func TestFiguresForgetWhatIsOldAndRememberNoFailure(t *testing.T) {
	var f figures
	now := time.Unix(0, 0)
	counts := 0
	count := func() (answer, error) { counts++; return answer{status: counts}, nil }
	if _, err := f.get("a", now, func() (answer, error) { return answer{}, errors.New("down") }); err == nil {
		t.Fatal("a failure is an answer")
	}
	for i, step := range []struct {
		key   string
		after time.Duration
		want  int
	}{{"a", 0, 1}, {"a", 0, 1}, {"b", 30 * time.Second, 2}, {"a", 29 * time.Second, 1}, {"a", time.Second, 3}, {"b", 0, 2}, {"c", time.Hour, 4}} {
		now = now.Add(step.after)
		if got, err := f.get(step.key, now, count); err != nil || got.status != step.want {
			t.Errorf("step %d: %v %v, want %d", i, got.status, err, step.want)
		}
	}
	if len(f.kept) != 1 {
		t.Errorf("%d are kept", len(f.kept))
	}
}

// Colleagues who may see the same share figures; whatever else differs parts them.
func TestScopesAreOfWhatOneMaySee(t *testing.T) {
	scope := func(a proposal.Actor) string {
		t.Helper()
		s, err := scopeOf(a)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	base := proposal.Actor{Account: "1", Name: "An", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleReviewer}}
	colleague := base
	colleague.Account, colleague.Name = "2", "Bình"
	if scope(base) != scope(colleague) {
		t.Error("colleagues do not share")
	}
	for name, change := range map[string]func(a *proposal.Actor){
		"agency":   func(a *proposal.Actor) { a.Agency = "so-y-te" },
		"roles":    func(a *proposal.Actor) { a.Roles = []proposal.Role{proposal.RoleFiler} },
		"seats":    func(a *proposal.Actor) { a.Seats = []string{"to-giup-viec"} },
		"inherits": func(a *proposal.Actor) { a.Inherits = []string{"so-tt"} },
		"delegation": func(a *proposal.Actor) {
			a.Delegations = []proposal.Delegation{{Authority: "ubnd-tinh", Gates: []string{"decision"}}}
		},
	} {
		other := base
		change(&other)
		if scope(base) == scope(other) {
			t.Errorf("another %s shares figures", name)
		}
	}
}
