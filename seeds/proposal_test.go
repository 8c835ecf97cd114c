package seeds

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// Packs are looked up as of this day: that of the demonstration's story.
const storyDay = proposal.Date("2026-11-21")

func facts(t *testing.T, d Demonstration) proposal.Facts {
	t.Helper()
	f, err := decode[proposal.Facts](d.Facts)
	if err != nil {
		t.Fatalf("%s: %v", d.ID, err)
	}
	return f
}

func entriesByID(t *testing.T) map[string]Entry {
	t.Helper()
	m := map[string]Entry{}
	for _, e := range must(t, Editions) {
		for _, entry := range e.Entries {
			m[entry.ID] = entry
		}
	}
	return m
}

func agencyOfAccount(t *testing.T, username string) string {
	t.Helper()
	for _, a := range must(t, Accounts) {
		if a.Username == username {
			return a.Agency
		}
	}
	t.Fatalf("no account %s", username)
	return ""
}

func TestEverySituationIsShown(t *testing.T) {
	shown := map[string]int{}
	for _, d := range must(t, Demonstrations) {
		for _, s := range d.Situations {
			shown[s]++
		}
	}
	want := map[string]int{
		"planned": 5, "duplicates_national_platform": 1, "commune_shared_system_exists": 1, "substitute_authority": 1,
		"level_too_low": 1, "budget_exceeded": 1, "allocated_less_accepted": 1, "ministry_agrees_with_conditions": 1,
		"ministry_disagrees": 1, "ministry_late": 1, "returned_and_resubmitted": 1, "withdrawn": 1, "waiting_for_ministry": 1, "upgrade": 1,
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Error(diff)
	}
	if n := len(must(t, Demonstrations)); n < 16 {
		t.Errorf("%d proposals, want 16 or more", n)
	}
}

// TestSituationsHold holds each situation against the proposal that claims it.
func TestSituationsHold(t *testing.T) {
	holds := map[string]func(f proposal.Facts, d Demonstration) bool{
		"planned": func(f proposal.Facts, _ Demonstration) bool { return strings.HasPrefix(f.Realises, "B0") },
		"duplicates_national_platform": func(_ proposal.Facts, d Demonstration) bool {
			return d.Findings["N52"].Finding == proposal.FindingDuplicate && d.Expect.Gates["duplication_check"] == "reject"
		},
		"commune_shared_system_exists": func(_ proposal.Facts, d Demonstration) bool {
			return d.Filer == "filer-xa-hung-nguyen" && entriesByID(t)["D52"].State == proposal.EntryInUse && d.Expect.Status == "rejected"
		},
		"substitute_authority": func(_ proposal.Facts, d Demonstration) bool { return d.Filer == "filer-so-khcn" },
		"level_too_low": func(f proposal.Facts, d Demonstration) bool {
			required, _ := packOf(t, f.Kind).Level.RequiredLevel(f.Security)
			return *f.Security.ProposedLevel < required && refuses(d, "details.level") && acts(d, "patch")
		},
		"budget_exceeded": func(_ proposal.Facts, d Demonstration) bool {
			return slices.ContainsFunc(d.Script, func(s Step) bool { return s.Refused != nil && s.Refused.Code == "budget_exceeded" }) &&
				d.Expect.Gates["budget_allocation"] == "return"
		},
		"allocated_less_accepted": func(_ proposal.Facts, d Demonstration) bool {
			return acts(d, "accept") && d.Expect.Gates["budget_allocation"] == "approve_with_conditions"
		},
		"ministry_agrees_with_conditions": func(_ proposal.Facts, d Demonstration) bool {
			return replies(d, "agree_with_conditions") && d.Expect.Gates["ministry_consultation"] == "approve_with_conditions"
		},
		"ministry_disagrees": func(_ proposal.Facts, d Demonstration) bool {
			return replies(d, "disagree") && d.Expect.Gates["ministry_consultation"] == "reject"
		},
		"ministry_late": func(_ proposal.Facts, d Demonstration) bool { return acts(d, "reminder") && acts(d, "reply") },
		"returned_and_resubmitted": func(_ proposal.Facts, d Demonstration) bool {
			return slices.ContainsFunc(d.Script, func(s Step) bool { return len(s.Answers) > 0 }) && d.Expect.Status == "approved"
		},
		"withdrawn": func(_ proposal.Facts, d Demonstration) bool {
			return acts(d, "withdraw") && d.Expect.Status == "withdrawn"
		},
		"waiting_for_ministry": func(_ proposal.Facts, d Demonstration) bool {
			return acts(d, "letter") && !acts(d, "reply") && d.Expect.Gates["ministry_consultation"] == "open"
		},
		"upgrade": func(f proposal.Facts, _ Demonstration) bool { return f.Kind == proposal.Upgrade },
	}
	for _, d := range must(t, Demonstrations) {
		for _, s := range d.Situations {
			if check := holds[s]; check == nil || !check(facts(t, d), d) {
				t.Errorf("%s does not show %s", d.ID, s)
			}
		}
	}
}

func acts(d Demonstration, act string) bool {
	return slices.ContainsFunc(d.Script, func(s Step) bool { return s.Act == act })
}

func refuses(d Demonstration, field string) bool {
	return slices.ContainsFunc(d.Script, func(s Step) bool { return s.Refused != nil && s.Refused.Field == field })
}

func replies(d Demonstration, position string) bool {
	return slices.ContainsFunc(d.Script, func(s Step) bool {
		var body struct {
			Reply proposal.Reply `json:"reply"`
		}
		return s.Act == "reply" && json.Unmarshal(s.Body, &body) == nil && body.Reply.Position == position
	})
}

