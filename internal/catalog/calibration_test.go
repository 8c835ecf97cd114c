package catalog

import (
	"encoding/json"
	"maps"
	"testing"

	"pgregory.net/rapid"
)

func TestScoreIsAShare(t *testing.T) {
	cal := shippedCalibration(t)
	unit := rapid.Float32Range(0, 1)
	rapid.Check(t, func(t *rapid.T) {
		f := features{
			Name: unit.Draw(t, "name"), Function: unit.Draw(t, "function"), Summary: unit.Draw(t, "summary"), Title: unit.Draw(t, "title"),
			Does: unit.Draw(t, "does"), Object: unit.Draw(t, "object"), Evidence: unit.Draw(t, "evidence"), Sector: unit.Draw(t, "sector"),
		}
		if s := cal.score(f); s < 0 || s > 1 {
			t.Errorf("%v of %+v", s, f)
		}
		more := f
		more.Function = min(1, f.Function+unit.Draw(t, "more"))
		if cal.score(more) < cal.score(f) {
			t.Errorf("more functions explained score less: %+v, %+v", f, more)
		}
	})
}

// In the shipped calibration whatever speaks for a match raises its score, and
// nothing at all is far from the threshold.
func TestShippedCalibrationIsSane(t *testing.T) {
	cal := shippedCalibration(t)
	for name, w := range cal.Weights {
		if w <= 0 {
			t.Errorf("%s weighs %v", name, w)
		}
	}
	if s := cal.score(features{}); s > cal.Threshold/10 {
		t.Errorf("nothing in common scores %v, the threshold is %v", s, cal.Threshold)
	}
	if cal.On == "" || cal.Figures["recall_at_3"] == 0 || cal.Figures["duplicates_reviewed"] < 0.97 {
		t.Errorf("no figures of its making: %q %v", cal.On, cal.Figures)
	}
}

func TestParseCalibrationNamesTheFault(t *testing.T) {
	var good map[string]any
	if err := json.Unmarshal(seedFile(t, "lexicon/calibration.json"), &good); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(m map[string]any){
		"no date":        func(m map[string]any) { delete(m, "date") },
		"threshold 0":    func(m map[string]any) { m["threshold"] = 0 },
		"threshold 1":    func(m map[string]any) { m["threshold"] = 1 },
		"no weights":     func(m map[string]any) { m["weights"] = map[string]float64{} },
		"a text as bias": func(m map[string]any) { m["bias"] = "x" },
		"another feature": func(m map[string]any) {
			w := maps.Clone(m["weights"].(map[string]any))
			delete(w, "does")
			w["done"] = 1.0
			m["weights"] = w
		},
	} {
		m := maps.Clone(good)
		change(m)
		data, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := ParseCalibration(data); err == nil {
			t.Errorf("%s is accepted: %+v", what, c)
		}
	}
}

// The features of the entry itself, as its own proposal, score near one; those of
// an unrelated one near zero.
func TestScoresUseTheWholeScale(t *testing.T) {
	ix := shippedIndex(t)
	for _, id := range []string{"A23", "D81", "N23", "D105"} {
		q := asProposal(t, ix, id)
		q.Exclude = nil
		r := ix.Check(q)
		if m, _ := r.find(id); m.Score < 0.9 {
			t.Errorf("%s as its own proposal scores %v", id, m.Score)
		}
		if last := r.Matches[len(r.Matches)-1]; last.Score > 0.5 {
			t.Errorf("%s: the tenth, %s, scores %v", id, last.ID, last.Score)
		}
	}
}
