package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/catalog"
)

// matchWith runs the command and gives what it prints.
func matchWith(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	err := run(context.Background(), append([]string{"match"}, args...), func(string) string { return "" }, &out)
	return out.String(), err
}

func labelledFile(t *testing.T, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "labelled.jsonl")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// filed writes shipped entries as labelled proposals, and a few that nothing
// resembles.
func filed(t *testing.T, n int) string {
	t.Helper()
	_, entries, err := app.ShippedIndex()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	put := func(item catalog.EvalItem) {
		if err := encoder.Encode(item); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range entries[:n] {
		put(catalog.EvalItem{ID: "P" + e.ID, Label: catalog.LabelDuplicate, Expected: []string{e.ID}, Proposal: catalog.Proposed{
			Name: e.Name, Functions: e.Profile.Does[:1], Agency: e.Owner,
		}})
	}
	for _, name := range []string{"Xếp cặp đấu cờ vua thiếu nhi", "Soát vòng tay công viên nước", "Chấm công vũ đoàn múa rối"} {
		put(catalog.EvalItem{ID: name, Label: catalog.LabelNovel, Proposal: catalog.Proposed{Name: name, Functions: []string{name}}})
	}
	return labelledFile(t, b.String())
}

func TestMatchOne(t *testing.T) {
	out, err := matchWith(t, "--function", "xử lý văn bản đến", "--function", "trình ký văn bản đi", "--sector", "văn thư", "Phần mềm quản lý văn bản và điều hành")
	if err != nil || !strings.HasPrefix(out, "review: ") || !strings.Contains(out, "quản lý văn bản") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = matchWith(t, "--summary", "Lịch tập, nhà tài trợ giải", "--function", "Xếp cặp đấu", "--function", "Bảng elo", "Câu lạc bộ cờ vua thiếu nhi")
	if err != nil || !strings.HasPrefix(out, "clear: ") {
		t.Errorf("%v\n%s", err, out)
	}
}

// Every mode refuses a file that is missing, empty or broken, and names the line.
func TestMatchRefusesBadFiles(t *testing.T) {
	good := `{"id": "1", "proposal": {"name": "a"}, "label": "novel"}` + "\n"
	for _, mode := range []string{"--eval", "--refit"} {
		for what, c := range map[string]struct{ file, want string }{
			"missing": {filepath.Join(t.TempDir(), "none.jsonl"), "none.jsonl"},
			"empty":   {labelledFile(t, "\n"), "no labelled proposal"},
			"broken":  {labelledFile(t, good+"\n{not json\n"), "line 3"},
			"label":   {labelledFile(t, good+`{"label": "maybe"}`), `line 2: unknown label "maybe"`},
			"nothing": {labelledFile(t, `{"label": "overlap"}`), "line 1: overlap without an expected id"},
		} {
			if _, err := matchWith(t, mode, c.file); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %s: error %v, want %q", mode, what, err, c.want)
			}
		}
	}
}

func TestMatchRefusesBadArguments(t *testing.T) {
	for _, args := range [][]string{
		nil, {"--what"}, {"--eval", "a", "--refit", "b"}, {"--eval", "a", "a name"}, {"--out", "a", "a name"}, {"--eval", "a", "--out", "b"},
	} {
		if _, err := matchWith(t, args...); err == nil || !strings.Contains(err.Error(), "usage:") {
			t.Errorf("%q: error %v, want the usage", args, err)
		}
	}
	if _, err := matchWith(t, "--export-findings", "a"); err == nil || !strings.Contains(err.Error(), "DATABASE_URL") {
		t.Errorf("without a database: %v", err)
	}
}

// The baselines run on a real PostgreSQL in the same run.
func TestEvalPrintsTheBaselinesToo(t *testing.T) {
	out, err := matchWith(t, "--eval", filed(t, 12))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range append([]string{"pheduyet " + catalog.EngineVersion + ": 15 proposals, 12 duplicates, 3 novel"}, baselines[0].name, baselines[1].name) {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if n := strings.Count(out, "R@3  "); n != 3 {
		t.Errorf("R@3 is printed %d times in\n%s", n, out)
	}
	if strings.Contains(out, "Without the baselines") {
		t.Error(out)
	}
}

func TestTwinsAreOneAnswerOfABaseline(t *testing.T) {
	twins := func(id string) []string {
		if id == "A" || id == "B" {
			return []string{"A", "B"}
		}
		return []string{id}
	}
	got := merged([]catalog.Ranked{{IDs: []string{"B"}, Score: 3}, {IDs: []string{"A"}, Score: 2}, {IDs: []string{"C"}, Score: 1}}, twins)
	want := []catalog.Ranked{{IDs: []string{"A", "B"}, Score: 3}, {IDs: []string{"C"}, Score: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	many := make([]catalog.Ranked, 30)
	for i := range many {
		many[i].IDs = []string{string(rune('a' + i))}
	}
	if n := len(merged(many, twins)); n != catalog.Shown {
		t.Errorf("%d answers, want as many as the check shows", n)
	}
}

func TestRefitComparesAndWritesOnlyWhenAsked(t *testing.T) {
	file := filed(t, 17)
	out, err := matchWith(t, "--refit", file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"20 proposals, 17 duplicates, 3 novel", "present", "refitted, on unseen", "AUC related or novel"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	to := filepath.Join(t.TempDir(), "calibration.json")
	if _, err := matchWith(t, "--refit", file, "--out", to); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.ParseCalibration(data)
	if err != nil {
		t.Fatal(err)
	}
	_, shipped, err := app.Language()
	if err != nil {
		t.Fatal(err)
	}
	if cmp.Equal(c.Weights, shipped.Weights) || c.Figures["recall_at_3"] == 0 || !strings.Contains(c.On, "labelled.jsonl (20 proposals)") {
		t.Errorf("%+v", c)
	}
	if _, err := matchWith(t, "--refit", file, "--out", t.TempDir()); err == nil {
		t.Error("a calibration was written over a folder")
	}
}

// A proposal whose right entry is not there cannot teach that nothing is right.
func TestRefitLeavesOutWhatCannotBeFound(t *testing.T) {
	data, err := os.ReadFile(filed(t, 6))
	if err != nil {
		t.Fatal(err)
	}
	out, err := matchWith(t, "--refit", labelledFile(t, string(data)+`{"id": "x", "proposal": {"name": "y"}, "label": "duplicate", "expected": ["DX-2026-000001"]}`))
	if err != nil || !strings.Contains(out, "1 proposals are left out") || !strings.Contains(out, "9 proposals") {
		t.Errorf("%v\n%s", err, out)
	}
	few := `{"id": "x", "proposal": {"name": "y"}, "label": "novel"}`
	if _, err := matchWith(t, "--refit", labelledFile(t, few)); err == nil || !strings.Contains(err.Error(), "too few") {
		t.Errorf("one proposal: %v", err)
	}
}

func TestARefitNeverLetsMorePass(t *testing.T) {
	duplicate := catalog.Outcome{Item: catalog.EvalItem{Label: catalog.LabelDuplicate}, Score: 0.4567}
	for _, c := range []struct {
		outcomes      []catalog.Outcome
		present, want float64
	}{{[]catalog.Outcome{duplicate}, 0.6, 0.45}, {[]catalog.Outcome{duplicate}, 0.3, 0.3}, {nil, 0.3, 0.3}} {
		if got := threshold(c.outcomes, c.present); got != c.want {
			t.Errorf("%v, want %v", got, c.want)
		}
	}
}
