package proposal

import (
	"testing"
	"time"
)

// A day that has passed is not promised any more; a draft that lay for long is told
// so before it is sent, and what began on paper may be late already.
func TestAPastCompletionIsNotSubmitted(t *testing.T) {
	for name, c := range map[string]struct {
		day   Date
		paper *PaperDossier
		want  string
	}{
		"a day ahead": {day: DateOf(noon.AddDate(0, 0, 1))}, "today": {day: DateOf(noon)},
		"yesterday":                {day: DateOf(noon.AddDate(0, 0, -1)), want: "invalid expected_completion"},
		"yesterday, from paper":    {day: DateOf(noon.AddDate(0, 0, -1)), paper: &PaperDossier{}},
		"a draft of two years ago": {day: DateOf(noon.AddDate(-2, 0, 0)), want: "invalid expected_completion"},
	} {
		kase := draft()
		kase.Facts.ExpectedCompletion, kase.Paper = c.day, c.paper
		_, err := kase.Submit(Submission{}, filing(standard()), at(noon))
		if got := faultsOf(err); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if told := len(kase.Missing(DateOf(noon))) > 0; told != (c.want != "") {
			t.Errorf("%s: the draft tells %v", name, kase.Missing(DateOf(noon)))
		}
	}
}

// A condition that is due already binds nobody: it is refused, also where a head
// signs it later, but not where it was set on paper.
func TestAConditionIsDueAhead(t *testing.T) {
	f := filed(t, standard()).to("tech")
	d := f.good(KindTechnology)
	d.Outcome, d.Reason = ApproveWithConditions, "cần bổ sung"
	d.Conditions = []Condition{{Text: "một", Owner: "so-y-te", Due: DateOf(f.now)}, {Text: "hai", Owner: "so-y-te", Due: DateOf(f.now.AddDate(0, 0, 5))}}
	if _, err := f.Decide("tech", d, at(f.now)); err != nil {
		t.Errorf("due today: %v", err)
	}
	if _, err := f.Decide("tech", d, at(f.now.Add(48*time.Hour))); faultsOf(err) != "invalid conditions[0].due" {
		t.Errorf("due two days ago: %v", err)
	}
	d.FromPaper = true
	if _, err := f.judge("tech", d, at(f.now.Add(48*time.Hour)), true); err != nil {
		t.Errorf("decided on paper: %v", err)
	}
}
