package catalog

import (
	"math/rand/v2"
	"slices"
)

// Figure is a measured share with its 95 % bootstrap interval.
type Figure struct {
	Value, Low, High float64
}

// Report is what an evaluation found.
type Report struct {
	Items, Related, Duplicates, Novel int
	// R1, R3, R5: share of duplicates and overlaps with a right entry among the
	// first one, three, five.
	R1, R3, R5 Figure
	// DuplicateR3 is R3 over duplicates alone.
	DuplicateR3 Figure
	// AUC: how likely a duplicate or overlap scores above a novel proposal.
	AUC Figure
	// NovelFlagged: share of novel proposals at or above the highest threshold
	// that still flags 95 % of the duplicates.
	NovelFlagged Figure
	// RecallThreshold is the highest score that still flags 97 % of duplicates.
	RecallThreshold float64
}

const (
	bootstrapRounds = 1000
	bootstrapSeed   = 20261122
)

// Measure turns outcomes into figures. The same outcomes give the same report.
func Measure(outcomes []Outcome) Report {
	r := Report{Items: len(outcomes)}
	if len(outcomes) == 0 {
		return r
	}
	for _, o := range outcomes {
		switch o.Item.Label {
		case LabelNovel:
			r.Novel++
		case LabelDuplicate:
			r.Duplicates++
			r.Related++
		default:
			r.Related++
		}
	}
	at := func(k int, labels ...string) func([]Outcome) float64 {
		return func(o []Outcome) float64 { return recallAt(o, k, labels) }
	}
	r.R1 = figure(outcomes, at(1, LabelDuplicate, LabelOverlap))
	r.R3 = figure(outcomes, at(3, LabelDuplicate, LabelOverlap))
	r.R5 = figure(outcomes, at(5, LabelDuplicate, LabelOverlap))
	r.DuplicateR3 = figure(outcomes, at(3, LabelDuplicate))
	r.AUC = figure(outcomes, auc)
	r.NovelFlagged = figure(outcomes, func(o []Outcome) float64 { return flaggedNovel(o, 0.95) })
	r.RecallThreshold = RecallThreshold(outcomes, 0.97)
	return r
}

// figure measures and resamples within the labels' own numbers of items.
func figure(outcomes []Outcome, measure func([]Outcome) float64) Figure {
	rng := rand.New(rand.NewPCG(bootstrapSeed, uint64(len(outcomes))))
	values := make([]float64, bootstrapRounds)
	sample := make([]Outcome, len(outcomes))
	for i := range values {
		for j := range sample {
			sample[j] = outcomes[rng.IntN(len(outcomes))]
		}
		values[i] = measure(sample)
	}
	slices.Sort(values)
	f := Figure{Value: measure(outcomes)}
	f.Low, f.High = values[bootstrapRounds*25/1000], values[bootstrapRounds*975/1000]
	return f
}

func recallAt(outcomes []Outcome, k int, labels []string) float64 {
	found, all := 0, 0
	for _, o := range outcomes {
		if !slices.Contains(labels, o.Item.Label) {
			continue
		}
		all++
		if o.Rank > 0 && o.Rank <= k {
			found++
		}
	}
	return ratio(found, all)
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// auc counts how often a related item scores above a novel one, ties half.
func auc(outcomes []Outcome) float64 {
	wins, pairs := 0.0, 0
	for _, a := range outcomes {
		if a.Item.Label == LabelNovel {
			continue
		}
		for _, b := range outcomes {
			if b.Item.Label != LabelNovel {
				continue
			}
			pairs++
			switch {
			case a.Score > b.Score:
				wins++
			case a.Score == b.Score:
				wins += 0.5
			}
		}
	}
	if pairs == 0 {
		return 0
	}
	return wins / float64(pairs)
}

// RecallThreshold is the highest threshold that flags at least the given share
// of the duplicates.
func RecallThreshold(outcomes []Outcome, share float64) float64 {
	var scores []float64
	for _, o := range outcomes {
		if o.Item.Label == LabelDuplicate {
			scores = append(scores, o.Score)
		}
	}
	if len(scores) == 0 {
		return 0
	}
	slices.Sort(scores)
	missed := int((1 - share) * float64(len(scores)) * (1 + 1e-9))
	return scores[missed]
}

func flaggedNovel(outcomes []Outcome, share float64) float64 {
	threshold := RecallThreshold(outcomes, share)
	flagged, all := 0, 0
	for _, o := range outcomes {
		if o.Item.Label == LabelNovel {
			all++
			if o.Score >= threshold {
				flagged++
			}
		}
	}
	return ratio(flagged, all)
}
