package scenarios

import (
	"strings"
	"testing"

	"pheduyet/internal/apitest"
)

const ministryGate, techGate = "ministry_consultation", "technology_review"

// Clock shows that a deadline tells why it is that one, that its clock is paused
// for the process's causes alone and extended once by a head, and that the first
// due time stays.
func Clock(t testing.TB, c *apitest.Client) {
	p := c.WalkTo(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), techGate, nil)
	officer, head := c.As("reviewer-so-khcn"), c.As("head-so-khcn")
	first := officer.Clock(t, p, techGate)
	if d := first.Deadline; d.Days != 20 || len(d.Skipped) < 5 || len(d.Cites) == 0 || d.FirstDueAt != d.DueAt {
		t.Errorf("the deadline tells %+v", d)
	}
	pause := func(cause string) map[string]any {
		return map[string]any{"cause": cause, "reason": "Chờ số liệu bổ sung."}
	}
	at := p.Path("/gates/" + techGate)
	officer.POST(at+"/pause", pause("nghi-phep")).Refused(t, 422, apitest.Invalid).At(t, "cause")
	officer.POST(at+"/pause", map[string]any{"cause": "supplement", "reason": " "}).Refused(t, 422, apitest.Invalid).At(t, "reason")
	c.As("reviewer-so-tai-chinh").POST(at+"/pause", pause("supplement")).Refused(t, 403, apitest.Forbidden)
	officer.POST(at+"/resumption", map[string]any{}).Refused(t, 409, apitest.Conflict)
	officer.POST(at+"/pause", pause("supplement")).Want(t, 200)
	officer.POST(at+"/pause", pause("supplement")).Refused(t, 409, apitest.Conflict)
	if d := officer.Clock(t, p, techGate).Deadline; d.StoppedAt == nil || len(d.Paused) != 1 || d.Paused[0].To != nil {
		t.Errorf("paused: %+v", d)
	}
	head.POST(at+"/extension", extension(3)).Refused(t, 409, apitest.Conflict)
	officer.POST(at+"/resumption", map[string]any{"note": "Đã nhận."}).Want(t, 200)
	extended(t, c, p, first.Deadline.DueAt)
	if p = c.Walk(t, c.Again(t, p), nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}

func extension(days int) map[string]any {
	return map[string]any{"reason": "Khối lượng hồ sơ lớn.", "days": days, "document": apitest.Paper("Phiếu xin lỗi và hẹn lại")}
}

// extended extends a gate that is due at a time.
func extended(t testing.TB, c *apitest.Client, p apitest.Proposal, due string) {
	t.Helper()
	head, at := c.As("head-so-khcn"), p.Path("/gates/"+techGate)
	c.As("reviewer-so-khcn").POST(at+"/extension", extension(3)).Refused(t, 403, apitest.Forbidden)
	head.POST(at+"/extension", extension(99)).Refused(t, 422, apitest.Invalid).At(t, "days")
	head.Unchecked().POST(at+"/extension", map[string]any{"reason": "x", "days": 1}).Refused(t, 422, apitest.Invalid)
	head.POST(at+"/extension", extension(3)).Want(t, 200)
	d := head.Clock(t, p, techGate).Deadline
	if d.FirstDueAt != due || d.DueAt <= due || d.Extended == nil || d.Days != 23 {
		t.Errorf("extended: %+v, first due at %s", d, due)
	}
	head.POST(at+"/extension", extension(1)).Refused(t, 409, apitest.Conflict)
	events := c.Events(t, p)
	for _, action := range []string{"clock_paused", "clock_resumed", "deadline_extended"} {
		if n := apitest.Count(events, action, techGate); n != 1 {
			t.Errorf("%s is told %d times", action, n)
		}
	}
}

// LateMinistry shows that a ministry which does not reply is reminded by a drafted
// letter, that its silence passes nothing, and that its late reply still counts.
func LateMinistry(t testing.TB, c *apitest.Client) {
	p := c.LateMinistry(t, "so-y-te", 60)
	clock := c.As(p.Filer()).Clock(t, p, ministryGate)
	if d := clock.Deadline; d.Stretch == nil || *d.Stretch != "reply" || d.Holder == nil || !strings.HasPrefix(*d.Holder, "bo-") {
		t.Errorf("the time is in the hands of %+v", d)
	}
	if l := clock.Letters; len(l) != 1 || l[0].SignBy != "so-y-te" || !strings.Contains(l[0].Text, "Kính gửi") {
		t.Errorf("drafted %+v", l)
	}
	if g := p.Gate(t, ministryGate); g.State != "open" {
		t.Errorf("silence made the gate %s", g.State)
	}
	reply := map[string]any{"number": "77/" + apitest.Unique(), "date": apitest.Today(), "position": "agree"}
	p = c.As(p.Filer()).POST(p.Path("/consultation"), map[string]any{"reply": reply}).Want(t, 200).Proposal()
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}
