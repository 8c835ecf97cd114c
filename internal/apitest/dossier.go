package apitest

import "testing"

// Dossier is what lies beside a proposal's facts.
type Dossier struct {
	Items     []Item       `json:"items"`
	Replies   []Reply      `json:"replies"`
	Reserved  []BudgetLine `json:"reserved"`
	Screening *Screening   `json:"screening"`
}

// Item is one request of a return. Its id is what an answer names.
type Item struct {
	ID       string `json:"id"`
	Gate     string `json:"gate"`
	Text     string `json:"text"`
	Answered bool   `json:"answered"`
}

// Reply is a recorded reply of a ministry.
type Reply struct {
	From       string   `json:"from"`
	Position   string   `json:"position"`
	Conditions []string `json:"conditions"`
}

// Screening is the recorded comparison.
type Screening struct {
	Verdict string  `json:"verdict"`
	Matches []Match `json:"matches"`
}

// Match is what resembles a proposal; one of weight wants a finding.
type Match struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Weighty bool   `json:"weighty"`
}

// Read reads the dossier as its filer.
func (c *Client) Read(t testing.TB, p Proposal) Dossier {
	t.Helper()
	var d Dossier
	c.As(p.Filer()).GET(p.Path("")).Want(t, 200).JSON(&d)
	return d
}

// Weighty lists the matches that want a finding, as the caller sees them.
func (c *Client) Weighty(t testing.TB, p Proposal) []Match {
	t.Helper()
	var d Dossier
	c.GET(p.Path("")).Want(t, 200).JSON(&d)
	if d.Screening == nil {
		t.Fatalf("proposal %s is not compared", p.ID)
	}
	var found []Match
	for _, m := range d.Screening.Matches {
		if m.Weighty {
			found = append(found, m)
		}
	}
	return found
}

// replied gives the conditions of every conditional reply.
func (d Dossier) replied() []string {
	var all []string
	for _, r := range d.Replies {
		all = append(all, r.Conditions...)
	}
	return all
}

// ChecklistItem is one question of a gate.
type ChecklistItem struct {
	ID        string `json:"id"`
	Mandatory bool   `json:"mandatory"`
}

// Checklist reads a gate's checklist in the process that the proposal follows.
func (c *Client) Checklist(t testing.TB, p Proposal, gate string) []ChecklistItem {
	t.Helper()
	var pack struct {
		Gates []struct {
			ID        string          `json:"id"`
			Checklist []ChecklistItem `json:"checklist"`
		} `json:"gates"`
	}
	c.GET("/processes/"+p.Process.ID+"?version="+p.Process.Version).Want(t, 200).JSON(&pack)
	for _, g := range pack.Gates {
		if g.ID == gate {
			return g.Checklist
		}
	}
	t.Fatalf("process %s has no gate %s", p.Process.ID, gate)
	return nil
}
