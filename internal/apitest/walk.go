package apitest

import "testing"

// Plan says what is decided at a gate otherwise than [Client.Approval] would:
// its fields replace those of the approval. A decision that does not pass stands
// alone.
type Plan map[string]Decision

// Deciders are the demonstration's accounts that decide for an authority.
var Deciders = map[string]string{
	"so-khcn":            "reviewer-so-khcn",
	"so-tai-chinh":       "reviewer-so-tai-chinh",
	"cong-an-tinh":       "reviewer-cong-an-tinh",
	"ubnd-tinh":          "reviewer-ubnd-tinh",
	"to-giup-viec":       "reviewer-to-giup-viec",
	"hoi-dong-tham-dinh": "reviewer-to-giup-viec",
}

// Draft drafts a proposal for the agency whose facts they are.
func (c *Client) Draft(t testing.TB, agency string, f Facts) Proposal {
	t.Helper()
	return c.As("filer-"+agency).POST("/proposals", f).Want(t, 201).Proposal()
}

// File drafts and submits.
func (c *Client) File(t testing.TB, agency string, f Facts) Proposal {
	t.Helper()
	return c.Submit(t, c.Draft(t, agency, f))
}

// Submit sends a draft out.
func (c *Client) Submit(t testing.TB, p Proposal) Proposal {
	t.Helper()
	return c.As(p.Filer()).POST(p.Path("/submission"), map[string]any{"document": Paper("Về việc đề nghị phê duyệt chủ trương")}).Want(t, 200).Proposal()
}

// Again reads a proposal as its filer.
func (c *Client) Again(t testing.TB, p Proposal) Proposal {
	t.Helper()
	return c.As(p.Filer()).GET(p.Path("")).Want(t, 200).Proposal()
}

// Consult records a letter to the line ministry and its reply, both of today.
func (c *Client) Consult(t testing.TB, p Proposal, position string, conditions ...string) Proposal {
	t.Helper()
	c.Ask(t, p)
	reply := map[string]any{"number": "77/" + Unique(), "date": Today(), "position": position, "conditions": conditions}
	if len(conditions) == 0 {
		delete(reply, "conditions")
	}
	return c.As(p.Filer()).POST(p.Path("/consultation"), map[string]any{"reply": reply}).Want(t, 200).Proposal()
}

// Ask records a letter to the line ministry.
func (c *Client) Ask(t testing.TB, p Proposal) Proposal {
	t.Helper()
	letter := map[string]any{"number": "55/" + Unique(), "date": Today()}
	return c.As(p.Filer()).POST(p.Path("/consultation"), map[string]any{"letter": letter}).Want(t, 200).Proposal()
}

// Decider speaks as who decides the gate.
func (c *Client) Decider(t testing.TB, g Gate) *Client {
	t.Helper()
	account, ok := Deciders[g.Authority]
	if !ok {
		t.Fatalf("nobody of the demonstration decides for %s", g.Authority)
	}
	return c.As(account)
}

// Decide decides an open gate as its authority: the approval that the proposal
// needs, changed by d.
func (c *Client) Decide(t testing.TB, p Proposal, gate string, d Decision) Proposal {
	t.Helper()
	g := p.Gate(t, gate)
	return c.Decider(t, g).POST(p.DecisionPath(gate), c.Intended(t, p, g, d)).Want(t, 200).Proposal()
}

// Intended is the approval of a gate with d's fields and details in place of its
// own, or d alone where it does not pass.
func (c *Client) Intended(t testing.TB, p Proposal, g Gate, d Decision) Decision {
	t.Helper()
	if o := d["outcome"]; o == "return" || o == "reject" {
		return d
	}
	intended := c.Decider(t, g).Approval(t, p, g)
	details, _ := d["details"].(map[string]any)
	for name, value := range details {
		intended = intended.Detail(name, value)
	}
	for name, value := range d {
		if name != "details" {
			intended[name] = value
		}
	}
	return intended
}

// Walk decides the open gates, one after another, until none is open.
func (c *Client) Walk(t testing.TB, p Proposal, plan Plan) Proposal {
	t.Helper()
	return c.WalkTo(t, p, "", plan)
}

// WalkTo walks until the gate is open, or none is.
func (c *Client) WalkTo(t testing.TB, p Proposal, gate string, plan Plan) Proposal {
	t.Helper()
	for range 20 { // no pack has so many gates
		g, open := p.Open()
		if !open || g.ID == gate {
			return p
		}
		if g.Kind == "ministry_consultation" && len(c.Read(t, p).Replies) == 0 {
			p = c.Consult(t, p, "agree")
		}
		p = c.Decide(t, p, g.ID, plan[g.ID])
	}
	t.Fatalf("proposal %s comes to no end: %+v", p.ID, p.Gates)
	return p
}
