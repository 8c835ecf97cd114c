package scenarios

import (
	"strings"
	"testing"

	"pheduyet/internal/apitest"
)

// Secrets keeps what is mật out: a proposal that is one goes on paper; a letter, a
// reply or a decision that is one leaves its number and date here, nothing else; a
// file that says so is not stored. No refusal says again what was refused.
func Secrets(t testing.TB, c *apitest.Client) {
	part(t, c, "a proposal that is one", secretProposal)
	part(t, c, "files that say so", secretFiles)
	part(t, c, "papers that are", secretPapers)
}

func secretProposal(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te").Secure("state_secret", true))
	refused(t, c, p, refusal{"submission", func(c *apitest.Client) *apitest.Response {
		return c.As(p.Filer()).POST(p.Path("/submission"), map[string]any{})
	}, 422, apitest.Invalid, "security.state_secret", []string{"giấy", "bí mật nhà nước"}})
}

func secretFiles(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	plain := docx(t, "ke-hoach.docx", "Kế hoạch triển khai, bảo đảm BẢO MẬT thông tin.")
	with := func(change func(*apitest.Upload)) func(*apitest.Client) *apitest.Response {
		u := plain
		change(&u)
		return func(c *apitest.Client) *apitest.Response {
			r := c.As(p.Filer()).Attach(p.ID, u)
			if strings.Contains(string(r.Body), "hầm ngầm") {
				t.Errorf("the refusal says it again: %s", r.Body)
			}
			return r
		}
	}
	says := func(mark string) func(*apitest.Upload) {
		return func(u *apitest.Upload) { u.Content = docx(t, u.Name, mark+"\nSơ đồ hầm ngầm").Content }
	}
	words := []string{"bí mật nhà nước", "chưa được lưu"}
	refused(t, c, p,
		refusal{"marked mật", with(func(u *apitest.Upload) { u.Marking = "mat" }), 422, apitest.Invalid, "marking", words},
		refusal{"marked tối mật", with(func(u *apitest.Upload) { u.Marking = "toi_mat" }), 422, apitest.Invalid, "marking", words},
		refusal{"marked tuyệt mật", with(func(u *apitest.Upload) { u.Marking = "tuyet_mat" }), 422, apitest.Invalid, "marking", words},
		refusal{"saying MẬT", with(says("MẬT")), 422, apitest.Invalid, "file", words},
		refusal{"saying TỐI MẬT", with(says("TỐI MẬT")), 422, apitest.Invalid, "file", words},
		refusal{"saying TUYỆT MẬT", with(says("TUYỆT MẬT")), 422, apitest.Invalid, "file", words},
		refusal{"by its title", with(func(u *apitest.Upload) { u.Title = "TỐI MẬT: sơ đồ hầm ngầm" }), 422, apitest.Invalid, "title", words},
		refusal{"by its name", with(func(u *apitest.Upload) { u.Name = "MẬT ham ngam.docx" }), 422, apitest.Invalid, "file", words},
	)
	if kept := attached(t, c.As(p.Filer()), p, plain); !kept.Readable {
		t.Error("a file that speaks of security is kept as unreadable")
	}
	if kept := attached(t, c.As(p.Filer()), p, scan(t, "quet.png")); kept.Readable || kept.Declared {
		t.Errorf("an unreadable scan of which nothing is declared is shown as %+v", kept)
	}
}

func secretPapers(t testing.TB, c *apitest.Client) {
	p := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	held := attached(t, c.As(p.Filer()), p, docx(t, "quet.docx", "Công văn")).ID
	consult := func(kind string, more map[string]any) func(*apitest.Client) *apitest.Response {
		paper := map[string]any{"number": "7/" + kind, "date": apitest.Today(), "classified": true}
		for name, value := range more {
			paper[name] = value
		}
		return func(c *apitest.Client) *apitest.Response {
			return c.As(p.Filer()).POST(p.Path("/consultation"), map[string]any{kind: paper})
		}
	}
	agreed := map[string]any{"position": "agree_with_conditions"}
	refused(t, c, p, refusal{"a letter with its scan", consult("letter", map[string]any{"attachment_id": held}), 422, apitest.Invalid, "letter.attachment_id", []string{"số và ngày"}})
	consult("letter", nil)(c).Want(t, 200)
	refused(t, c, p,
		refusal{"a reply with its scan", consult("reply", map[string]any{"position": "agree", "attachment_id": held}), 422, apitest.Invalid, "reply.attachment_id", []string{"số và ngày"}},
		refusal{"a reply with what it says", consult("reply", map[string]any{"position": "agree_with_conditions", "conditions": []string{"x"}}), 422, apitest.Invalid, "reply.conditions", []string{"số và ngày"}},
	)
	consult("reply", agreed)(c).Want(t, 200)
	p = c.WalkTo(t, c.Submit(t, p), "ministry_consultation", nil)
	decided(t, c, p, held)
}

// decided has the consultation decided by a paper that is mật.
func decided(t testing.TB, c *apitest.Client, p apitest.Proposal, scan string) {
	t.Helper()
	const gate = "ministry_consultation"
	paper := map[string]any{"number": "9/SKHCN-M", "date": apitest.Today(), "classified": true}
	by := func(more map[string]any) apitest.Decision {
		d := map[string]any{}
		for _, m := range []map[string]any{paper, more} {
			for name, value := range m {
				d[name] = value
			}
		}
		return apitest.Decision{
			"outcome": "approve_with_conditions", "reason": "Theo văn bản trả lời của Bộ.", "documents": []any{d},
			"conditions": []any{apitest.Condition("Thực hiện theo văn bản mật của Bộ.", "so-y-te")},
		}
	}
	refused(t, c, p,
		refusal{"passed plainly though conditions are set", decides("reviewer-so-khcn", p, gate, by(nil).With("outcome", "approve").With("conditions", nil)), 422, apitest.Invalid, "outcome", nil},
		refusal{"a decision with its subject", decides("reviewer-so-khcn", p, gate, by(map[string]any{"title": "Về hệ thống mật"})), 422, apitest.Invalid, "documents[0].title", []string{"số và ngày"}},
		refusal{"a decision with its scan", decides("reviewer-so-khcn", p, gate, by(map[string]any{"attachment_id": scan})), 422, apitest.Invalid, "documents[0].attachment_id", []string{"số và ngày"}},
	)
	c.As("reviewer-so-khcn").POST(p.DecisionPath(gate), by(nil)).Want(t, 200)
	var trace struct {
		Gates []struct {
			Gate      string
			Documents []struct {
				Number     string
				Title      *string
				Classified bool
				SHA256     *string
			}
		}
	}
	c.As("auditor").GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	for _, g := range trace.Gates {
		if d := g.Documents; g.Gate == gate && (len(d) != 1 || !d[0].Classified || d[0].Title != nil || d[0].SHA256 != nil) {
			t.Errorf("the trace tells %+v", d)
		}
	}
	provenToSay(t, c, p, "9/SKHCN-M", "văn bản mật: chỉ ghi số và ngày")
}
