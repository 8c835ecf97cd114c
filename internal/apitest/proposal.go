package apitest

import "testing"

// Proposal is what scenarios look at of an answered proposal.
type Proposal struct {
	ID           string       `json:"id"`
	Number       *string      `json:"number"`
	Revision     int          `json:"revision"`
	Agency       string       `json:"agency"`
	Status       string       `json:"status"`
	Process      *ProcessRef  `json:"process"`
	Gates        []Gate       `json:"gates"`
	Kind         string       `json:"kind"`
	Name         string       `json:"name"`
	Functions    []string     `json:"functions"`
	LineMinistry string       `json:"line_ministry"`
	Budget       []BudgetLine `json:"budget"`
	Security     *struct {
		ProposedLevel int `json:"proposed_level"`
	} `json:"security"`
	ETag string `json:"-"`
}

// ProcessRef is the pack that a proposal is pinned to.
type ProcessRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// Gate is where one gate stands.
type Gate struct {
	ID        string  `json:"id"`
	Kind      string  `json:"kind"`
	Title     string  `json:"title"`
	Authority string  `json:"authority"`
	State     string  `json:"state"`
	Round     int     `json:"round"`
	OpenedAt  *string `json:"opened_at"`
	DueAt     *string `json:"due_at"`
	DecidedAt *string `json:"decided_at"`
	Outcome   *string `json:"outcome"`
}

// BudgetLine is money of a source in a fiscal year, in đồng.
type BudgetLine struct {
	FiscalYear int    `json:"fiscal_year"`
	Source     string `json:"source"`
	AmountVND  int64  `json:"amount_vnd"`
}

// Gate finds a gate by id; the test stops where there is none.
func (p Proposal) Gate(t testing.TB, id string) Gate {
	t.Helper()
	for _, g := range p.Gates {
		if g.ID == id {
			return g
		}
	}
	t.Fatalf("proposal %s has no gate %q: %+v", p.ID, id, p.Gates)
	return Gate{}
}

// Open is the first gate that waits for its authority.
func (p Proposal) Open() (Gate, bool) {
	for _, g := range p.Gates {
		if g.State == "open" {
			return g, true
		}
	}
	return Gate{}, false
}

// Path is where the proposal is read, and Path(rest) what lies below it.
func (p Proposal) Path(rest string) string { return "/proposals/" + p.ID + rest }

// DecisionPath is where a gate is decided.
func (p Proposal) DecisionPath(gate string) string { return p.Path("/gates/" + gate + "/decision") }

// Filer is the demonstration account that files for the proposal's agency.
func (p Proposal) Filer() string { return "filer-" + p.Agency }
