package main

import (
	"bytes"
	"testing"

	"google.golang.org/protobuf/proto"

	"pheduyet/internal/apitest"
	"pheduyet/workflows"
)

// What people write never enters a workflow's history, which nobody can take it
// out of again: histories carry ids, states and times.
func TestHistoriesHoldNoTexts(t *testing.T) {
	c := onShared(t)
	word := "cccd" + apitest.Unique()
	facts := apitest.Complete("so-y-te")
	facts = facts.With("name", facts["name"].(string)+word).With("summary", "Điều phối xe cứu thương "+word)
	p := c.WalkTo(t, c.File(t, "so-y-te", facts), "ministry_consultation", nil)
	p = c.Consult(t, p, "agree_with_conditions", "Kết nối "+word)
	p = c.WalkTo(t, p, "technology_review", nil)
	p = c.Decide(t, p, "technology_review", apitest.Return("Nêu rõ "+word).With("reason", "Thiếu "+word))
	answers := []map[string]any{}
	for _, it := range c.Read(t, p).Items {
		answers = append(answers, map[string]any{"item": it.ID, "text": "Đã bổ sung " + word})
	}
	p = c.As(p.Filer()).POST(p.Path("/submission"), map[string]any{"answers": answers}).Want(t, 200).Proposal()
	p = c.WalkTo(t, p, "security_level", nil)
	c.As(p.Filer()).POST(p.Path("/withdrawal"), map[string]any{"reason": "Thôi " + word}).Want(t, 200)

	h := historyOf(t, workflows.ProposalWorkflowID(p.ID))
	if len(h.Events) < 20 {
		t.Fatalf("the history has %d events only", len(h.Events))
	}
	for _, e := range h.Events {
		data, err := proto.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(word)) {
			t.Errorf("event %d (%s) holds what somebody wrote", e.EventId, e.EventType)
		}
		if e.EventId == 1 && !bytes.Contains(data, []byte(p.ID)) {
			t.Error("the first event does not name the proposal: the test finds nothing")
		}
	}
}
