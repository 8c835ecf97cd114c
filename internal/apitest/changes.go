package apitest

import (
	"testing"
	"time"
)

// Change is a change by two as the contract shows it.
type Change struct {
	ID      string `json:"id"`
	Kind    string `json:"kind"`
	State   string `json:"state"`
	Preview struct {
		Lines []PreviewLine `json:"lines"`
	} `json:"preview"`
}

// PreviewLine is one thing that a change would do.
type PreviewLine struct {
	Effect  string `json:"effect"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// Ordered is the body that proposes a change, with the document that orders it.
func Ordered(kind string, body any) map[string]any {
	return map[string]any{"kind": kind, "body": body, "document": map[string]any{"number": "1/" + Unique(), "date": Today()}}
}

// Change has the admin propose a change and the head of the admin's agency
// confirm it.
func (c *Client) Change(t testing.TB, kind string, body any) Change {
	t.Helper()
	var change Change
	c.As("admin").POST("/changes", Ordered(kind, body)).Want(t, 201).JSON(&change)
	c.As("head-so-khcn").POST("/changes/"+change.ID+"/confirmation", map[string]any{"confirmed": true}).Want(t, 200).JSON(&change)
	return change
}

// Edition is an edition of the catalog, beside all others, with one system that
// does what the facts ask for.
func Edition(f Facts) map[string]any {
	id := "ed-" + Unique()
	return map[string]any{
		"id": id, "number": "1/" + id, "document": "", "title": "Danh mục bổ sung " + id, "issuer": "Bộ Khoa học và Công nghệ", "issued": Today(),
		"effective_from": Today(), "effective_to": "", "reference": false, "source": "thử", "grade": "stated", "note": "",
		"entries": []any{map[string]any{
			"id": id + "-1", "name": f["name"], "owner": "", "owner_name": "Bộ Khoa học và Công nghệ", "scope": "national", "state": "in_use",
			"shared": true, "provinces": false, "reference": false, "description": f["summary"], "source": "1/" + id + ", dòng 1",
			"profile": map[string]any{"does": f["functions"]},
		}},
	}
}

// patience is how long [Client.Until] waits for what happens by itself.
const patience = time.Minute

// Until reads a proposal as its filer until it is as wanted: what a workflow does
// by itself is not an answer to anybody.
func (c *Client) Until(t testing.TB, p Proposal, what string, is func(Proposal) bool) Proposal {
	t.Helper()
	return c.As(p.Filer()).UntilSeen(t, p, what, is)
}

// UntilSeen is [Client.Until] with the eyes of the client's own person.
func (c *Client) UntilSeen(t testing.TB, p Proposal, what string, is func(Proposal) bool) Proposal {
	t.Helper()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); <-look.C {
		if p = c.GET(p.Path("")).Want(t, 200).Proposal(); is(p) {
			return p
		}
	}
	t.Fatalf("proposal %s is not %s after %s: %s %+v", p.ID, what, patience, p.Status, p.Gates)
	return p
}
