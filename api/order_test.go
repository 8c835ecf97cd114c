package api

import (
	"strings"
	"testing"
)

// Each row breaks one more rule than the next, and is refused for the first in
// the contract's order.
func TestRefusalsComeInOrder(t *testing.T) {
	w := newWorld(t)
	filed := w.filed(t)
	consult := filed + "/gates/ministry_consultation/decision"
	pending := filed + "/gates/technology_review/decision"
	w.keyed(t, "reviewer", consult, "used", map[string]any{"outcome": "approve"}).refused(422, "invalid")
	long := strings.Repeat("x", 2<<20)
	bad := map[string]any{"outcome": "perhaps"}
	for _, c := range []struct {
		name, as, path, key string
		body                any
		status              int
		code                string
		field               string
	}{
		{"nobody, broken", "", consult, "used", "{", 401, "unauthenticated", ""},
		{"broken, key used", "reviewer", consult, "used", "{", 400, "invalid", ""},
		{"too large", "reviewer", consult, "used", map[string]any{"reason": long}, 413, "too_large", ""},
		{"unknown field, key used", "reviewer", consult, "used", map[string]any{"outcom": "x"}, 422, "invalid", "outcom"},
		{"key used, unknown proposal", "reviewer", "/proposals/none/recall", "used", nil, 422, "invalid", "Idempotency-Key"},
		{"key of bad form", "reviewer", consult, "có dấu", bad, 422, "invalid", "Idempotency-Key"},
		{"not visible", "other", consult, "", bad, 404, "not_found", ""},
		{"unknown proposal", "reviewer", "/proposals/none/gates/x/decision", "", bad, 404, "not_found", ""},
		{"unknown gate", "reviewer", filed + "/gates/none/decision", "", bad, 404, "not_found", ""},
		{"another authority's gate, not open", "treasurer", pending, "", bad, 403, "forbidden", ""},
		{"not open, bad content", "reviewer", pending, "", bad, 409, "conflict", ""},
		{"bad content", "reviewer", consult, "", bad, 422, "invalid", "outcome"},
		{"condition of passing", "reviewer", consult, "", map[string]any{"outcome": "approve", "documents": []any{paper()}}, 422, "invalid", "outcome"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := w.get(t, "auditor", filed).Body
			w.keyed(t, c.as, c.path, c.key, c.body).refused(c.status, c.code, fields(c.field)...)
			if after := w.get(t, "auditor", filed).Body; string(before) != string(after) {
				t.Errorf("the proposal changed:\n%s\n%s", before, after)
			}
		})
	}
}

func fields(f string) []string {
	if f == "" {
		return nil
	}
	return []string{f}
}

func TestContentTypes(t *testing.T) {
	w := newWorld(t)
	for media, want := range map[string]int{
		"application/json": 201, "application/json; charset=utf-8": 201, "application/json; charset=UTF-8": 201,
		"": 415, "text/plain": 415, "application/json; charset=latin1": 415, "application/merge-patch+json": 415,
	} {
		got := w.do(t, call{method: "POST", path: "/api/v1/proposals", body: facts(), as: "filer", header: map[string]string{"Content-Type": media}})
		if got.Code != want {
			t.Errorf("%q: %d, want %d", media, got.Code, want)
		}
	}
	w.do(t, call{method: "POST", path: "/api/v1/proposals", body: facts(), as: "filer", header: map[string]string{"Content-Encoding": "gzip"}}).refused(415, "unsupported_type")
}

// Calls of later releases are not there; neither is anything else.
func TestUnknownAddresses(t *testing.T) {
	w := newWorld(t)
	filed := w.filed(t)
	for _, path := range []string{
		filed + "/gates/technology_review/none", "/none",
	} {
		w.post(t, "filer", path, map[string]any{}).refused(404, "not_found")
		w.do(t, call{method: "POST", path: "/api/v1" + path}).refused(401, "unauthenticated")
	}
	w.get(t, "filer", filed+"/none").refused(404, "not_found")
	w.get(t, "filer", "/ledger/checkpoint").refused(404, "not_found")
	w.do(t, call{method: "GET", path: "/none"}).refused(404, "not_found")
	got := w.do(t, call{method: "POST", path: "/livez"}).refused(405, "invalid")
	if got.Header.Get("Allow") != "GET" {
		t.Errorf("Allow %q", got.Header.Get("Allow"))
	}
}

func TestMessagesInTheReadersLanguage(t *testing.T) {
	w := newWorld(t)
	for lang, want := range map[string]string{
		"": "Cần nêu trường này.", "vi": "Cần nêu trường này.", "fr": "Cần nêu trường này.", "vi, en;q=0.5": "Cần nêu trường này.",
		"en": "This field is required.", "en-US,en;q=0.9": "This field is required.", "fr, en;q=0.8, vi;q=0.2": "This field is required.",
	} {
		got := w.do(t, call{method: "POST", path: "/api/v1/proposals", body: map[string]any{"kind": "lease"}, as: "filer", header: map[string]string{"Accept-Language": lang}})
		got.refused(422, "invalid", "name")
		if !strings.Contains(string(got.Body), want) {
			t.Errorf("%q: %s, want %q", lang, got.Body, want)
		}
	}
}
