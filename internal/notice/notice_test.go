package notice

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

var due1 = time.Date(2026, 11, 30, 23, 59, 59, 0, proposal.Zone)

// kase has a consultation decided by so-khcn and a budget gate of so-tai-chinh.
func kase(consultation, budget proposal.GateState) proposal.Case {
	c := proposal.Case{Number: "DX-2026-000001"}
	c.ID, c.Agency, c.Status = "p1", "so-y-te", proposal.InReview
	c.DraftedAt = time.Date(2026, 9, 1, 8, 0, 0, 0, proposal.Zone)
	c.Gates = []proposal.Gate{
		{ID: "ask", Kind: proposal.KindConsultation, Authority: "so-khcn", State: consultation, Round: 1},
		{ID: "money", Kind: proposal.KindBudget, Authority: "so-tai-chinh", State: budget, Round: 1},
	}
	for i := range c.Gates {
		if c.Gates[i].State == proposal.GateOpen {
			c.Gates[i].Deadline = &proposal.Deadline{DueAt: due1, Provisional: true}
		}
	}
	c.Rules.Gates = []proposal.GateRule{{ID: "ask", Title: proposal.T("Lấy ý kiến", "Consultation")}, {ID: "money", Title: proposal.T("Kinh phí", "Money")}}
	c.Parties = proposal.Parties{Agencies: []string{"so-y-te", "benh-vien"}, Persons: []string{"drafted-it"}}
	return c
}

func person(account, agency string, roles ...proposal.Role) proposal.Actor {
	return proposal.Actor{Account: account, Agency: agency, Roles: roles}
}

var people = []proposal.Actor{
	person("filer", "so-y-te", proposal.RoleFiler),
	person("head", "so-y-te", proposal.RoleHead),
	person("reviewer-health", "so-y-te", proposal.RoleReviewer),
	person("colead", "so-noi-vu", proposal.RoleFiler),
	person("khcn", "so-khcn", proposal.RoleReviewer),
	person("khcn-head", "so-khcn", proposal.RoleHead),
	person("khcn-filer", "so-khcn", proposal.RoleFiler),
	person("money", "so-tai-chinh", proposal.RoleReviewer),
	person("drafted-it", "so-tai-chinh", proposal.RoleReviewer),
	person("admin", "so-khcn", proposal.RoleAdmin),
	person("auditor", "thanh-tra-tinh", proposal.RoleAuditor),
}

func event(action, gate string) proposal.Event { return proposal.Event{Action: action, Gate: gate} }

