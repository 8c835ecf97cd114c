package scenarios

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

// EveryField answers a return by changing all that a filer may: before sending and
// after it, the difference names every field, and the gates that open again are told
// each with its reasons.
func EveryField(t testing.TB, c *apitest.Client) {
	const gate = "technology_review"
	before := c.File(t, "so-y-te", apitest.Complete("so-y-te"))
	p := c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), gate, nil)
	p = c.Decide(t, p, gate, apitest.Return("Lập lại hồ sơ."))
	patch := apitest.Facts{
		"name": "Phần mềm " + apitest.Unique(), "summary": "Tóm tắt khác.", "functions": []string{"Chức năng khác"}, "sector": "Lĩnh vực khác",
		"line_ministry": "bo-khcn", "scope": "province", "users": []string{"Người dùng khác"}, "architecture_layer": 1, "integrations": []string{"Kết nối khác"},
		"budget":      []apitest.BudgetLine{{FiscalYear: apitest.LastYear, Source: "chi-thuong-xuyen", AmountVND: 1_000_000}},
		"legal_basis": []string{"Căn cứ khác"}, "expected_completion": apitest.InDays(500), "solution": "Giải pháp", "steps": []string{"Bước một"},
		"resources": "Nguồn lực", "operating_cost_per_year": 5_000_000, "self_review": "Tự rà soát", "co_agencies": []string{"so-nnmt"},
		"follows": []any{map[string]any{"number": *before.Number, "relation": "amends"}},
	}
	want := slices.Collect(maps.Keys(patch))
	patch["accountable"] = map[string]any{"name": "Nguyễn Văn An", "position": "Phó Giám đốc"}
	patch["security"] = map[string]any{
		"proposed_level": 3, "audience": "public", "information": "personal", "infrastructure": "shared",
		"personal_data_subjects": 10, "sensitive_data_subjects": 5, "handles_tthc": true, "state_secret": false,
	}
	want = append(want, "accountable.name", "accountable.position", "security.proposed_level", "security.audience", "security.information", "security.infrastructure",
		"security.personal_data_subjects", "security.sensitive_data_subjects", "security.handles_tthc")
	slices.Sort(want)
	filer := c.As(p.Filer())
	p = filer.IfMatch(c.Again(t, p).ETag).PATCH(p.Path(""), patch).Want(t, 200).Proposal()
	var told foretelling
	filer.GET(p.Path("/resubmission-preview")).Want(t, 200).JSON(&told)
	foretold := []string{}
	for _, change := range told.Changes {
		foretold = append(foretold, change.Field)
	}
	opens := map[string]bool{}
	for _, g := range told.Gates {
		opens[g.Gate] = true
		if len(g.Reasons) == 0 || g.Reasons[0].Because == "" || g.Reasons[0].Text == "" {
			t.Errorf("%s would open again for %+v", g.Gate, g.Reasons)
		}
	}
	p = resubmit(t, c, p, waiting(t, c, p))
	var d difference
	c.As("reviewer-so-khcn").GET(p.Path("/revisions/2/diff")).Want(t, 200).JSON(&d)
	if diff := cmp.Diff([][]string{want, want}, [][]string{foretold, d.fields()}); diff != "" {
		t.Errorf("the difference foretold and shown (-want +told):\n%s", diff)
	}
	for _, change := range d.Changes {
		if cmp.Equal(change.Before, change.After) || len(change.After) == 0 {
			t.Errorf("%s went from %s to %s", change.Field, change.Before, change.After)
		}
	}
	for _, g := range p.Gates {
		if opens[g.ID] != (g.Round == 2) {
			t.Errorf("%s is in round %d, foretold %v", g.ID, g.Round, opens[g.ID])
		}
	}
	filer.POST(p.Path("/withdrawal"), map[string]any{"reason": "Kết thúc kiểm tra."}).Want(t, 200)
	filer.POST(before.Path("/withdrawal"), map[string]any{"reason": "Kết thúc kiểm tra."}).Want(t, 200)
}
