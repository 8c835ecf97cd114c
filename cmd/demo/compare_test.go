package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/seeds"
)

func TestDifferences(t *testing.T) {
	seed := seeds.Demonstration{ID: "x", Expect: seeds.Expectation{Status: "approved", Gates: map[string]string{"a": "approve", "b": "open"}}}
	view := view{Status: "approved", Gates: []gate{{ID: "a", State: "passed", Outcome: "approve"}, {ID: "b", State: "open"}}}
	if d := (result{seed: seed, view: view}).differences(); len(d) > 0 {
		t.Errorf("nothing differs, but: %v", d)
	}
	view.Status = "rejected"
	view.Gates = []gate{{ID: "a", State: "rejected", Outcome: "reject"}, {ID: "c", State: "pending"}}
	got := result{seed: seed, view: view, failed: errors.New("hỏng")}.differences()
	want := []string{
		"hỏng",
		"trạng thái là “rejected”, mong đợi “approved”",
		"bước “a” là “reject”, mong đợi “approve”",
		"hồ sơ không có bước “b”",
		"bước “c” không có trong kết quả mong đợi",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDifferencesNameTheSeed(t *testing.T) {
	err := differences([]result{{seed: seeds.Demonstration{ID: "mot-ho-so", Expect: seeds.Expectation{Status: "approved"}}}})
	if err == nil || !strings.Contains(err.Error(), "1 điểm khác") || !strings.Contains(err.Error(), "mot-ho-so: trạng thái") {
		t.Errorf("got %v", err)
	}
	if err := differences(nil); err != nil {
		t.Error(err)
	}
}

func TestStepKeys(t *testing.T) {
	if got := stepKey("x", 2, "", sunday); got != "demo-x-3-20261122" {
		t.Error(got)
	}
	if a, b := stepKey("x", 2, "tech-1", sunday), stepKey("x", 2, "tech-2", sunday); a == b {
		t.Errorf("two rounds share the key %s", a)
	}
	for _, d := range mustAll(t) {
		key := stepKey(d.ID, len(d.Script), "ministry_consultation-12", sunday)
		if len(key) > 128 || strings.ContainsFunc(key, func(r rune) bool { return r < '!' || r > '~' }) {
			t.Errorf("%q is no Idempotency-Key", key)
		}
	}
}

func mustAll(t *testing.T) []seeds.Demonstration {
	t.Helper()
	all, err := seeds.Demonstrations()
	if err != nil {
		t.Fatal(err)
	}
	return all
}
