package catalog

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func outcome(label string, rank int, score float64) Outcome {
	return Outcome{Item: EvalItem{Label: label}, Rank: rank, Score: score}
}

func TestMeasure(t *testing.T) {
	r := Measure([]Outcome{
		outcome(LabelDuplicate, 1, 0.9), outcome(LabelDuplicate, 3, 0.6), outcome(LabelOverlap, 5, 0.4), outcome(LabelOverlap, 0, 0.2),
		outcome(LabelNovel, 0, 0.7), outcome(LabelNovel, 0, 0.4),
	})
	// Related above novel: 0.9 beats both, 0.6 one, 0.4 half of one, 0.2 none.
	want := map[string]float64{"R1": 0.25, "R3": 0.5, "R5": 0.75, "duplicates' R3": 1, "AUC": 3.5 / 8, "novel": 0.5, "threshold": 0.6}
	got := map[string]float64{
		"R1": r.R1.Value, "R3": r.R3.Value, "R5": r.R5.Value, "duplicates' R3": r.DuplicateR3.Value,
		"AUC": r.AUC.Value, "novel": r.NovelFlagged.Value, "threshold": r.RecallThreshold,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, f := range []Figure{r.R1, r.R3, r.AUC, r.NovelFlagged} {
		if f.Low > f.Value || f.High < f.Value {
			t.Errorf("%v lies outside its interval", f)
		}
	}
	if r.Items != 6 || r.Related != 4 || r.Duplicates != 2 || r.Novel != 2 {
		t.Errorf("%+v", r)
	}
}

func TestMeasureNothing(t *testing.T) {
	if diff := cmp.Diff(Report{}, Measure(nil)); diff != "" {
		t.Error(diff)
	}
	if r := Measure([]Outcome{outcome(LabelNovel, 0, 0.5)}); math.IsNaN(r.AUC.Value) || r.R1.Value != 0 {
		t.Errorf("%+v", r)
	}
}

func TestRecallThreshold(t *testing.T) {
	var outcomes []Outcome
	for i := 1; i <= 100; i++ {
		outcomes = append(outcomes, outcome(LabelDuplicate, 1, float64(i)/100))
	}
	for share, want := range map[float64]float64{1: 0.01, 0.97: 0.04, 0.95: 0.06} {
		if got := RecallThreshold(outcomes, share); got != want {
			t.Errorf("share %v: %v, want %v", share, got, want)
		}
	}
}

func TestParseEval(t *testing.T) {
	items, err := ParseEval([]byte("\n" + `{"id": "X1", "proposal": {"name": "Đàn heo", "functions": ["kê khai"]}, "label": "duplicate", "expected": ["C2"]}` + "\n"))
	if err != nil || len(items) != 1 || items[0].Proposal.Query().Name != "Đàn heo" {
		t.Fatalf("%v %+v", err, items)
	}
	for data, part := range map[string]string{
		"{}":                     "line 1: unknown label",
		`{"label": "duplicate"}`: "without an expected id",
		"\nnot json":             "line 2",
	} {
		if _, err := ParseEval([]byte(data)); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%q: %v, want %q", data, err, part)
		}
	}
}

func labelled() []EvalItem {
	proposed := func(q Query) Proposed { return Proposed{q.Name, q.Summary, q.Functions, q.Sector, q.Agency} }
	return []EvalItem{
		{ID: "1", Label: LabelDuplicate, Expected: []string{"C2"}, Proposal: proposed(pigs())},
		{ID: "2", Label: LabelOverlap, Expected: []string{"C3"}, Proposal: proposed(vaccines())},
		{ID: "3", Label: LabelNovel, Proposal: Proposed{Name: "Quản lý câu lạc bộ cờ vua", Functions: []string{"Lịch tập"}}},
	}
}

func TestOutcomesCountTwins(t *testing.T) {
	got := Outcomes(labelled(), fewIndex(t).Ranker())
	if got[0].Rank != 1 || got[1].Rank != 1 || got[2].Rank != 0 || got[2].Score > 0.2 {
		t.Errorf("%+v", got)
	}
	if none := Outcomes(labelled(), func(Query) []Ranked { return nil }); none[0].Rank != 0 || none[0].Score != 0 {
		t.Errorf("%+v", none)
	}
}

func TestCalibrationIsChecked(t *testing.T) {
	good := string(seedFile(t, "lexicon/calibration.json"))
	if _, err := ParseCalibration([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string][2]string{
		"date": {`"date": "20`, `"date": "x`}, "threshold": {`"threshold": 0.`, `"threshold": 7.`}, "weights": {`"name":`, `"nome":`},
	} {
		if _, err := ParseCalibration([]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
			t.Errorf("a wrong %s is accepted", what)
		}
	}
}

// A fit from no knowledge learns to tell the right entries; the start is left
// as it was.
func TestFit(t *testing.T) {
	ix := fewIndex(t)
	samples := ix.Samples(labelled())
	start := Calibration{Date: "2026-01-01", Threshold: 0.5, Weights: map[string]float64{"name": 0}}
	fitted := Fit(samples, &start, 0.01)
	if start.Weights["name"] != 0 || len(fitted.Weights) != len(featureNames) {
		t.Errorf("start %v, fitted %v", start.Weights, fitted.Weights)
	}
	out := Outcomes(labelled(), NewIndex(ix.lex, fitted, fewEntries()).Ranker())
	if out[0].Rank != 1 || out[1].Rank != 1 || out[0].Score < 0.6 || out[2].Score > out[0].Score-0.2 {
		t.Errorf("%+v", out)
	}
	if diff := cmp.Diff(fitted.Weights, Fit(samples, &start, 0.01).Weights); diff != "" {
		t.Error(diff)
	}
}
