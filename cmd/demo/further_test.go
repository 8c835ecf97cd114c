package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/seeds"
)

// ruled gives a runner against the domain's rules.
func ruled(t *testing.T) (*rules, runner) {
	t.Helper()
	s := newRules(t)
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	desks, err := seeds.Desks()
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(server.URL, http.DefaultClient)
	c.today = day(s.now.UTC().Format(http.TimeFormat))
	return s, runner{client: c, desks: byAuthority(desks)}
}

// TestFurtherAgainstTheRules shows everything twice, the second time on another
// day: it comes out as expected, tells the same and does nothing again.
func TestFurtherAgainstTheRules(t *testing.T) {
	s, r := ruled(t)
	var told [2]strings.Builder
	var events [2]int
	for pass := range 2 {
		if err := showFurther(context.Background(), r, &told[pass], filed(t, r)); err != nil {
			t.Fatalf("pass %d: %v\n%s", pass+1, err, told[pass].String())
		}
		for _, k := range s.cases {
			events[pass] += len(k.events)
		}
		r.client.today = r.client.today.AddDate(0, 0, 1)
	}
	if diff := cmp.Diff(told[0].String(), told[1].String()); diff != "" {
		t.Error(diff)
	}
	if events[0] != events[1] {
		t.Errorf("%d events, then %d", events[0], events[1])
	}
}

// TestLaterActsAreRecorded holds what each act leaves behind, in its order.
func TestLaterActsAreRecorded(t *testing.T) {
	s, r := ruled(t)
	if err := showFurther(context.Background(), r, &strings.Builder{}, filed(t, r)); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][]string{
		ambulances.id: {"decided reject", "replaced reject", "decided approve"},
		sluices.id:    {"decided reject", "review_requested ", "review_sent_back ", "decided approve"},
		beds.id:       {"decided approve"},
		loans.id:      {"decided approve"},
		hives.id:      {"decided approve"},
	} {
		gate := map[string]string{ambulances.id: "security_level"}[id]
		if gate == "" {
			gate = "technology_review"
		}
		if diff := cmp.Diff(want, s.told(createKey("them-"+id), gate, "decided", "replaced", "review_requested", "review_sent_back")); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
}

// filed are the results of the table.
func filed(t *testing.T, r runner) []result {
	t.Helper()
	var table []result
	for i, d := range mustAll(t) {
		table = append(table, r.run(t.Context(), i+1, d))
	}
	return table
}

// told lists what was recorded at a gate.
func (s *rules) told(id, gate string, actions ...string) []string {
	var list []string
	for _, e := range s.cases[id].events {
		action, _ := e["action"].(string)
		outcome, _ := plain(e["outcome"])
		if e["gate"] == gate && slices.Contains(actions, action) {
			list = append(list, action+" "+outcome.(string))
		}
	}
	return list
}
