package main

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// aPage is one page as one person sees it; every page there is stands in the
// table. At the address "{x}" is what stage calls x.
type aPage struct{ name, as, path string }

var everyPage = append(slices.Concat(registerPages, actPages, systemPages, relationPages, keepingPages), []aPage{
	{"sign-in", "", "/"},
	{"account", "filer-so-y-te", "/account"},
	{"not-found", "filer-so-y-te", "/khong-co"},
	{"worklist-filer", "filer-so-y-te", "/worklist"},
	{"worklist-reviewer", "reviewer-so-khcn", "/worklist"},
	{"proposals", "reviewer-so-khcn", "/proposals"},
	{"proposal-draft", "filer-so-y-te", "/proposals/{draft}"},
	{"proposal-open", "reviewer-so-khcn", "/proposals/{technology_review}"},
	{"proposal-returned", "filer-so-y-te", "/proposals/{returned}"},
	{"proposal-approved", "auditor", "/proposals/{approved}"},
	{"why-open", "reviewer-so-khcn", "/proposals/{technology_review}/why"},
	{"why-approved", "auditor", "/proposals/{approved}/why"},
	{"filing-new", "filer-so-y-te", "/proposals/new"},
	{"filing-edit", "filer-so-y-te", "/proposals/{draft}/edit"},
	{"submission", "filer-so-y-te", "/proposals/{draft}/submission"},
	{"submission-answers", "filer-so-y-te", "/proposals/{returned}/submission"},
	{"decide-duplication", "reviewer-so-khcn", "/proposals/{duplication_check}/gates/duplication_check/decision"},
	{"decide-consultation", "reviewer-so-khcn", "/proposals/{ministry_consultation}/gates/ministry_consultation/decision"},
	{"decide-technology", "reviewer-so-khcn", "/proposals/{technology_review}/gates/technology_review/decision"},
	{"decide-budget", "reviewer-so-tai-chinh", "/proposals/{budget_allocation}/gates/budget_allocation/decision"},
	{"decide-security", "reviewer-cong-an-tinh", "/proposals/{security_level}/gates/security_level/decision"},
	{"decide-province", "reviewer-ubnd-tinh", "/proposals/{provincial_decision}/gates/provincial_decision/decision"},
	{"letter-ministry", "filer-so-y-te", "/proposals/{draft}/letters/ministry"},
	{"letter-supplement", "filer-so-y-te", "/proposals/{returned}/letters/supplement?gate=technology_review"},
	{"letter-submission", "reviewer-so-khcn", "/proposals/{provincial_decision}/letters/submission"},
	{"proposals-filtered", "reviewer-so-khcn", "/proposals?status=in_review&q=y+te"},
}...)

// actPages are the forms of acts, each where it may be done.
var actPages = []aPage{
	{"act-withdraw", "filer-so-cong-thuong", "/proposals/{technology_review}/withdrawal"},
	{"act-consult", "filer-so-cong-thuong", "/proposals/{ministry_consultation}/consultation"},
	{"act-reassign", "head-so-khcn", "/proposals/{technology_review}/gates/technology_review/reassignment"},
	{"act-pause", "reviewer-so-khcn", "/proposals/{technology_review}/gates/technology_review/pause"},
	{"act-extend", "head-so-khcn", "/proposals/{technology_review}/gates/technology_review/extension"},
	{"act-revoke", "reviewer-ubnd-tinh", "/proposals/{approved}/revocation"},
	{"replace", "head-so-khcn", "/proposals/{technology_review}/gates/duplication_check/replacement"},
	{"rectify", "reviewer-so-khcn", "/proposals/{technology_review}/gates/duplication_check/rectification"},
	{"relations", "filer-so-y-te", "/proposals/{revised}/relations"},
	{"revisions", "filer-so-y-te", "/proposals/{revised}/revisions"},
	{"proposal-revised", "head-so-khcn", "/proposals/{revised}"},
}

