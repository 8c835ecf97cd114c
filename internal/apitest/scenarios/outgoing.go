package scenarios

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// Outgoing has an agency want its head to send its filings: a filer presents, the
// head hands back with a note or sends, the first time and after a return.
func Outgoing(t testing.TB, c *apitest.Client) {
	const agency = "so-ngoai-vu" // nobody else files for it
	head := c.Token(secondHead(t, c, agency))
	filer := c.Token(hire(t, c, head, agency, "filer"))
	wish := func(sign string) map[string]any {
		return map[string]any{"kind": "filing_sign", "body": map[string]any{"agency": agency, "sign": sign}}
	}
	filer.POST("/changes", wish("head")).Refused(t, 403, apitest.Forbidden).Says(t, "lãnh đạo")
	c.As("head-so-y-te").POST("/changes", wish("head")).Refused(t, 403, apitest.Forbidden).Says(t, "cơ quan mình")
	head.POST("/changes", wish("ai")).Refused(t, 422, apitest.Invalid).At(t, "body.sign")
	wants := func(sign string) {
		var change apitest.Change
		head.POST("/changes", wish(sign)).Want(t, 201).JSON(&change)
		head.POST("/changes/"+change.ID+"/confirmation", yes).Refused(t, 403, apitest.Forbidden)
		c.As("admin").POST("/changes/"+change.ID+"/confirmation", yes).Want(t, 200)
	}
	wants("head")
	defer wants("filer") // so that the story can be told again
	head.POST("/changes", wish("head")).Refused(t, 409, apitest.Conflict)

	p := firstSending(t, c, filer, head)
	events := eventsOf(t, head, p)
	for action, want := range map[string]int{"filing_presented": 2, "filing_sent_back": 1, "submitted": 1} {
		if n := apitest.Count(events, action, ""); n != want {
			t.Errorf("%d × %s in the trace, want %d", n, action, want)
		}
	}
	if got := outgoingOf(t, c.As("reviewer-so-khcn"), p); got != nil {
		t.Errorf("another agency reads what was inside: %+v", got)
	}
	sentAgain(t, c, filer, head, p)
}

// firstSending takes a draft through presentation, hand-back and sending.
func firstSending(t testing.TB, c, filer, head *apitest.Client) apitest.Proposal {
	t.Helper()
	facts := ownSubject()
	p := filer.POST("/proposals", facts.With("summary", nil)).Want(t, 201).Proposal()
	present := func() *apitest.Response { return filer.POST(p.Path("/presentation"), map[string]any{}) }
	present().Refused(t, 422, apitest.Invalid).At(t, "summary")
	p = filer.IfMatch(p.ETag).PATCH(p.Path(""), apitest.Facts{"summary": facts["summary"]}).Want(t, 200).Proposal()
	filer.POST(p.Path("/submission"), map[string]any{}).Refused(t, 403, apitest.Forbidden).Says(t, "trình lãnh đạo")
	head.POST(p.Path("/return-to-filer"), map[string]any{"note": "Sửa tên."}).Refused(t, 409, apitest.Conflict).Says(t, "đang trình")
	p = present().Want(t, 200).Proposal()
	if p.Status != "draft" || p.Number != nil {
		t.Errorf("presented: status %q, number %v", p.Status, p.Number)
	}
	present().Refused(t, 409, apitest.Conflict).Says(t, "đang trình")
	filer.IfMatch(p.ETag).PATCH(p.Path(""), apitest.Facts{"resources": "x"}).Refused(t, 409, apitest.Conflict).Says(t, "đang trình")
	wantTasks(t, head, p, "send_filing")
	wantTasks(t, filer, p)
	head.POST(p.Path("/return-to-filer"), map[string]any{"note": " "}).Refused(t, 422, apitest.Invalid).At(t, "note")
	p = head.POST(p.Path("/return-to-filer"), map[string]any{"note": "Nêu rõ nguồn lực."}).Want(t, 200).Proposal()
	wantTasks(t, head, p)
	wantTasks(t, filer, p, "mend_filing")
	if o := outgoingOf(t, filer, p); o == nil || o.Back == nil || o.Back.Note != "Nêu rõ nguồn lực." {
		t.Errorf("the filer reads %+v", o)
	}
	p = filer.IfMatch(p.ETag).PATCH(p.Path(""), apitest.Facts{"resources": "Cán bộ của đơn vị."}).Want(t, 200).Proposal()
	paper := apitest.Paper("Về việc đề nghị phê duyệt chủ trương")
	p = filer.POST(p.Path("/presentation"), map[string]any{"document": paper}).Want(t, 200).Proposal()
	p = head.POST(p.Path("/submission"), map[string]any{}).Want(t, 200).Proposal()
	if p.Status != "in_review" || p.Number == nil {
		t.Fatalf("sent: status %q, number %v", p.Status, p.Number)
	}
	var sent struct {
		Items []struct{ Document *struct{ Number string } }
	}
	head.GET(p.Path("/revisions")).Want(t, 200).JSON(&sent)
	if len(sent.Items) != 1 || sent.Items[0].Document == nil || sent.Items[0].Document.Number != paper["number"] {
		t.Errorf("sent under %+v, want what was presented", sent.Items)
	}
	return p
}

