package scenarios

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// difference is what two revisions do not share.
type difference struct {
	Against int
	Changes []struct {
		Field          string
		Before, After  json.RawMessage
		Added, Removed []json.RawMessage
	}
}

func (d difference) fields() []string {
	out := []string{}
	for _, c := range d.Changes {
		out = append(out, c.Field)
	}
	return out
}

// foretelling is what resubmitting now would do.
type foretelling struct {
	Changes []struct{ Field string }
	Gates   []struct {
		Gate    string
		Reasons []struct{ Because, Text string }
	}
}

// Revisions shows a resubmission: what changed and which gates reopen is told
// before, what each revision said and where it differs after; and a gate that has
// asked before asks for something new only with its head's reason.
func Revisions(t testing.TB, c *apitest.Client) {
	const gate = "technology_review"
	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), gate, nil)
	preview := func(c *apitest.Client) *apitest.Response { return c.As(p.Filer()).GET(p.Path("/resubmission-preview")) }
	preview(c.Unchecked()).Refused(t, 409, apitest.Conflict)
	p = c.Decide(t, p, gate, apitest.Return("Nêu rõ cách kết nối LGSP."))
	edited := apitest.Facts{"legal_basis": []string{"NĐ 45/2026/NĐ-CP"}, "functions": append(slices.Clone(p.Functions), "Kết nối LGSP")}
	p = c.As(p.Filer()).IfMatch(c.Again(t, p).ETag).PATCH(p.Path(""), edited).Want(t, 200).Proposal()
	var told foretelling
	preview(c).Want(t, 200).JSON(&told)
	if len(told.Changes) != 2 || len(told.Gates) < 2 {
		t.Errorf("the preview tells %+v", told)
	}
	c.As("reviewer-so-khcn").Unchecked().GET(p.Path("/resubmission-preview")).Refused(t, 403, apitest.Forbidden)
	p = resubmit(t, c, p, waiting(t, c, p))
	opened := []string{}
	for _, g := range p.Gates {
		if g.Round == 2 {
			opened = append(opened, g.ID)
		}
	}
	foretold := []string{}
	for _, g := range told.Gates {
		foretold = append(foretold, g.Gate)
	}
	if diff := cmp.Diff(foretold, opened); diff != "" {
		t.Errorf("foretold and reopened gates (-foretold +reopened):\n%s", diff)
	}
	differ(t, c, p)
	secondReturn(t, c, c.WalkTo(t, p, gate, covered))
}

// covered says at the consultation that the ministry's reply still covers what
// changed.
var covered = apitest.Plan{"ministry_consultation": {"reason": "Ý kiến của Bộ vẫn bao quát."}}

// differ reads the revisions and their differences.
func differ(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	var all struct {
		Items []struct {
			Revision int
			Changed  []string
			Document *struct{ Number string }
		}
	}
	c.As("auditor").GET(p.Path("/revisions")).Want(t, 200).JSON(&all)
	if len(all.Items) != 2 || all.Items[0].Document == nil || !slices.Contains(all.Items[1].Changed, "functions") {
		t.Fatalf("revisions %+v", all.Items)
	}
	var first struct{ Facts struct{ Functions []string } }
	c.As("reviewer-so-khcn").GET(p.Path("/revisions/1")).Want(t, 200).JSON(&first)
	if slices.Contains(first.Facts.Functions, "Kết nối LGSP") {
		t.Error("the first revision knows what was added later")
	}
	var d, back, whole difference
	reader := c.As("reviewer-so-khcn")
	reader.GET(p.Path("/revisions/2/diff")).Want(t, 200).JSON(&d)
	if diff := cmp.Diff([]string{"functions", "legal_basis"}, d.fields()); diff != "" || d.Against != 1 || len(d.Changes[0].Added) != 1 {
		t.Errorf("differences %+v: %s", d, diff)
	}
	reader.GET(p.Path("/revisions/1/diff?against=2")).Want(t, 200).JSON(&back)
	if len(back.Changes) != 2 || len(back.Changes[0].Removed) != 1 {
		t.Errorf("the other way %+v", back)
	}
	reader.GET(p.Path("/revisions/1/diff")).Want(t, 200).JSON(&whole)
	if whole.Against != 0 || !slices.Contains(whole.fields(), "name") {
		t.Errorf("the first revision is new as a whole: %+v", whole.fields())
	}
	reader.Unchecked().GET(p.Path("/revisions/9")).Refused(t, 404, apitest.NotFound)
	c.As("filer-so-cong-thuong").Unchecked().GET(p.Path("/revisions")).Refused(t, 404, apitest.NotFound)
}

