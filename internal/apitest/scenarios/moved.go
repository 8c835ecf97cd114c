package scenarios

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// Moves shows that a proposal stays on its process until who decides for the
// province moves it, with the citation that orders it, and what then becomes of
// its gates, its deadlines and the people concerned.
func Moves(t testing.TB, c *apitest.Client) {
	part(t, c, "ToANewerPack", func(t testing.TB, c *apitest.Client) { Moved(t, c) })
	part(t, c, "DeadlinesFollow", deadlinesFollow)
}

// otherwise is what a move would do, as far as stories look at it.
type otherwise struct {
	Starts []string `json:"starts"`
	Gates  []struct {
		Gate    string  `json:"gate"`
		Was     *sketch `json:"was"`
		Becomes *sketch `json:"becomes"`
	} `json:"gates"`
}

type sketch struct {
	State     string  `json:"state"`
	Authority string  `json:"authority"`
	Round     int     `json:"round"`
	Days      int     `json:"working_days"`
	DueAt     *string `json:"due_at"`
}

// byOffice is a version of the lease's process, older than those shipped, that two
// people enter after the fact: leases went as new builds did then, but for the
// technology review, which the office of the province held.
var byOffice = onPaper{process: "lease-service", version: "2026-07-01", received: "2026-07-06", asked: "2026-07-08", answered: "2026-07-24"}

const office = "van-phong-ubnd-tinh"

func entered(t testing.TB, c *apitest.Client) {
	t.Helper()
	if c.As("admin").GET("/processes/"+byOffice.process+"?version="+byOffice.version).Status == 200 {
		return // by this story, told before
	}
	pack := c.Pack(t, "new-specialised-application", byOffice.version)
	pack["id"], pack["kinds"] = byOffice.process, []string{"lease"}
	pack.Gate(t, techGate)["authority"] = office
	change := c.Change(t, "process_pack", pack)
	if change.State != "confirmed" || len(change.Preview.Lines) != 1 || change.Preview.Lines[0].Effect != "adds" {
		t.Fatalf("%+v", change)
	}
}

// Moved is a proposal that was with the technology review when it was moved to the
// version in force: the review has another authority there and starts again, what
// was decided before it stands. It was approved in the end.
func Moved(t testing.TB, c *apitest.Client) apitest.Proposal {
	entered(t, c)
	p := byOffice.file(t, c, "so-cong-thuong", apitest.Complete("so-cong-thuong").With("kind", "lease"))
	p = c.WalkTo(t, p, techGate, nil)
	if g := p.Gate(t, techGate); g.Authority != office || g.Round != 1 {
		t.Fatalf("the review is %+v", g)
	}
	newest := c.Pack(t, byOffice.process, "").Version()
	head := c.As("head-ubnd-tinh")
	var shown otherwise
	head.GET(p.Path("/process-move?version="+newest)).Want(t, 200).JSON(&shown)
	if diff := cmp.Diff([]string{techGate}, shown.Starts); diff != "" || len(shown.Gates) != 1 {
		t.Fatalf("the preview tells %+v: %s", shown, diff)
	}
	if g := shown.Gates[0]; g.Was.Authority != office || g.Becomes.Authority != "so-khcn" || g.Becomes.Round != 2 || g.Becomes.State != "open" {
		t.Errorf("%s was %+v, becomes %+v", g.Gate, g.Was, g.Becomes)
	}
	if diff := cmp.Diff(p.Gates, c.Again(t, p).Gates); diff != "" {
		t.Errorf("looking changed it: %s", diff)
	}
	refusedMoves(t, c, p, newest)
	p = head.POST(p.Path("/process"), moving(newest, techGate)).Want(t, 200).Proposal()
	if p.Process.Version != newest {
		t.Errorf("it follows %+v", p.Process)
	}
	for _, gate := range []string{"duplication_check", ministryGate} {
		if g := p.Gate(t, gate); g.State != "passed" || g.Round != 1 {
			t.Errorf("%s, decided before, is %+v", gate, g)
		}
	}
	g := p.Gate(t, techGate)
	if due := shown.Gates[0].Becomes.DueAt; g.State != "open" || g.Authority != "so-khcn" || g.Round != 2 || g.DueAt == nil || due == nil || *g.DueAt != *due {
		t.Errorf("the review is %+v, the preview told %+v", g, shown.Gates[0].Becomes)
	}
	toldOfMove(t, c, p)
	p = c.Walk(t, c.Again(t, p), nil)
	for action, want := range map[string]int{"moved": 1, "repinned": 1} {
		if n := apitest.Count(c.Events(t, p), action, ""); n != want {
			t.Errorf("%s is told %d times, want %d", action, n, want)
		}
	}
	if rounds := c.Rounds(t, p, techGate); len(rounds) != 1 || rounds[0].Round != 2 || rounds[0].Decision == nil {
		t.Errorf("the rounds of the review: %+v", rounds)
	}
	return p
}

