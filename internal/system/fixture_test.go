package system

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"pheduyet/internal/calendar"
	"pheduyet/internal/proposal"
)

// approved is a Monday.
var approved = time.Date(2026, 11, 23, 9, 0, 0, 0, proposal.Zone)

func day(s string) time.Time { return proposal.Date(s).Time().Add(9 * time.Hour) }

func report(id, each, starts string) proposal.ObligationRule {
	return proposal.ObligationRule{ID: id, Title: proposal.Text{VI: "Báo cáo " + id, EN: "Report " + id}, Text: proposal.T("Báo cáo năm", "A yearly report"),
		Owner: proposal.OwnerFilingAgency, Agrees: "review", Starts: starts, EachYear: each}
}

func rules() proposal.Rules {
	before := func(id, left string) proposal.ObligationRule {
		return proposal.ObligationRule{ID: id, Title: proposal.Text{VI: id, EN: id}, Text: proposal.Text{VI: "Việc " + id, EN: "Do " + id}, Owner: proposal.OwnerFilingAgency,
			Agrees: "security", Starts: proposal.StartsAtApproval, BeforeOperation: true, LeftBy: left}
	}
	kpi := proposal.ObligationRule{ID: "kpi", Title: proposal.T("KPI", "KPI"), Text: proposal.T("KPI", "KPI"), Owner: "so-khcn",
		Starts: proposal.StartsAtAccepting, Unit: proposal.WorkingDays, Days: 20}
	data := proposal.ObligationRule{ID: "data", Title: proposal.T("Số liệu", "Data"), Text: proposal.T("Số liệu", "Data"), Owner: proposal.OwnerFilingAgency,
		Starts: proposal.StartsAtAccepting, Unit: proposal.CalendarDays, Days: 20}
	layers := kpi
	layers.ID, layers.LevelAtLeast, layers.Recommended = "layers", 3, true
	return proposal.Rules{RemindAt: "07:30", Life: &proposal.LifeRules{
		BeginWithinDays: 365,
		Reminders:       &proposal.Reminders{BeforeDays: []int{5, 1}, AfterDays: 1, RepeatDays: 10, Inform: []string{"so-khcn"}},
		Obligations:     []proposal.ObligationRule{before("dossier", "security"), before("api", ""), kpi, data, layers, report("year", "11-30", proposal.StartsAtApproval), report("safety", "12-20", proposal.StartsAtAccepting)},
	}}
}

func env(now time.Time) Env {
	days, err := calendar.New(calendar.Year{Year: 2026}, calendar.Year{Year: 2027})
	if err != nil {
		panic(err)
	}
	n := 0
	return Env{
		Now: now, Before: days.Before, Covered: days.Covered, Rules: rules(),
		Due: func(from time.Time, n int) proposal.Deadline {
			d := days.Due(from, n)
			return proposal.Deadline{Days: n, From: from, DueAt: d.DueAt, Provisional: d.Provisional}
		},
		Agency: func(code string) (proposal.Agency, bool) {
			return proposal.Agency{Code: code}, strings.HasPrefix(code, "so-")
		},
		Attachment: func(id string) (string, bool) { return strings.Repeat("a", 64), id == "scan" },
		NewID:      func() string { n++; return now.Format("060102") + "-" + strconv.Itoa(n) },
	}
}

func kase() proposal.Case {
	level := 2
	c := proposal.Case{Number: "DX-2026-000001", Facts: proposal.Facts{Kind: proposal.NewBuild}}
	c.ID, c.Agency, c.Status, c.DraftedAt = "p1", "so-y-te", proposal.Approved, approved.AddDate(0, -2, 0)
	c.Parties = proposal.Parties{Agencies: []string{"so-y-te"}, Persons: []string{"drafter"}}
	c.Gates = []proposal.Gate{{ID: "review", Authority: "so-khcn"}, {ID: "security", Authority: "hoi-dong"}}
	c.Standing.Level = level
	c.Standing.Conditions = []proposal.StandingCondition{
		{Condition: proposal.Condition{Text: "Tích hợp LGSP", Owner: "so-tai-chinh", Due: "2027-03-31"}, Gate: "review"},
		{Condition: proposal.Condition{Text: "Tập huấn", Owner: "Nhà thầu", Due: "2027-04-30"}, Gate: "review"},
		{Condition: proposal.Condition{Text: "Hồ sơ cấp độ", Owner: "so-y-te"}, Gate: "security", Obligation: true},
	}
	return c
}

func planned(t *testing.T) System {
	t.Helper()
	return Approved(kase(), env(approved)).System
}

// find gives the newest obligation of a rule or of a condition's text.
func find(t *testing.T, s System, name string) Obligation {
	t.Helper()
	for i := len(s.Obligations) - 1; i >= 0; i-- {
		if o := s.Obligations[i]; o.Rule == name || o.Rule == "" && o.Text.VI == name {
			return o
		}
	}
	t.Fatalf("no obligation %s", name)
	return Obligation{}
}

func must(t *testing.T) func(Step, error) System {
	return func(s Step, err error) System {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s.System
	}
}

func minutes(date string) Paper {
	return Paper{Document: proposal.Document{Number: "5/BB-NT", Date: proposal.Date(date), AttachmentID: "scan"}}
}

// ready is a system whose obligations before operation are done.
func ready(t *testing.T) System {
	s := planned(t)
	for _, name := range []string{"dossier", "api"} {
		s = must(t)(s.Fulfil(find(t, s, name).ID, Proof{Text: "Đã xong"}, env(day("2026-12-01"))))
		s = must(t)(s.Verify(find(t, s, name).ID, Answer{Agreed: true}, env(day("2026-12-02"))))
	}
	return s
}

func inUse(t *testing.T) System {
	return must(t)(ready(t).Accept(minutes("2027-01-04"), kase(), env(day("2027-01-04"))))
}

func actions(s Step) string {
	var all []string
	for _, e := range s.Events {
		all = append(all, e.Action)
	}
	return strings.Join(all, " ")
}

func told(s Step) string {
	var all []string
	for _, n := range s.Notices {
		all = append(all, string(n.Kind))
	}
	return strings.Join(all, " ")
}