func packOf(t *testing.T, k proposal.Kind) process.Pack {
	t.Helper()
	p, err := must(t, Packs).Choose(k, storyDay)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFactsStandInTheRegisters(t *testing.T) {
	entries, agencies := entriesByID(t), ByCode(must(t, Agencies))
	realised := map[string]bool{}
	for _, d := range must(t, Demonstrations) {
		f, agency := facts(t, d), agencyOfAccount(t, d.Filer)
		if agencies[f.LineMinistry].Kind != proposal.KindMinistry || f.Asked() == 0 || f.Security == nil || *f.Security.StateSecret {
			t.Errorf("%s: ministry %q, asked %d", d.ID, f.LineMinistry, f.Asked())
		}
		if e := entries[f.Realises]; f.Realises != "" && (e.State != proposal.EntryPlanned || !e.Provinces || e.Owner != agency || realised[f.Realises]) {
			t.Errorf("%s realises %+v", d.ID, e)
		}
		realised[f.Realises] = true
		if upgrades := f.Kind == proposal.Upgrade || f.Kind == proposal.Extension; upgrades && entries[f.BuildsOn].Owner != agency {
			t.Errorf("%s builds on %q", d.ID, f.BuildsOn)
		}
		for id, j := range d.Findings {
			// A finding lets pass on a condition, or rejects and names the way out.
			if entries[id].ID == "" || j.Note == "" || (j.Condition == "") == (j.WayOut == "") {
				t.Errorf("%s: finding %s %+v", d.ID, id, j)
			}
		}
	}
}

// TestEveryFactHasAnOrigin holds that each field is either stated in a source,
// with its place and words, or marked illustrative.
func TestEveryFactHasAnOrigin(t *testing.T) {
	register := must(t, Register)
	for _, d := range must(t, Demonstrations) {
		var stated map[string]json.RawMessage
		if err := json.Unmarshal(d.Facts, &stated); err != nil {
			t.Fatal(err)
		}
		origins := append(slices.Clone(d.Illustrative), slices.Collect(maps.Keys(d.Sources))...)
		slices.Sort(origins)
		if diff := cmp.Diff(slices.Sorted(maps.Keys(stated)), origins); diff != "" {
			t.Errorf("%s: %s", d.ID, diff)
		}
		for field, o := range d.Sources {
			if _, ok := register.Get(o.Document); !ok || o.Place == "" || o.Quote == "" {
				t.Errorf("%s: %s from %+v", d.ID, field, o)
			}
		}
		if slices.Contains(d.Illustrative, "name") || !slices.Contains(d.Illustrative, "budget") {
			t.Errorf("%s: a source names every proposal and states no amount", d.ID)
		}
	}
}

// TestMoneyIsLeft holds that every year and source but khac 2028 keeps at least
// 50 tỷ after the demonstration, and that khac 2028 cannot carry what is asked.
func TestMoneyIsLeft(t *testing.T) {
	asked := map[string]int64{}
	for _, d := range must(t, Demonstrations) {
		for _, l := range facts(t, d).Budget {
			asked[fmt.Sprintf("%d %s", l.FiscalYear, l.Source)] += l.AmountVND
		}
	}
	for _, e := range must(t, Envelopes) {
		key := fmt.Sprintf("%d %s", e.FiscalYear, e.Source)
		left := e.AmountVND - asked[key]
		delete(asked, key)
		if over := key == "2028 khac"; over != (left < 0) || (!over && left < 50_000_000_000) {
			t.Errorf("%s: %d left", key, left)
		}
	}
	if len(asked) > 0 {
		t.Errorf("no envelope for %v", asked)
	}
}

func TestScriptsFitTheProcess(t *testing.T) {
	known := strings.Fields("submit letter reply patch accept withdraw decide reminder walk")
	traced := 0
	for _, d := range must(t, Demonstrations) {
		pack, gates, checklist := packOf(t, facts(t, d).Kind), []string{}, []string{}
		for _, g := range pack.Gates {
			gates = append(gates, g.ID)
			for _, c := range g.Checklist {
				checklist = append(checklist, c.ID)
			}
		}
		for i, s := range d.Script {
			if s.As != "" {
				agencyOfAccount(t, s.As)
			}
			if !slices.Contains(known, s.Act) || (s.Act == "decide" || s.Act == "reminder") != (s.Gate != "") || (s.Through != "" && !slices.Contains(gates, s.Through)) || (s.Gate != "" && !slices.Contains(gates, s.Gate)) {
				t.Errorf("%s: step %d %+v", d.ID, i+1, s)
			}
		}
		for item := range d.Checklist {
			if !slices.Contains(checklist, item) {
				t.Errorf("%s: no checklist item %q", d.ID, item)
			}
		}
		slices.Sort(gates)
		if diff := cmp.Diff(gates, slices.Sorted(maps.Keys(d.Expect.Gates))); diff != "" || d.Expect.Why == "" || d.Different == "" {
			t.Errorf("%s: %s", d.ID, diff)
		}
		if d.Trace {
			traced++
		}
	}
	if traced != 1 {
		t.Errorf("%d proposals show their trace, want one", traced)
	}
}

// TestEveryAuthorityHasADesk holds that each authority and substitute has
// somebody who acts and signs, in a capacity that the gate accepts.
func TestEveryAuthorityHasADesk(t *testing.T) {
	desks := map[string]Desk{}
	for _, d := range must(t, Desks) {
		desks[d.Authority] = d
		agencyOfAccount(t, d.Account)
	}
	for _, p := range must(t, Packs).All() {
		for _, g := range p.Gates {
			for _, authority := range []string{g.Authority, g.Substitute} {
				if d, ok := desks[authority]; authority != "" && (!ok || !slices.Contains(g.Capacities, d.Capacity)) {
					t.Errorf("%s: no desk for %q in capacity %q", g.ID, authority, d.Capacity)
				}
			}
		}
	}
}