// moving is the order that moves a proposal, with what the preview said would
// start again.
func moving(version string, starts ...string) map[string]any {
	order := apitest.Grounds("chuyển sang phiên bản quy trình đang có hiệu lực")
	order["version"], order["starts"] = version, append([]string{}, starts...)
	order["citation"] = map[string]any{"document": "NĐ 45/2026/NĐ-CP", "article": "Điều 42"}
	return order
}

// refusedMoves are those by another person, without a citation, and on another
// preview than was shown.
func refusedMoves(t testing.TB, c *apitest.Client, p apitest.Proposal, version string) {
	t.Helper()
	at, head := p.Path("/process"), c.As("head-ubnd-tinh")
	c.As("reviewer-so-khcn").POST(at, moving(version, techGate)).Refused(t, 403, apitest.Forbidden)
	c.As(p.Filer()).POST(at, moving(version, techGate)).Refused(t, 403, apitest.Forbidden)
	uncited := moving(version, techGate)
	delete(uncited, "citation")
	head.POST(at, uncited).Refused(t, 422, apitest.Invalid).At(t, "citation")
	head.POST(at, moving(version)).Refused(t, 409, apitest.Conflict).Says(t, "bản xem trước")
	head.POST(at, moving(byOffice.version, techGate)).Refused(t, 409, apitest.Conflict).Says(t, "mới hơn")
}

// toldOfMove wants the filing side told of the process, and the review's new
// authority of its turn: by notice and on its worklist. The office has nobody here
// who decides, so whoever is told of the review is of Sở KH&CN.
func toldOfMove(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	t.Helper()
	said := c.Notices(t, p)
	if apitest.Told(said, "repinned", "") == 0 {
		t.Errorf("nobody is told of the move: %+v", said)
	}
	if title := p.Gate(t, techGate).Title; apitest.Told(said, "gate_opened", title)+apitest.Told(said, "gate_reopened", title) == 0 {
		t.Errorf("the review's authority is not told: %+v", said)
	}
	owes(t, c, "reviewer-so-khcn", p, "decide")
}

// deadlinesFollow moves a proposal of level 4 from a version that gave Công an tỉnh
// 30 days to the one in force, which gives 25: the gate goes on as it is, its
// deadline is counted anew from the day on which it opened, and the trace tells the
// old one.
func deadlinesFollow(t testing.TB, c *apitest.Client) {
	const gate = "security_level"
	old := onPaper{process: "new-specialised-application", version: "2026-03-01", received: "2026-04-01", asked: "2026-04-02", answered: "2026-04-20"}
	p := c.WalkTo(t, old.file(t, c, "so-nnmt", apitest.Complete("so-nnmt").Secure("proposed_level", 4)), gate, nil)
	head := c.As("head-ubnd-tinh")
	before, opened := head.Clock(t, p, gate).Deadline, p.Gate(t, gate).OpenedAt
	newest := c.Pack(t, old.process, "").Version()
	var shown otherwise
	head.GET(p.Path("/process-move?version="+newest)).Want(t, 200).JSON(&shown)
	if len(shown.Starts) != 0 {
		t.Errorf("%v start again", shown.Starts)
	}
	p = head.POST(p.Path("/process"), moving(newest)).Want(t, 200).Proposal()
	after := head.Clock(t, p, gate).Deadline
	if before.Days != 30 || after.Days != 25 || after.DueAt >= before.DueAt || *p.Gate(t, gate).OpenedAt != *opened {
		t.Errorf("%+v, opened %s, became %+v, opened %s", before, *opened, after, *p.Gate(t, gate).OpenedAt)
	}
	if len(after.Recounted) != 1 || after.Recounted[0].DueAt != before.DueAt {
		t.Errorf("the old deadline is %+v, want %s", after.Recounted, before.DueAt)
	}
	for _, told := range shown.Gates {
		if told.Gate == gate && *told.Becomes.DueAt != after.DueAt {
			t.Errorf("the preview told %s", *told.Becomes.DueAt)
		}
	}
	if n := apitest.Count(c.Events(t, p), "deadline_recounted", gate); n != 1 {
		t.Errorf("the new deadline is told %d times", n)
	}
	if apitest.Told(c.Notices(t, p), "deadline_changed", p.Gate(t, gate).Title) == 0 {
		t.Error("nobody is told of the new deadline")
	}
	c.As(p.Filer()).POST(p.Path("/withdrawal"), map[string]any{"reason": "Chuyển sang dùng nền tảng của Bộ."}).Want(t, 200)
}