// stage files proposals that stand where a page has something to show, and gives
// what addresses call them.
func stage(t *testing.T, c *apitest.Client) map[string]string {
	t.Helper()
	draft := c.Draft(t, "so-y-te", apitest.Complete("so-y-te"))
	returned := c.Decide(t, c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "technology_review", nil),
		"technology_review", apitest.Return("Nêu rõ cách kết nối LGSP.", "Nêu nơi đặt hệ thống."))
	at := map[string]string{"draft": draft.ID, "returned": returned.ID, "revised": revised(t, c).ID}
	stageChanges(t, c, at)
	for _, gate := range []string{"ministry_consultation", "duplication_check", "technology_review", "budget_allocation", "security_level", "provincial_decision", ""} {
		for _, agency := range []string{"so-y-te", "so-cong-thuong"} {
			p := c.WalkTo(t, c.File(t, agency, apitest.Complete(agency)), gate, nil)
			if gate == "" {
				gate = "approved"
			}
			at[gate] = p.ID
			if gate == "approved" {
				gate = ""
			}
		}
	}
	stageSystem(t, c, at["approved"], at)
	stageRelated(t, c, at)
	return at
}

// revised is a proposal that was returned, changed and sent again.
func revised(t *testing.T, c *apitest.Client) apitest.Proposal {
	t.Helper()
	p := c.Decide(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "duplication_check", apitest.Return("Nêu rõ phạm vi."))
	p = c.Again(t, p)
	changed := map[string]any{"summary": "Điều phối xe cứu thương giữa các bệnh viện tuyến huyện.", "functions": []string{"Tiếp nhận cuộc gọi cấp cứu", "Lập lịch trực kíp xe"}}
	p = c.As(p.Filer()).IfMatch(p.ETag).PATCH(p.Path(""), changed).Want(t, 200).Proposal()
	answers := []any{map[string]any{"item": c.Read(t, p).Items[0].ID, "text": "Trong tỉnh."}}
	return c.As(p.Filer()).POST(p.Path("/submission"), map[string]any{"document": apitest.Paper("Gửi lại"), "answers": answers}).Want(t, 200).Proposal()
}

// registerPages show what there is, whoever looks.
var registerPages = []aPage{
	{"catalog", "filer-so-y-te", "/catalog"},
	{"catalog-search", "filer-so-y-te", "/catalog?q=tiem+chung"},
	{"entry-shared", "filer-so-y-te", "/catalog/D55"},
	{"entry-planned", "filer-so-y-te", "/catalog/D60"},
	{"budgets", "reviewer-so-tai-chinh", "/budgets?year=2029"},
	{"overview", "head-so-khcn", "/overview"},
	{"overview-auditor", "auditor", "/overview"},
	{"register", "auditor", "/register"},
	{"register-planned", "auditor", "/register?kind=planned"},
	{"register-rejected", "auditor", "/register?kind=rejected"},
	{"ledger", "auditor", "/ledger"},
	{"password", "filer-so-y-te", "/account/password"},
	{"admin", "admin", "/admin"},
	{"admin-head", "head-so-khcn", "/admin"},
	{"admin-changes", "admin", "/admin/changes?state=proposed"},
	{"admin-change-account", "admin", "/admin/changes/new?kind=account"},
	{"admin-change-edition", "admin", "/admin/changes/new?kind=catalog_edition"},
	{"admin-filing-sign", "head-so-y-te", "/admin/changes/new?kind=filing_sign"},
	{"admin-change-membership", "admin", "/admin/changes/new?kind=membership&username=filer-so-y-te"},
	{"admin-accounts", "admin", "/admin/accounts"},
	{"admin-accounts-head", "head-so-khcn", "/admin/accounts"},
	{"admin-delegations", "head-so-khcn", "/admin/delegations"},
	{"admin-delegation-new", "head-so-khcn", "/admin/delegations/new"},
	{"admin-delegation-end", "head-so-khcn", "/admin/delegations/x/end"},
	{"admin-account-disable", "admin", "/admin/accounts/x/disable?name=Nguyễn+Văn+A"},
	{"admin-agencies", "admin", "/admin/agencies"},
	{"admin-processes", "admin", "/admin/processes"},
	{"admin-holidays", "admin", "/admin/holidays"},
	{"admin-notices", "admin", "/admin/notices"},
}
