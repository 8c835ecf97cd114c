package apitest

import (
	"testing"
	"time"
)

// Deadline is what stories look at of why a gate is due then.
type Deadline struct {
	Days       int     `json:"days"`
	DueAt      string  `json:"due_at"`
	FirstDueAt string  `json:"first_due_at"`
	Stretch    *string `json:"stretch"`
	Holder     *string `json:"holder"`
	StoppedAt  *string `json:"stopped_at"`
	Paused     []struct {
		Cause  string  `json:"cause"`
		Reason *string `json:"reason"`
		To     *string `json:"to"`
	} `json:"paused"`
	Skipped  []Skipped `json:"skipped"`
	Extended *struct {
		Days int `json:"days"`
	} `json:"extended"`
	Recounted []struct {
		DueAt string `json:"due_at"`
		Until string `json:"until"`
	} `json:"recounted"`
	Cites []struct {
		Document string `json:"document"`
	} `json:"cites"`
}

// Skipped is a day that a deadline does not count.
type Skipped struct {
	Date string `json:"date"`
	Why  string `json:"why"`
}

// DraftLetter is a reminder letter that was drafted.
type DraftLetter struct {
	N      int    `json:"n"`
	To     string `json:"to"`
	SignBy string `json:"sign_by"`
	Text   string `json:"text"`
}

// Clock is the time of a gate, and the letters that were drafted meanwhile.
type Clock struct {
	Deadline Deadline
	Actions  []string
	Letters  []DraftLetter
}

// Clock reads a gate's clock as the caller sees it.
func (c *Client) Clock(t testing.TB, p Proposal, gate string) Clock {
	t.Helper()
	var read struct {
		Gates []struct {
			ID       string   `json:"id"`
			Deadline Deadline `json:"deadline"`
			Actions  []string `json:"actions"`
		} `json:"gates"`
		Letters []DraftLetter `json:"draft_letters"`
	}
	c.GET(p.Path("")).Want(t, 200).JSON(&read)
	for _, g := range read.Gates {
		if g.ID == gate {
			return Clock{g.Deadline, g.Actions, read.Letters}
		}
	}
	t.Fatalf("proposal %s has no gate %s", p.ID, gate)
	return Clock{}
}

// LateMinistry files a proposal whose ministry has not replied for so many days,
// and waits until that is called to mind: the gate's timer is due at once.
func (c *Client) LateMinistry(t testing.TB, agency string, days int) Proposal {
	t.Helper()
	p := c.Draft(t, agency, Complete(agency))
	letter := map[string]any{"number": "55/" + Unique(), "date": DaysAgo(days)}
	c.As(p.Filer()).POST(p.Path("/consultation"), map[string]any{"letter": letter}).Want(t, 200)
	p = c.WalkTo(t, c.Submit(t, p), "ministry_consultation", nil)
	retry := time.NewTicker(50 * time.Millisecond)
	defer retry.Stop()
	for end := time.Now().Add(time.Minute); Count(c.Events(t, p), "letter_drafted", "ministry_consultation") == 0; <-retry.C {
		if time.Now().After(end) {
			t.Fatalf("proposal %s: nobody is reminded of the late ministry", p.ID)
		}
	}
	return c.Again(t, p)
}
