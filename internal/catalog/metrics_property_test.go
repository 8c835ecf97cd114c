package catalog

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func drawOutcomes(t *rapid.T) []Outcome {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Outcome {
		return outcome(
			rapid.SampledFrom([]string{LabelDuplicate, LabelOverlap, LabelNovel}).Draw(t, "label"),
			rapid.IntRange(0, 10).Draw(t, "rank"),
			float64(rapid.IntRange(0, 20).Draw(t, "score"))/20)
	}), 1, 30).Draw(t, "outcomes")
}

func TestFiguresHoldTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawOutcomes(t)
		related := []string{LabelDuplicate, LabelOverlap}
		r1, r3, r5 := recallAt(o, 1, related), recallAt(o, 3, related), recallAt(o, 5, related)
		if r1 > r3 || r3 > r5 || r5 > 1 {
			t.Errorf("recall %v, %v, %v", r1, r3, r5)
		}
		if a := auc(o); a < 0 || a > 1 || math.IsNaN(a) {
			t.Errorf("AUC %v", a)
		}
	})
}

// The area under the curve is a matter of order alone, and turns around with it.
func TestAUCIsOfTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawOutcomes(t)
		bent, turned := make([]Outcome, len(o)), make([]Outcome, len(o))
		novel := 0
		for i := range o {
			bent[i], turned[i] = o[i], o[i]
			bent[i].Score = math.Exp(3 * o[i].Score)
			turned[i].Score = -o[i].Score
			if o[i].Item.Label == LabelNovel {
				novel++
			}
		}
		if auc(bent) != auc(o) {
			t.Errorf("%v bent is %v", auc(o), auc(bent))
		}
		if novel > 0 && novel < len(o) && math.Abs(auc(o)+auc(turned)-1) > 1e-9 {
			t.Errorf("%v turned is %v", auc(o), auc(turned))
		}
	})
}

func TestTheThresholdKeepsWhatItPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawOutcomes(t)
		share := rapid.SampledFrom([]float64{0.5, 0.9, 0.95, 0.97, 1}).Draw(t, "share")
		threshold := RecallThreshold(o, share)
		kept, all := 0, 0
		for _, x := range o {
			if x.Item.Label == LabelDuplicate {
				all++
				if x.Score >= threshold {
					kept++
				}
			}
		}
		if float64(kept) < share*float64(all)-1e-9 {
			t.Errorf("%d of %d are kept at %v, want %v", kept, all, threshold, share)
		}
	})
}

func TestMeasuringIsRepeatable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawOutcomes(t)
		a, b := Measure(o), Measure(o)
		if a != b {
			t.Errorf("%+v, then %+v", a, b)
		}
		for _, f := range []Figure{a.R1, a.R3, a.R5, a.DuplicateR3, a.AUC, a.NovelFlagged} {
			if f.Low > f.High || f.Low < 0 || f.High > 1 {
				t.Errorf("%+v", f)
			}
		}
	})
}
