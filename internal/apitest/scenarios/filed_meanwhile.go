package scenarios

import (
	"slices"
	"sync"
	"testing"

	"pheduyet/internal/apitest"
)

// filers file at the same time, each so many proposals one after the other. All
// are alike, and a comparison shows ten matches: the edition's must be among them.
const filers, eachFiles = 4, 2

// FiledMeanwhile shows that who files while an edition is confirmed and spread is
// compared with it all the same, and not twice: on filing, or by the spreading.
func FiledMeanwhile(t testing.TB, c *apitest.Client) {
	f := apitest.Complete("so-nnmt").With("name", "Phần mềm cứu hộ rùa biển mắc lưới ("+apitest.Unique()+")").
		With("summary", "Tiếp nhận tin báo và điều phối đội cứu hộ rùa biển mắc lưới của ngư dân.").
		With("functions", []string{"Tiếp nhận tin báo rùa biển mắc lưới", "Điều phối đội cứu hộ rùa biển"})
	body := apitest.Edition(f)
	edition := body["id"].(string)
	var change apitest.Change
	c.As("admin").POST("/changes", apitest.Ordered("catalog_edition", body)).Want(t, 201).JSON(&change)
	c.As("filer-so-nnmt") // signed in before the race
	head := c.As("head-so-khcn")
	filed := make(chan string, filers*eachFiles)
	first := make(chan struct{}, filers*eachFiles)
	var group sync.WaitGroup
	for range filers {
		group.Go(func() {
			for range eachFiles {
				filed <- submittedOnce(c, f.With("name", f["name"].(string)+" "+apitest.Unique()))
				first <- struct{}{}
			}
		})
	}
	for range filers / 2 { // some are filed, some on their way, others still to be drafted
		<-first
	}
	head.POST("/changes/"+change.ID+"/confirmation", yes).Want(t, 200)
	group.Wait()
	close(filed)
	onFiling := 0
	for id := range filed {
		if id == "" {
			t.Error("a proposal could not be filed meanwhile")
		} else if metOnce(t, c, apitest.Proposal{ID: id, Agency: "so-nnmt"}, edition) {
			onFiling++
		}
	}
	t.Logf("%d of %d met the edition on filing", onFiling, filers*eachFiles)
}

// submittedOnce drafts and submits, and gives the id; "" where that went wrong.
// It may run in any goroutine.
func submittedOnce(c *apitest.Client, f apitest.Facts) string {
	filer := c.As("filer-so-nnmt")
	var p struct{ ID string }
	r := filer.POST("/proposals", f)
	if r.Status != 201 {
		return ""
	}
	r.JSON(&p)
	if filer.POST("/proposals/"+p.ID+"/submission", map[string]any{"document": apitest.Paper("Về việc đề nghị phê duyệt chủ trương")}).Status != 200 {
		return ""
	}
	return p.ID
}

// metOnce waits until a proposal has met the edition, and wants that to have
// happened once. It tells whether that was on filing.
func metOnce(t testing.TB, c *apitest.Client, p apitest.Proposal, edition string) (onFiling bool) {
	t.Helper()
	met := func(apitest.Proposal) bool {
		s := c.Read(t, p).Screening
		return s != nil && slices.ContainsFunc(s.Matches, func(m apitest.Match) bool { return m.ID == edition+"-1" && m.Weighty })
	}
	p = c.Until(t, p, "compared with the edition", met)
	events := c.Events(t, p)
	again := apitest.Count(events, "rescreened", "")
	if n := apitest.Count(events, "screened", ""); n != 1 || again > 1 || again != apitest.Count(events, "match_found", "") {
		t.Errorf("%s: compared on filing %d times and again %d times", *p.Number, n, again)
	}
	return again == 0
}
