package scenarios

import "pheduyet/internal/apitest"

// technology is the gate that is open in the proposals of the table.
const technology = "technology_review"

// actions are how each is asked; a proposal's are about the subject.
var actions = map[string]func(c *apitest.Client, s subject) *apitest.Response{
	"read":     func(c *apitest.Client, s subject) *apitest.Response { return c.GET(s.Path("")) },
	"trace":    func(c *apitest.Client, s subject) *apitest.Response { return c.GET(s.Path("/trace")) },
	"file":     func(c *apitest.Client, s subject) *apitest.Response { return c.GET("/attachments/" + s.file) },
	"dossier":  func(c *apitest.Client, s subject) *apitest.Response { return c.GET("/attachments/" + s.dossier) },
	"edit":     func(c *apitest.Client, s subject) *apitest.Response { return c.PATCH(s.Path(""), empty) },
	"submit":   sends("/submission"),
	"consult":  sends("/consultation"),
	"withdraw": sends("/withdrawal"),
	"recall":   sends("/recall"),
	"accept":   sends("/acceptance"),
	"revoke":   sends("/revocation"),

	"evidence":     reads("/evidence"),
	"revisions":    reads("/revisions"),
	"diff":         reads("/revisions/1/diff"),
	"relations":    reads("/relations"),
	"preview":      reads("/resubmission-preview"),
	"move_preview": reads("/process-move?version=2026-07-01"),
	"present":      sends("/presentation"),
	"hand_back":    sends("/return-to-filer"),
	"ask_review":   sends("/review-request"),
	"review":       sends("/review"),
	"move":         sends("/process"),
	"release":      sends("/gates/" + technology + "/release"),
	"reassign":     sends("/gates/" + technology + "/reassignment"),
	"sign":         sends("/gates/" + technology + "/signature"),
	"send_back":    sends("/gates/" + technology + "/return-to-officer"),
	"pause":        sends("/gates/" + technology + "/pause"),
	"resume":       sends("/gates/" + technology + "/resumption"),
	"extend":       sends("/gates/" + technology + "/extension"),
	"rectify":      amending("rectify"),
	"replace":      amending("replace"),
	"decide": func(c *apitest.Client, s subject) *apitest.Response {
		return c.POST(s.DecisionPath(technology), apitest.Decision{"outcome": "approve"})
	},
	"list":        gets("/proposals"),
	"worklist":    gets("/worklist"),
	"catalog":     gets("/catalog?q=y"),
	"processes":   gets("/processes"),
	"budgets":     gets("/budgets"),
	"accounts":    gets("/accounts"),
	"delegations": gets("/delegations"),
	"changes":     gets("/changes"),
	"systems":     gets("/systems"),
	"notices":     gets("/notices"),
	"entries":     gets("/ledger/entries"),
	"checkpoint":  gets("/ledger/checkpoint"),
	"statistics":  gets("/statistics"),
	"agencies":    gets("/agencies"),
	"days":        gets("/holidays"),
	"entry":       gets("/catalog/A01"),
	"level":       posting("/required-level", empty),
	"envelope":    posting("/budgets", empty),
	"simulate":    posting("/processes/simulation", empty),
	"resend":      posting("/notices/0197a000-0000-7000-8000-000000000001/resend", empty),
	"end":         posting("/delegations/0197a000-0000-7000-8000-000000000001/end", map[string]any{"reason": "thử"}),
	"check":       posting("/duplicate-checks", map[string]any{"name": "Sổ theo dõi tiêm chủng"}),
	"password":    posting("/password", empty),
	"create":      posting("/proposals", empty),
	"disable":     posting("/accounts/0197a000-0000-7000-8000-000000000001/disable", map[string]any{"reason": "thử"}),
	"delegate":    posting("/delegations", empty),
	"account":     posting("/changes", unfilled("account")),
	"roles":       posting("/changes", unfilled("roles")),
	"succession":  posting("/changes", unfilled("agency_succession")),
	"sealing":     posting("/changes", unfilled("sealing")),
	"edition":     posting("/changes", unfilled("catalog_edition")),
	"pack":        posting("/changes", unfilled("process_pack")),
	"holidays":    posting("/changes", unfilled("holidays")),
	"agency_file": posting("/changes", unfilled("agencies")),
	"membership":  posting("/changes", unfilled("membership")),
	"reset":       posting("/changes", unfilled("password_reset")),
	"enable":      posting("/changes", unfilled("account_enable")),
	"recovery":    posting("/changes", unfilled("ledger_recovery")),
	"paper":       posting("/changes", unfilled("paper_dossier")),
	"filing_sign": posting("/changes", unfilled("filing_sign")),
}

var empty = map[string]any{}

func unfilled(kind string) map[string]any {
	return map[string]any{"kind": kind, "body": empty, "document": apitest.Paper("Về việc thay đổi")}
}

func sends(path string) func(*apitest.Client, subject) *apitest.Response {
	return func(c *apitest.Client, s subject) *apitest.Response { return c.POST(s.Path(path), empty) }
}

func gets(path string) func(*apitest.Client, subject) *apitest.Response {
	return func(c *apitest.Client, _ subject) *apitest.Response { return c.GET(path) }
}

func posting(path string, body any) func(*apitest.Client, subject) *apitest.Response {
	return func(c *apitest.Client, _ subject) *apitest.Response { return c.POST(path, body) }
}

func reads(path string) func(*apitest.Client, subject) *apitest.Response {
	return func(c *apitest.Client, s subject) *apitest.Response { return c.GET(s.Path(path)) }
}

// amending sends a later act without its reason and decision.
func amending(kind string) func(*apitest.Client, subject) *apitest.Response {
	return func(c *apitest.Client, s subject) *apitest.Response {
		return c.POST(s.AmendmentPath(technology), map[string]any{"kind": kind})
	}
}
