package apitest

import "testing"

// Grounds are the reason and the document of a later act.
func Grounds(reason string) map[string]any {
	return map[string]any{"reason": reason, "document": Paper("Về việc " + reason)}
}

// Amendment puts a decision beside the one in force: kind is rectify or replace.
func Amendment(kind string, d Decision) map[string]any {
	body := Grounds("ý kiến ban hành có sai sót")
	body["kind"], body["decision"] = kind, d
	return body
}

// Amend corrects or replaces a gate's decision as an account.
func (c *Client) Amend(t testing.TB, account string, p Proposal, gate, kind string, d Decision) Proposal {
	t.Helper()
	return c.As(account).POST(p.AmendmentPath(gate), Amendment(kind, d)).Want(t, 200).Proposal()
}

// AmendmentPath is where a gate's decision is corrected or replaced.
func (p Proposal) AmendmentPath(gate string) string { return p.Path("/gates/" + gate + "/amendment") }

// Later are the acts beside decisions that a proposal or a round shows.
type Later struct {
	Kind     string  `json:"kind"`
	Gate     string  `json:"gate"`
	Round    int     `json:"round"`
	SentTo   *string `json:"sent_to"`
	Was      *Spoken `json:"was"`
	Decision *Spoken `json:"decision"`
}

// Spoken is what scenarios look at of a decision shown.
type Spoken struct {
	Outcome   string `json:"outcome"`
	Documents []struct {
		Number string `json:"number"`
	} `json:"documents"`
}

// Round is one round of a gate as the trace tells it.
type Round struct {
	Gate       string  `json:"gate"`
	Round      int     `json:"round"`
	Decision   *Spoken `json:"decision"`
	Superseded *struct {
		By    string `json:"by"`
		Round *int   `json:"round"`
	} `json:"superseded"`
	Amendments []Later `json:"amendments"`
}

// Struck is by what the round's decision lost its force, "" while it has it.
func (r Round) Struck() string {
	if r.Superseded == nil {
		return ""
	}
	return r.Superseded.By
}

// Rounds reads the rounds of a gate as the proposal's filer.
func (c *Client) Rounds(t testing.TB, p Proposal, gate string) []Round {
	t.Helper()
	var trace struct {
		Gates []Round `json:"gates"`
	}
	c.As(p.Filer()).GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	var rounds []Round
	for _, r := range trace.Gates {
		if r.Gate == gate {
			rounds = append(rounds, r)
		}
	}
	return rounds
}
