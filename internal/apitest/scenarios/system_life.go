package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// SystemLife shows an approved system: what comes before operation keeps it from
// being accepted, its owner proves it and the authority agrees, then it is in use,
// owes more, and ends; its catalog entry follows.
func SystemLife(t testing.TB, c *apitest.Client) {
	p := c.Walk(t, c.File(t, "so-nnmt", apitest.Complete("so-nnmt")), nil)
	if p.Status != "approved" {
		t.Fatalf("status %q in the end", p.Status)
	}
	filer := c.As(p.Filer())
	y := filer.System(t, p)
	if y.State != "planned" || y.BeginBy == nil || entryState(t, c, y.Entry) != "planned" {
		t.Fatalf("after the approval %+v", y)
	}
	path := "/systems/" + y.ID
	minutes := apitest.Paper("Biên bản nghiệm thu")
	refused(t, c, p,
		refusal{name: "before what comes first", act: as(p.Filer(), path+"/acceptance", minutes), status: 422, code: apitest.Invalid, words: []string{"trước khi vận hành"}},
		refusal{name: "another agency", act: as("filer-so-y-te", path+"/acceptance", minutes), status: 403, code: apitest.Forbidden, words: []string{"cơ quan đề xuất"}},
		refusal{name: "an authority", act: as("reviewer-so-khcn", path+"/begin", minutes), status: 403, code: apitest.Forbidden, words: []string{"cơ quan đề xuất"}},
		refusal{name: "nothing in use to retire", act: as(p.Filer(), path+"/retirement", minutes), status: 409, code: apitest.Conflict, words: []string{"đang sử dụng"}},
		refusal{name: "no such system", act: as(p.Filer(), "/systems/none/begin", minutes), status: 404, code: apitest.NotFound, words: []string{"hệ thống"}},
	)
	filer.POST(path+"/begin", minutes).Want(t, 200)
	proved(t, c, p, y)
	filer.POST(path+"/acceptance", minutes).Want(t, 200)
	y = filer.System(t, p)
	if y.State != "in_use" || y.Acceptance == nil || entryState(t, c, y.Entry) != "in_use" {
		t.Errorf("after the acceptance %+v", y)
	}
	if o := y.Owed(t, "security_report"); o.DueAt == nil || o.State != "open" {
		t.Errorf("from the acceptance on it owes %+v", o)
	}
	if seen := c.As("filer-so-y-te").System(t, p); seen.State != "in_use" || seen.Obligations != nil {
		t.Errorf("others see %+v", seen)
	}
	filer.POST(path+"/retirement", minutes).Want(t, 200)
	y = filer.System(t, p)
	if y.State != "retired" || y.EndedAt == nil || entryState(t, c, y.Entry) != "retired" || y.Owed(t, "security_report").State != "closed" {
		t.Errorf("in the end %+v", y)
	}
	filer.POST(path+"/retirement", minutes).Refused(t, 409, apitest.Conflict)
}

// LiveThrough takes a system from its approval to its end.
func LiveThrough(t testing.TB, c *apitest.Client) apitest.Proposal {
	p := c.Walk(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), nil)
	filer := c.As(p.Filer())
	path, minutes := "/systems/"+p.ID, apitest.Paper("Biên bản nghiệm thu")
	filer.POST(path+"/begin", minutes).Want(t, 200)
	proved(t, c, p, filer.System(t, p))
	filer.POST(path+"/acceptance", minutes).Want(t, 200)
	filer.POST(path+"/retirement", minutes).Want(t, 200)
	return p
}

// proved proves everything that comes before operation and has it agreed.
func proved(t testing.TB, c *apitest.Client, p apitest.Proposal, y apitest.System) {
	t.Helper()
	first := true
	for _, o := range y.Obligations {
		if !o.BeforeOperation {
			continue
		}
		path := "/obligations/" + o.ID
		c.As(p.Filer()).POST(path+"/fulfilment", map[string]any{"text": "Đã thực hiện, có văn bản kèm theo."}).Want(t, 200)
		authority := "reviewer-" + *o.Agrees
		if first {
			first = false
			refused(t, c, p,
				refusal{name: "who owes it agrees", act: as(p.Filer(), path+"/verification", map[string]any{"agreed": true}), status: 403, code: apitest.Forbidden},
				refusal{name: "refused without a reason", act: as(authority, path+"/verification", map[string]any{"agreed": false}), status: 422, code: apitest.Invalid, field: "note", words: []string{"lý do"}},
			)
			c.As(authority).POST(path+"/verification", map[string]any{"agreed": false, "note": "Thiếu bản quét."}).Want(t, 200)
			c.As(p.Filer()).POST(path+"/fulfilment", map[string]any{"text": "Đã bổ sung bản quét."}).Want(t, 200)
		}
		c.As(authority).POST(path+"/verification", map[string]any{"agreed": true}).Want(t, 200)
	}
	if first {
		t.Errorf("nothing comes before operation: %+v", y.Obligations)
	}
}

// as sends a body as an account.
func as(account, path string, body any) func(*apitest.Client) *apitest.Response {
	return func(c *apitest.Client) *apitest.Response { return c.As(account).POST(path, body) }
}

// entryState is the state of a catalog entry.
func entryState(t testing.TB, c *apitest.Client, entry string) string {
	t.Helper()
	var e struct {
		State string `json:"state"`
	}
	c.As("auditor").GET("/catalog/"+entry).Want(t, 200).JSON(&e)
	return e.State
}
