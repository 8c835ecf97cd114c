package api

import "testing"

// Only the head is told to whom the gate may be handed: those who decide for its
// authority.
func TestWhoMayTakeAGate(t *testing.T) {
	w := newWorld(t)
	path := w.consulted(t) + "/gates/ministry_consultation/colleagues"
	var names []string
	for _, item := range w.get(t, "head", path).want(200).tree()["items"].([]any) {
		names = append(names, item.(map[string]any)["username"].(string))
	}
	if len(names) != 2 || names[0] != "head" || names[1] != "reviewer" {
		t.Errorf("the gate may be handed to %v", names)
	}
	w.get(t, "reviewer", path).refused(403, "forbidden")
	w.get(t, "treasurer", path).refused(403, "forbidden")
	w.get(t, "other", path).refused(404, "not_found")
}
