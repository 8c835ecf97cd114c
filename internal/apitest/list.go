package apitest

import (
	"net/url"
	"testing"
)

// Page is one page of a list of proposals.
type Page struct {
	Items      []Proposal `json:"items"`
	NextCursor *string    `json:"next_cursor"`
}

// List reads a page of proposals; query as status=draft&limit=2.
func (c *Client) List(t testing.TB, query string) Page {
	t.Helper()
	var p Page
	c.GET("/proposals?"+query).Want(t, 200).JSON(&p)
	return p
}

// Lists reports whether a proposal is on one of the pages.
func (c *Client) Lists(t testing.TB, query, id string) bool {
	t.Helper()
	for _, p := range c.AllPages(t, query) {
		if p.ID == id {
			return true
		}
	}
	return false
}

// AllPages reads a list to its end.
func (c *Client) AllPages(t testing.TB, query string) []Proposal {
	t.Helper()
	page := c.List(t, query)
	all := page.Items
	for page.NextCursor != nil && *page.NextCursor != "" {
		page = c.List(t, query+"&cursor="+url.QueryEscape(*page.NextCursor))
		if len(page.Items) == 0 {
			t.Fatalf("an empty page after a cursor: %s", query)
		}
		all = append(all, page.Items...)
	}
	return all
}
