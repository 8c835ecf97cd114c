package apitest

import (
	"net/url"
	"testing"
)

// Notice is a notice of the outbox as an admin sees it.
type Notice struct {
	Kind   string  `json:"kind"`
	Number *string `json:"number"`
	Gate   *string `json:"gate"`   // its title
	Person string  `json:"person"` // the name
}

// Notices reads all that was said of a proposal, newest first.
func (c *Client) Notices(t testing.TB, p Proposal) []Notice {
	t.Helper()
	var said []Notice
	for query := "limit=100"; ; {
		var page struct {
			Items      []Notice `json:"items"`
			NextCursor *string  `json:"next_cursor"`
		}
		c.As("admin").GET("/notices?"+query).Want(t, 200).JSON(&page)
		for _, n := range page.Items {
			if n.Number != nil && *n.Number == *p.Number {
				said = append(said, n)
			}
		}
		if page.NextCursor == nil || *page.NextCursor == "" {
			return said
		}
		query = "limit=100&cursor=" + url.QueryEscape(*page.NextCursor)
	}
}

// Told counts the people who got a notice of the kind; gate "" counts those of
// every gate, else it is the gate's title.
func Told(said []Notice, kind, gate string) int {
	n := 0
	for _, s := range said {
		if s.Kind == kind && (gate == "" || s.Gate != nil && *s.Gate == gate) {
			n++
		}
	}
	return n
}
