package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// Succession merges two communes by two people while a proposal of one is with
// the technology review: on its day the proposal is the successor's, and who filed
// it goes on there. It ends the commune of the demonstration, so it is told on a
// server of its own, last.
func Succession(t testing.TB, c *apitest.Client) {
	const ending, other = "xa-hung-nguyen", "xa-que-phong"
	next := "xa-" + apitest.Unique()
	p := c.WalkTo(t, c.File(t, ending, apitest.Complete(ending)), "technology_review", nil)
	draft := c.Draft(t, ending, apitest.Complete(ending))

	var change apitest.Change
	c.As("admin").POST("/changes", apitest.Ordered("agency_succession", map[string]any{
		"kind": "merge", "agencies": []string{ending, other}, "day": apitest.Today(), "successor": map[string]any{"code": next, "name": "Ủy ban nhân dân xã Hợp Nhất", "short_name": "Xã Hợp Nhất"},
	})).Want(t, 201).JSON(&change)
	told := map[string]int{}
	for _, line := range change.Preview.Lines {
		told[line.Effect+" "+line.Subject]++
	}
	if told["adds "+next] != 1 || told["ends "+ending] != 1 || told["ends "+other] != 1 || told["changes "+ending] < 2 {
		t.Errorf("the preview is %+v", change.Preview.Lines)
	}
	path := "/changes/" + change.ID + "/confirmation"
	c.As("admin").POST(path, yes).Refused(t, 403, apitest.Forbidden)
	if got := c.Again(t, p); got.Agency != ending {
		t.Errorf("before the second word it is of %s", got.Agency)
	}
	c.As("head-so-khcn").POST(path, yes).Want(t, 200)

	filer := c.Token(c.SignIn("filer-" + ending))
	p = passed(t, filer, p, next)
	passed(t, filer, draft, next)
	if events := eventsOf(t, filer, p); apitest.Count(events, "succeeded", "") != 1 {
		t.Errorf("the history does not tell once of the succession: %+v", events)
	}
	c.As("reviewer-so-khcn").POST(p.DecisionPath("technology_review"), apitest.Return("Nêu rõ cách kết nối LGSP.")).Want(t, 200)
	var d apitest.Dossier
	filer.GET(p.Path("")).Want(t, 200).JSON(&d)
	answers := []map[string]any{}
	for _, it := range d.Items {
		answers = append(answers, map[string]any{"item": it.ID, "text": "Đã bổ sung trong hồ sơ."})
	}
	if p = filer.POST(p.Path("/submission"), map[string]any{"answers": answers}).Want(t, 200).Proposal(); p.Status != "in_review" || p.Agency != next {
		t.Errorf("sent again it is %s, of %s", p.Status, p.Agency)
	}
}

// passed waits until a proposal is its successor's.
func passed(t testing.TB, filer *apitest.Client, p apitest.Proposal, next string) apitest.Proposal {
	t.Helper()
	return filer.UntilSeen(t, p, "of "+next, func(p apitest.Proposal) bool { return p.Agency == next })
}

func eventsOf(t testing.TB, reader *apitest.Client, p apitest.Proposal) []apitest.Event {
	t.Helper()
	var trace struct{ Events []apitest.Event }
	reader.GET(p.Path("/trace")).Want(t, 200).JSON(&trace)
	return trace.Events
}
