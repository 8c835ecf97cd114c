package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// badRelations tries submissions that must not leave the draft.
func badRelations(t testing.TB, c *apitest.Client) {
	full := apitest.Complete("so-y-te")
	for _, try := range []struct {
		name, field string
		facts       apitest.Facts
		words       []string
	}{
		{"realises naming another agency's entry", "realises", full.With("realises", "B01"), []string{"B01", "cơ quan khác"}},
		{"realises naming no planned entry", "realises", full.With("realises", "D116"), []string{"D116"}},
		{"realises naming nothing", "realises", full.With("realises", "KHONG-CO"), []string{"KHONG-CO"}},
		{"an upgrade of nothing", "builds_on", full.With("kind", "upgrade"), []string{"hệ thống đang có"}},
		{"an upgrade of another's system without consent", "builds_on", full.With("kind", "upgrade").With("builds_on", "A36"), []string{"A36", "đồng ý"}},
		{"an agency as ministry", "line_ministry", full.With("line_ministry", "so-khcn"), []string{"so-khcn"}},
		{"state_secret", "security.state_secret", full.Secure("state_secret", true), []string{"bí mật nhà nước", "giấy"}},
		{"no summary", "summary", full.With("summary", nil), []string{"tóm tắt"}},
		{"no budget", "budget", full.With("budget", nil), []string{"kinh phí"}},
		{"a completion that has passed", "expected_completion", full.With("expected_completion", apitest.DaysAgo(1)), []string{"đã qua"}},
		{"one year and source twice", "budget", full.With("budget", append(lines(apitest.FiscalYear, 1), lines(apitest.FiscalYear, 2)...)), []string{"hai lần"}},
	} {
		p := c.Draft(t, "so-y-te", try.facts)
		refused(t, c, p, refusal{try.name, posts(p, "/submission", map[string]any{}), 422, apitest.Invalid, try.field, try.words})
	}
	p := c.Draft(t, "so-y-te", full)
	tomorrow := apitest.Paper("Về việc đề nghị phê duyệt chủ trương")
	tomorrow["date"] = apitest.Tomorrow()
	refused(t, c, p,
		refusal{"a covering document dated tomorrow", posts(p, "/submission", map[string]any{"document": tomorrow}), 422, apitest.Invalid, "document.date", []string{"tương lai"}},
		refusal{"answers to nothing", posts(p, "/submission", map[string]any{"answers": []any{map[string]any{"item": "x-1-1", "text": "Đã bổ sung."}}}), 422, apitest.Invalid, "answers[0].item", []string{"yêu cầu"}},
		refusal{"the submission of another agency's draft", func(c *apitest.Client) *apitest.Response {
			return c.As("filer-so-cong-thuong").POST(p.Path("/submission"), map[string]any{})
		}, 404, apitest.NotFound, "", nil},
		refusal{"a withdrawal without a reason", posts(p, "/withdrawal", map[string]any{"reason": " "}), 422, apitest.Invalid, "reason", []string{"lý do"}},
	)
}
