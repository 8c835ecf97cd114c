package main

import (
	"testing"

	"pheduyet/internal/apitest"
)

// relationPages put proposals beside each other.
var relationPages = []aPage{
	{"relations-refiled", "reviewer-so-khcn", "/proposals/{refiled}/relations"},
	{"relations-before", "filer-so-nnmt", "/proposals/{withdrawn}/relations"},
	{"relations-alike", "reviewer-so-khcn", "/proposals/{alike}/relations"},
	{"relations-none", "filer-so-y-te", "/proposals/{returned}/relations"},
}

// stageRelated files a proposal that is withdrawn and filed again otherwise, and a
// third that is alike it.
func stageRelated(t *testing.T, c *apitest.Client, at map[string]string) {
	t.Helper()
	facts := apitest.Complete("so-nnmt")
	first := c.File(t, "so-nnmt", facts)
	c.As(first.Filer()).POST(first.Path("/withdrawal"), map[string]any{"reason": "Lập lại theo phạm vi mới."}).Want(t, 200)
	again := facts.With("summary", "Lập lại cho các cống ngăn mặn ven biển của hai xã.").With("follows", []map[string]any{{"number": *first.Number, "relation": "refiled"}})
	at["withdrawn"], at["refiled"] = first.ID, c.File(t, "so-nnmt", again).ID
	at["alike"] = c.File(t, "so-nnmt", facts).ID
}
