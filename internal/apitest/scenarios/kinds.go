package scenarios

import (
	"slices"
	"testing"

	"pheduyet/internal/apitest"
)

// Planned shows that what carries out an entry of the province's own plan names it; the
// entry and its twins are no match, and on approval it stands for the system.
func Planned(t testing.TB, c *apitest.Client) {
	const entry, twin = "B04", "D60"
	p := c.File(t, "so-y-te", c.Like(t, "so-y-te", entry).With("realises", entry))
	var d struct {
		Screening struct {
			Matches  []apitest.Match `json:"matches"`
			SetApart []apitest.Match `json:"set_apart"`
		} `json:"screening"`
	}
	c.As(p.Filer()).GET(p.Path("")).Want(t, 200).JSON(&d)
	named := func(m apitest.Match) bool { return m.ID == entry || m.ID == twin }
	if slices.ContainsFunc(d.Screening.Matches, named) {
		t.Errorf("the entry that it realises is a match: %+v", d.Screening.Matches)
	}
	if !slices.ContainsFunc(d.Screening.SetApart, named) {
		t.Errorf("the entry that it realises is not set apart: %+v", d.Screening.SetApart)
	}
	p = c.Walk(t, p, nil)
	standsFor(t, c, p, entry)
	c.As(p.Filer()).GET("/catalog/"+*p.Number).Refused(t, 404, apitest.NotFound)
}

// Upgrade shows that an upgrade of what the agency has asks no ministry, and adds no entry.
func Upgrade(t testing.TB, c *apitest.Client) {
	facts := c.Like(t, "so-y-te", sharedInUse).With("kind", "upgrade").With("builds_on", sharedInUse)
	p := c.File(t, "so-y-te", facts)
	if p.Process.ID != "upgrade-application" {
		t.Errorf("an upgrade follows %+v", p.Process)
	}
	if slices.ContainsFunc(p.Gates, func(g apitest.Gate) bool { return g.Kind == "ministry_consultation" }) {
		t.Error("an upgrade asks no ministry, yet the gate is there")
	}
	if slices.ContainsFunc(c.As(p.Filer()).Weighty(t, p), func(m apitest.Match) bool { return m.ID == sharedInUse }) {
		t.Errorf("what it builds on is a match of weight")
	}
	p = c.Walk(t, p, nil)
	standsFor(t, c, p, sharedInUse)
}

// standsFor wants an approved proposal behind a catalog entry.
func standsFor(t testing.TB, c *apitest.Client, p apitest.Proposal, entry string) {
	t.Helper()
	if p.Status != "approved" {
		t.Fatalf("status %q in the end", p.Status)
	}
	var e struct {
		ApprovedBy *string `json:"approved_by"`
	}
	c.As(p.Filer()).GET("/catalog/"+entry).Want(t, 200).JSON(&e)
	if e.ApprovedBy == nil || *e.ApprovedBy != *p.Number {
		t.Errorf("%s is approved by %v, want %s", entry, e.ApprovedBy, *p.Number)
	}
}
