package apitest

import "testing"

// Like gives an agency's complete facts for a system that the catalog has: its
// name and what it says it does.
func (c *Client) Like(t testing.TB, agency, entry string) Facts {
	t.Helper()
	var e struct {
		Name        string `json:"name"`
		Description string `json:"description"`
	}
	c.As("filer-"+agency).GET("/catalog/"+entry).Want(t, 200).JSON(&e)
	summary := e.Name + ". " + e.Description
	return Complete(agency).With("name", e.Name).With("summary", summary).With("functions", []string{e.Name})
}