// sentAgain answers a return: the filer presents the answers, takes them back,
// presents them again, and the head sends them.
func sentAgain(t testing.TB, c, filer, head *apitest.Client, p apitest.Proposal) {
	t.Helper()
	gate, _ := p.Open()
	p = c.Decider(t, gate).POST(p.DecisionPath(gate.ID), apitest.Return("Gửi công văn xin ý kiến Bộ.")).Want(t, 200).Proposal()
	var d apitest.Dossier
	filer.GET(p.Path("")).Want(t, 200).JSON(&d)
	answers := map[string]any{"answers": []any{map[string]any{"item": d.Items[0].ID, "text": "Đã gửi công văn."}}}
	filer.POST(p.Path("/presentation"), map[string]any{}).Refused(t, 422, apitest.Invalid).At(t, "answers")
	filer.POST(p.Path("/presentation"), answers).Want(t, 200)
	insideOnly(t, c, p, "Đã gửi công văn.")
	filer.POST(p.Path("/return-to-filer"), map[string]any{"note": "Xin rút để sửa."}).Want(t, 200)
	insideOnly(t, c, p, "Xin rút để sửa.")
	filer.POST(p.Path("/presentation"), answers).Want(t, 200)
	p = head.POST(p.Path("/submission"), map[string]any{}).Want(t, 200).Proposal()
	head.GET(p.Path("")).Want(t, 200).JSON(&d)
	if p.Status != "in_review" || p.Revision != 2 || !d.Items[0].Answered {
		t.Errorf("sent again: status %q, revision %d, items %+v", p.Status, p.Revision, d.Items)
	}
	head.POST(p.Path("/withdrawal"), map[string]any{"reason": "Kết thúc kiểm tra."}).Want(t, 200)
}

// insideOnly wants words that are on their way out to be read by nobody of another
// agency, nor by an admin; an auditor reads them.
func insideOnly(t testing.TB, c *apitest.Client, p apitest.Proposal, words string) {
	t.Helper()
	for account, reads := range map[string]bool{"reviewer-so-khcn": false, "head-so-khcn": false, "reviewer-so-tai-chinh": false, "admin": false, "auditor": true} {
		for _, path := range []string{"", "/trace", "/revisions"} {
			if says(c.As(account), p.Path(path), words) != (reads && path != "/revisions") {
				t.Errorf("%s at %q: says %q %v", account, path, words, !reads)
			}
		}
		if got := outgoingOf(t, c.As(account), p); (got != nil) != reads {
			t.Errorf("%s reads %+v", account, got)
		}
	}
}

// outgoing is what lies before the head of a filing agency.
type outgoing struct{ Back *struct{ Note string } }

func outgoingOf(t testing.TB, reader *apitest.Client, p apitest.Proposal) *outgoing {
	t.Helper()
	var read struct{ Outgoing *outgoing }
	reader.GET(p.Path("")).Want(t, 200).JSON(&read)
	return read.Outgoing
}

// wantTasks wants exactly these tasks of a proposal in the client's worklist.
func wantTasks(t testing.TB, c *apitest.Client, p apitest.Proposal, want ...string) {
	t.Helper()
	var list struct {
		Items []struct {
			Task       string
			ProposalID string `json:"proposal_id"`
		}
	}
	c.GET("/worklist").Want(t, 200).JSON(&list)
	var tasks []string
	for _, item := range list.Items {
		if item.ProposalID == p.ID {
			tasks = append(tasks, item.Task)
		}
	}
	if diff := cmp.Diff(want, tasks); diff != "" {
		t.Errorf("tasks (-want +listed):\n%s", diff)
	}
}