func TestWhoHearsOfWhat(t *testing.T) {
	closed, open := proposal.GatePassed, proposal.GateOpen
	for name, c := range map[string]struct {
		before, after proposal.Case
		events        []proposal.Event
		by            string
		want          map[Kind]string
	}{
		"a submission: a receipt for the agency, a task for the holder": {
			kase(proposal.GatePending, proposal.GatePending), kase(open, proposal.GatePending),
			[]proposal.Event{event("submitted", ""), event("gate_opened", "ask")}, "filer",
			map[Kind]string{Received: "head", GateOpened: "khcn khcn-head"},
		},
		"a gate passes": {
			kase(open, proposal.GatePending), kase(closed, open),
			[]proposal.Event{event("decided", "ask"), event("gate_opened", "money")}, "khcn",
			map[Kind]string{Decided: "filer head", GateOpened: "money"}, // who drafted it decides nothing and is not told
		},
		"a return is told once": {
			kase(open, proposal.GatePending), kase(proposal.GateReturned, proposal.GatePending),
			[]proposal.Event{event("decided", "ask"), event("returned", "ask")}, "khcn",
			map[Kind]string{Returned: "filer head"},
		},
		"the approval is told to the agency and to all who decided": {
			kase(closed, open), kase(closed, closed),
			[]proposal.Event{event("decided", "money"), event("money_committed", ""), event("approved", "")}, "money",
			map[Kind]string{Approved: "filer head khcn khcn-head"},
		},
		"a withdrawal reaches who held it": {
			kase(open, proposal.GatePending), kase(proposal.GatePending, proposal.GatePending),
			[]proposal.Event{event("withdrawn", "")}, "filer", map[Kind]string{Withdrawn: "khcn khcn-head"},
		},
		"a reply whose stretch has a deadline of its own is told once": {
			kase(open, proposal.GatePending), kase(open, proposal.GatePending),
			[]proposal.Event{event("reply_recorded", ""), event("deadline_changed", "ask")}, "filer",
			map[Kind]string{DeadlineChanged: "khcn khcn-head"},
		},
		"a reply in a draft concerns nobody yet": {
			kase(proposal.GatePending, proposal.GatePending), kase(proposal.GatePending, proposal.GatePending),
			[]proposal.Event{event("reply_recorded", "")}, "filer", map[Kind]string{},
		},
		"an unknown action tells nobody": {
			kase(open, open), kase(open, open), []proposal.Event{event("unheard-of", "")}, "", map[Kind]string{},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := map[Kind]string{}
			for _, n := range Of(Happened{Before: c.before, After: c.after, Events: c.events, Key: "k", By: c.by}) {
				got[n.Kind] = strings.Join(n.Recipients(people), " ")
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestACauseIsTheLedgerEntrysKey(t *testing.T) {
	told := Of(Happened{
		After: kase(proposal.GateOpen, proposal.GatePending), Key: "command-1",
		Events: []proposal.Event{event("submitted", ""), event("money_reserved", ""), event("gate_opened", "ask")},
	})
	if len(told) != 2 || told[0].Cause != "command-1/0" || told[1].Cause != "command-1/2" {
		t.Fatalf("%+v", told)
	}
	want := Parameters{Number: "DX-2026-000001", Gate: proposal.T("Lấy ý kiến", "Consultation"), Due: &due1, Provisional: true}
	if d := cmp.Diff(want, told[1].Said); d != "" {
		t.Error(d)
	}
}

func TestCoLeadsAreOnTheFilingSide(t *testing.T) {
	c := kase(proposal.GateReturned, proposal.GatePending)
	c.Facts.CoAgencies = []string{"so-noi-vu"}
	told := Of(Happened{Before: c, After: c, Key: "k", Events: []proposal.Event{event("returned", "ask")}})
	if got := strings.Join(told[0].Recipients(people), " "); got != "filer head colead" {
		t.Error(got)
	}
}

func TestGroups(t *testing.T) {
	seated := person("seated", "so-tu-phap", proposal.RoleReviewer)
	seated.Seats = []string{"to-giup-viec"}
	all := append([]proposal.Actor{seated}, people...)
	for want, to := range map[string][]Group{
		"auditor":        {All(proposal.RoleAuditor)},
		"admin auditor":  {All(proposal.RoleAuditor), All(proposal.RoleAdmin)},
		"khcn-head":      {Heads("so-khcn")},
		"khcn khcn-head": {Decides("so-khcn"), Heads("so-khcn")},
		"seated":         {Decides("to-giup-viec")},
		"money":          {Accounts("money", "gone")},
		"head":           {Those(func(a proposal.Actor) bool { return a.Agency == "so-y-te" }, proposal.RoleHead, proposal.RoleAdmin)},
		"":               {Decides("nowhere")},
	} {
		if got := strings.Join(Notice{To: to}.Recipients(all), " "); got != want {
			t.Errorf("%v: %q, want %q", to, got, want)
		}
	}
	pool := Sought([]Notice{{To: []Group{Files("b"), Decides("a")}}, {To: []Group{Heads("b"), All(proposal.RoleAdmin), Accounts("x")}}})
	want := Pool{Agencies: []string{"b", "a", "b"}, Roles: []proposal.Role{proposal.RoleAdmin}, Accounts: []string{"x"}}
	if d := cmp.Diff(want, pool); d != "" {
		t.Error(d)
	}
}

func TestWords(t *testing.T) {
	m := Words(GateOpened, Parameters{Number: "DX-1", Gate: proposal.T("Kinh phí", "Money"), Due: &due1, Provisional: true}, "Phần mềm\r\nBcc: x@y", "https://pheduyet.example.vn")
	want := `Hồ sơ chờ ý kiến của cơ quan bạn.

Số hồ sơ: DX-1
Tên: Phần mềm Bcc: x@y
Bước xử lý: Kinh phí
Thời hạn: 30/11/2026 (tạm tính)
Xem tại: https://pheduyet.example.vn

A proposal waits for your agency.

Number: DX-1
Name: Phần mềm Bcc: x@y
Gate: Money
Due: 30/11/2026 (provisional)
See: https://pheduyet.example.vn
`
	if d := cmp.Diff(want, m.Body); d != "" {
		t.Error(d)
	}
	if m.Subject != "DX-1: Hồ sơ chờ ý kiến của cơ quan bạn." {
		t.Error(m.Subject)
	}
	m = Words(Checkpoint, Parameters{Checkpoint: "pheduyet/x\n12\nabc=\n"}, "", "")
	if !strings.HasSuffix(m.Body, "\n\npheduyet/x\n12\nabc=\n") || strings.Count(m.Body, "abc=") != 1 {
		t.Error(m.Body)
	}
}