// secondReturn asks again at the gate that has asked before.
func secondReturn(t testing.TB, c *apitest.Client, p apitest.Proposal) {
	const gate = "technology_review"
	item := c.Read(t, p).Items[0].ID
	fresh := apitest.Return("Bổ sung sơ đồ an toàn.")
	refused(t, c, p, refusal{
		name: "something new without the head", act: decides("reviewer-so-khcn", p, gate, fresh),
		status: 422, code: apitest.Invalid, field: "head_reason", words: []string{"lý do của lãnh đạo"},
	}, refusal{
		name: "the head's reason without the head's paper", act: decides("reviewer-so-khcn", p, gate, fresh.With("head_reason", "Phát sinh yêu cầu mới")),
		status: 422, code: apitest.Invalid, field: "documents", words: []string{"văn bản"},
	}, refusal{
		name: "carrying on what was never asked", act: decides("reviewer-so-khcn", p, gate, fresh.With("items", []any{map[string]any{"text": "x", "continues": "none-1-1"}})),
		status: 422, code: apitest.Invalid, field: "items[0].continues", words: []string{"chưa từng"},
	})
	again := apitest.Return().With("items", []any{map[string]any{"text": "Nêu rõ hơn cách kết nối LGSP.", "continues": item}})
	p = c.Decide(t, p, gate, again)
	p = c.WalkTo(t, resubmit(t, c, p, waiting(t, c, p)), gate, covered)
	p = c.As("head-so-khcn").POST(p.DecisionPath(gate), fresh.With("head_reason", "Phát sinh yêu cầu mới")).Want(t, 200).Proposal()
	if p.Status != "returned" {
		t.Errorf("status %q after the head asked", p.Status)
	}
}

// waiting are the items that nobody has answered yet.
func waiting(t testing.TB, c *apitest.Client, p apitest.Proposal) []apitest.Item {
	t.Helper()
	return slices.DeleteFunc(c.Read(t, p).Items, func(it apitest.Item) bool { return it.Answered })
}

// Hands shows a gate claimed, handed on by the head and released, and who of the
// authority opened it first.
func Hands(t testing.TB, c *apitest.Client) {
	const gate = "technology_review"
	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), gate, nil)
	at := func(account, act string, body any) func(*apitest.Client) *apitest.Response {
		return func(c *apitest.Client) *apitest.Response {
			return c.As(account).POST(p.Path("/gates/"+gate+"/"+act), body)
		}
	}
	c.As("reviewer2-so-khcn").GET(p.Path("")).Want(t, 200)
	c.As("reviewer-so-khcn").GET(p.Path("")).Want(t, 200)
	handed := map[string]any{"account": "reviewer2-so-khcn", "reason": "Cán bộ thụ lý nghỉ phép."}
	refused(t, c, p, refusal{name: "releasing what nobody has", act: at("reviewer-so-khcn", "release", nil), status: 409, code: apitest.Conflict, words: []string{"Chưa có ai"}})
	at("reviewer-so-khcn", "claim", nil)(c).Want(t, 200)
	refused(t, c, p,
		refusal{name: "claiming another's", act: at("reviewer2-so-khcn", "claim", nil), status: 409, code: apitest.Conflict, words: []string{"thụ lý"}},
		refusal{name: "deciding another's", act: decides("reviewer2-so-khcn", p, gate, apitest.Reject("x")), status: 409, code: apitest.Conflict, words: []string{"thụ lý"}},
		refusal{name: "releasing another's", act: at("reviewer2-so-khcn", "release", nil), status: 403, code: apitest.Forbidden, words: []string{"lãnh đạo"}},
		refusal{name: "an officer reassigns", act: at("reviewer2-so-khcn", "reassignment", handed), status: 403, code: apitest.Forbidden, words: []string{"lãnh đạo"}},
		refusal{name: "handed to another authority", act: at("head-so-khcn", "reassignment", map[string]any{"account": "reviewer-so-tai-chinh", "reason": "x"}), status: 422, code: apitest.Invalid, field: "account", words: []string{"cơ quan chủ trì"}},
		refusal{name: "signing where nothing is prepared", act: at("head-so-khcn", "signature", map[string]any{}), status: 409, code: apitest.Conflict, words: []string{"dự thảo"}},
	)
	c.As("reviewer2-so-khcn").GET(p.Path("/gates/"+gate+"/colleagues")).Refused(t, 403, apitest.Forbidden)
	var offered struct{ Items []struct{ Username string } }
	c.As("head-so-khcn").GET(p.Path("/gates/"+gate+"/colleagues")).Want(t, 200).JSON(&offered)
	// an account that others made meanwhile may be among them; who has the gate is not
	if has := func(name string) bool {
		return slices.ContainsFunc(offered.Items, func(o struct{ Username string }) bool { return o.Username == name })
	}; !has("reviewer2-so-khcn") || !has("head-so-khcn") || has("reviewer-so-khcn") || has("reviewer-so-tai-chinh") || has("filer-so-khcn") {
		t.Errorf("the gate may be handed to %+v", offered.Items)
	}
	at("head-so-khcn", "reassignment", handed)(c).Want(t, 200)
	var seen struct {
		Gates []struct {
			ID          string
			Claim       *struct{ By struct{ Name string } }
			FirstOpened *struct{ By struct{ Name string } } `json:"first_opened"`
		}
	}
	c.As("auditor").GET(p.Path("")).Want(t, 200).JSON(&seen)
	for _, g := range seen.Gates {
		if g.ID == gate && (g.Claim == nil || g.FirstOpened == nil || g.Claim.By != g.FirstOpened.By) {
			t.Errorf("claimed by %+v, first opened by %+v, want the second reviewer both times", g.Claim, g.FirstOpened)
		}
	}
	at("reviewer2-so-khcn", "release", nil)(c).Want(t, 200)
	if p = c.Walk(t, p, nil); p.Status != "approved" {
		t.Errorf("status %q in the end", p.Status)
	}
}
