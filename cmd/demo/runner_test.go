package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/seeds"
)

func raw(s string) json.RawMessage { return json.RawMessage(s) }

// twoGates is a seed for the fake: refused once, then walked to the end.
func twoGates() seeds.Demonstration {
	return seeds.Demonstration{
		ID: "thu", Filer: "filer-so-y-te", Different: "khác nghiệp vụ",
		Facts:    raw(`{"name":"Sổ","kind":"new_build","budget":[{"fiscal_year":2027,"source":"khac","amount_vnd":5}]}`),
		Findings: map[string]seeds.Judgement{"N1": {Finding: "overlap", Note: "trùng một phần", Condition: "bỏ phần trùng"}},
		Script: []seeds.Step{
			{Act: "submit", Body: raw(`{"document":{"number":"1/SYT","date":"$today"}}`)},
			{Act: "decide", Gate: "duplication_check", Body: raw(`{"outcome":"approve"}`), Refused: &seeds.Refusal{Status: 422, Code: "invalid", Field: "conditions"}},
			{Act: "walk"},
		},
		Expect: seeds.Expectation{Status: "approved", Gates: map[string]string{"duplication_check": "approve", "budget_allocation": "approve"}},
	}
}

func refuseBare(_ string, body map[string]any) (int, string, string) {
	if body["outcome"] == "approve" && body["conditions"] != nil && body["details"].(map[string]any)["findings"] != nil {
		return 422, "invalid", "conditions"
	}
	return 0, "", ""
}

func play(t *testing.T, f *fake, d seeds.Demonstration, today time.Time) result {
	t.Helper()
	c := newClient(f.URL, http.DefaultClient)
	c.today = today
	c.pause = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	desks := map[string]seeds.Desk{
		"so-khcn":      {Authority: "so-khcn", Account: "reviewer-so-khcn", Symbol: "SKHCN"},
		"so-tai-chinh": {Authority: "so-tai-chinh", Account: "reviewer-so-tai-chinh", Symbol: "STC"},
	}
	r := runner{client: c, desks: desks}
	return r.run(context.Background(), 1, d)
}

func TestRunWalksToTheEnd(t *testing.T) {
	f := newFake(t)
	f.refuse = refuseBare
	if d := play(t, f, twoGates(), sunday).differences(); len(d) > 0 {
		t.Fatal(d)
	}
	if diff := cmp.Diff("2026-11-22", f.sent[0]["document"].(map[string]any)["date"]); diff != "" {
		t.Error(diff)
	}
	want := map[string]any{"findings": []any{
		map[string]any{"entry_id": "N1", "finding": "overlap", "note": "trùng một phần", "way_out": ""}, // stands for its twin A1
		map[string]any{"entry_id": "A2", "finding": "different", "note": "khác nghiệp vụ"},
	}}
	if diff := cmp.Diff(want, f.sent[2]["details"]); diff != "" {
		t.Error(diff)
	}
	if f.sent[2]["outcome"] != "approve_with_conditions" || f.sent[2]["conditions"].([]any)[0].(map[string]any)["due"] != "2027-05-21" {
		t.Errorf("an overlap passes on a condition: %v", f.sent[2])
	}
	asked := []any{map[string]any{"fiscal_year": 2027.0, "source": "khac", "amount_vnd": 5.0}}
	if diff := cmp.Diff(map[string]any{"allocations": asked}, f.sent[3]["details"]); diff != "" {
		t.Error(diff)
	}
	for key, uses := range f.keys {
		if !strings.HasPrefix(key, "demo-thu-") || uses != 1 {
			t.Errorf("key %q was used %d times", key, uses)
		}
	}
}

// TestRunAgainTakesNoStepTwice runs again on another day: everything is
// recognised, nothing sent.
func TestRunAgainTakesNoStepTwice(t *testing.T) {
	f := newFake(t)
	f.refuse = refuseBare
	first := play(t, f, twoGates(), sunday)
	sent := len(f.sent)
	again := play(t, f, twoGates(), sunday.AddDate(0, 0, 3))
	if d := again.differences(); len(d) > 0 || len(f.sent) != sent || f.created != 1 {
		t.Errorf("%v; %d acts more, %d created", d, len(f.sent)-sent, f.created)
	}
	if diff := cmp.Diff(first.row(), again.row()); diff != "" {
		t.Error(diff)
	}
}

