package rebuild

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pheduyet/internal/proposal"
)

var noon = time.Date(2026, 9, 14, 12, 0, 0, 0, proposal.Zone)

// someCase draws what rest speaks of, parts of it empty.
func someCase(t *rapid.T, label string) proposal.Case {
	text := rapid.SampledFrom([]string{"", "một", "hai", "ba"})
	drawn := func() string { return text.Draw(t, label) }
	var c proposal.Case
	c.Number, c.FiledBy.Account = drawn(), drawn()
	c.Facts = proposal.Facts{Name: drawn(), Functions: rapid.SliceOfN(text, 0, 3).Draw(t, label), Kind: proposal.NewBuild}
	if rapid.Bool().Draw(t, label) {
		filed := proposal.Facts{Name: drawn(), Security: &proposal.Security{Audience: drawn()}}
		c.Filed = &filed
	}
	c.Standing.Level = rapid.IntRange(0, 5).Draw(t, label)
	c.Standing.PersonDecided = rapid.Bool().Draw(t, label)
	for range rapid.IntRange(0, 3).Draw(t, label) {
		c.Standing.Items = append(c.Standing.Items, proposal.Item{ID: drawn(), Text: drawn()})
		c.Standing.Advice = append(c.Standing.Advice, proposal.BudgetLine{FiscalYear: 2026, AmountVND: rapid.Int64Range(0, 1e15).Draw(t, label)})
	}
	if rapid.Bool().Draw(t, label) {
		c.Screening = &proposal.Screening{ID: drawn()}
		if c.Screening.ID == "" {
			c.Screening = nil
		}
		at := noon.Add(time.Duration(rapid.IntRange(0, 9).Draw(t, label)) * time.Hour)
		c.SubmittedAt, c.FirstSubmittedAt = &at, &noon
	}
	return c
}

// Whatever an act's data leave unsaid, rest says, and nothing where all is said.
func TestRestMakesOneCaseOfAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		told, after := someCase(t, "told"), someCase(t, "after")
		rest, err := Rest(told, after)
		if err != nil {
			t.Fatal(err)
		}
		if err := applyRest(&told, rest); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(remainderOf(after), remainderOf(told), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("rest %s (-want +got):\n%s", rest, d)
		}
		if rest, err = Rest(told, after); rest != nil || err != nil {
			t.Fatalf("still unsaid: %s, %v", rest, err)
		}
	})
}

// Every row differs from one changed anywhere.
func TestDifferencesNameThePlace(t *testing.T) {
	made := func() Tables {
		return Tables{
			Proposal:  ProposalRow{Number: "DX-1", Facts: proposal.Facts{Name: "a"}, DraftedAt: noon},
			Gates:     []proposal.Gate{{ID: "g", Round: 1}},
			Decisions: []DecisionRow{{Gate: "g", Round: 1, Body: proposal.Decision{Reason: "r"}}},
		}
	}
	for place, change := range map[string]func(*Tables){
		"proposals/number":        func(t *Tables) { t.Proposal.Number = "DX-2" },
		"proposals/facts/name":    func(t *Tables) { t.Proposal.Facts.Name = "b" },
		"proposals/drafted_at":    func(t *Tables) { t.Proposal.DraftedAt = noon.Add(time.Second) },
		"gates/0/round":           func(t *Tables) { t.Gates[0].Round = 2 },
		"gates":                   func(t *Tables) { t.Gates = nil },
		"decisions/0/body/reason": func(t *Tables) { t.Decisions[0].Body.Reason = "" },
		"reservations":            func(t *Tables) { t.Reservations = []proposal.Reserve{{AmountVND: 1}} },
	} {
		changed := made()
		change(&changed)
		found, err := Differences(made(), changed)
		if err != nil || len(found) != 1 || found[0].Place != place {
			t.Errorf("%s: %v %v", place, found, err)
		}
	}
	same := made()
	same.Revisions, same.Proposal.CoAgencies = []RevisionRow{}, []string{}
	if found, err := Differences(made(), same); err != nil || len(found) != 0 {
		t.Errorf("what is empty differs from what is absent: %v %v", found, err)
	}
}

func TestTellRefusesWhatItCannotRead(t *testing.T) {
	for action := range tells {
		var c proposal.Case
		c.Filed = &proposal.Facts{}
		err := Tell(&c, Happening{Action: action, Data: []byte(`[1]`)})
		silent := strings.Contains("opened recalled money_released", action)
		if (err == nil) != silent {
			t.Errorf("%s: %v", action, err)
		}
	}
}