// TestRunGoesOn goes on where an earlier run was interrupted.
func TestRunGoesOn(t *testing.T) {
	f := newFake(t)
	f.refuse = refuseBare
	d := twoGates()
	whole := d.Script
	d.Script = []seeds.Step{whole[0], {Act: "walk", Through: "duplication_check"}}
	play(t, f, d, sunday)
	sent := len(f.sent)
	d.Script = whole
	if diff := play(t, f, d, sunday).differences(); len(diff) > 0 || len(f.sent) != sent+1 {
		t.Errorf("%v; %d acts more, want the last decision", diff, len(f.sent)-sent)
	}
}

func TestRunNamesWhatWentOtherwise(t *testing.T) {
	tests := []struct {
		name   string
		refuse func(string, map[string]any) (int, string, string)
		want   string
	}{
		{"not refused", func(string, map[string]any) (int, string, string) { return 0, "", "" }, "bước 2 của kịch bản (decide duplication_check): lẽ ra bị từ chối 422 invalid nhưng máy chủ nhận"},
		{"refused", func(path string, _ map[string]any) (int, string, string) {
			if strings.HasSuffix(path, "/submission") {
				return 422, "invalid", "summary"
			}
			return 0, "", ""
		}, "bước 1 của kịch bản (submit ): máy chủ trả lời 422 thay vì 200: invalid không được; summary: sai"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFake(t)
			f.refuse = tt.refuse
			d := play(t, f, twoGates(), sunday).differences()
			if len(d) < 2 || !strings.Contains(d[0], tt.want) {
				t.Errorf("got %q", d)
			}
		})
	}
}

func TestRunRepeatsWithTheSameKey(t *testing.T) {
	f := newFake(t)
	f.refuse, f.broken = refuseBare, attempts-1
	if d := play(t, f, twoGates(), sunday).differences(); len(d) > 0 || f.created != 1 {
		t.Error(d)
	}
	f = newFake(t)
	f.broken = attempts
	if r := play(t, f, twoGates(), sunday); r.failed == nil || !strings.Contains(r.failed.Error(), "lập bản soạn") {
		t.Errorf("got %v", r.failed)
	}
}

func TestPatchOnlyWhatDiffersAndOnlyWhileEditable(t *testing.T) {
	f := newFake(t)
	d := twoGates()
	d.Script = []seeds.Step{
		{Act: "patch", Body: raw(`{"name":"Sổ"}`)}, // holds already
		{Act: "patch", Body: raw(`{"name":"Sổ mới"}`)},
		{Act: "submit", Answers: []string{"đã sửa"}},
		{Act: "patch", Body: raw(`{"name":"Sổ khác"}`)}, // filed: not editable
		{Act: "withdraw", Body: raw(`{"reason":"gộp"}`)},
	}
	d.Expect = seeds.Expectation{Status: "withdrawn", Gates: map[string]string{"duplication_check": "open", "budget_allocation": "pending"}}
	if diff := play(t, f, d, sunday).differences(); len(diff) > 0 {
		t.Error(diff)
	}
	edits := 0
	for _, e := range f.events {
		if e["action"] == "edited" {
			edits++
		}
	}
	if edits != 1 || f.facts["name"] != "Sổ mới" {
		t.Errorf("%d changes, name %v", edits, f.facts["name"])
	}
	if diff := cmp.Diff([]any{map[string]any{"item": "i1", "text": "đã sửa"}}, f.sent[0]["answers"]); diff != "" {
		t.Error(diff)
	}
}

// Seeds name the day by which a system is wanted. Filed after that day, they are
// filed with a later one.
func TestACompletionThatHasPassedIsPutOff(t *testing.T) {
	for stated, want := range map[string]string{"2026-11-21": "2027-12-27", "2026-11-22": "2026-11-22", "2028-01-01": "2028-01-01"} {
		f := newFake(t)
		f.refuse = refuseBare
		seed := twoGates()
		seed.Facts = raw(`{"name":"Sổ","kind":"new_build","expected_completion":"` + stated + `","budget":[{"fiscal_year":2027,"source":"khac","amount_vnd":5}]}`)
		if d := play(t, f, seed, sunday).differences(); len(d) > 0 {
			t.Fatal(d)
		}
		if got := f.facts["expected_completion"]; got != want {
			t.Errorf("%s: filed for %v, want %s", stated, got, want)
		}
	}
}
