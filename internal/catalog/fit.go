package catalog

import (
	"maps"
	"math"
	"slices"
)

// Sample is a labelled proposal with the features of its candidates, as a refit
// needs them.
type Sample struct {
	Label      string
	candidates []sampleCandidate
}

type sampleCandidate struct {
	values [8]float64
	right  bool
}

// Samples reads the features of labelled proposals.
func (ix *Index) Samples(items []EvalItem) []Sample {
	out := make([]Sample, 0, len(items))
	for _, item := range items {
		s := Sample{Label: item.Label}
		for _, c := range ix.candidates(ix.compile(item.Proposal.Query())) {
			right := slices.ContainsFunc(ix.Twins(c.entry.ID), func(id string) bool { return slices.Contains(item.Expected, id) })
			s.candidates = append(s.candidates, sampleCandidate{c.f.values(), right})
		}
		out = append(out, s)
	}
	return out
}

// The descent's length and step; it is deterministic.
const (
	fitSteps = 600
	fitStep  = 0.03
)

// Fit moves a calibration's weights to suit labelled proposals: right entries
// should rank above the others, and the best right entry (of a novel proposal:
// the best of all) should score near 1 (near 0). pull holds the weights near
// where they start; with few samples use 0.03 or more. Threshold, date and
// figures are the caller's to set. No fit happens by itself.
func Fit(samples []Sample, from *Calibration, pull float64) *Calibration {
	f := &fit{bias: from.Bias, weights: from.weights, start: from.weights, pull: pull}
	for step := range fitSteps {
		f.step(samples, step+1)
	}
	to := *from
	to.Bias, to.weights = f.bias, f.weights
	to.Weights = maps.Clone(from.Weights)
	for i, name := range featureNames {
		to.Weights[name] = f.weights[i]
	}
	return &to
}

type fit struct {
	weights, start [8]float64
	bias, pull     float64
	mean, spread   [9]float64 // Adam's moments
}

// step is one step of Adam on the gradient over all samples.
func (f *fit) step(samples []Sample, n int) {
	var gradient [9]float64
	for _, s := range samples {
		if len(s.candidates) > 0 {
			f.add(&gradient, s, 1/float64(len(samples)))
		}
	}
	for i := range f.weights {
		gradient[i] += f.pull * (f.weights[i] - f.start[i])
	}
	for i, g := range gradient {
		f.mean[i] = 0.9*f.mean[i] + 0.1*g
		f.spread[i] = 0.999*f.spread[i] + 0.001*g*g
		move := fitStep * (f.mean[i] / (1 - math.Pow(0.9, float64(n)))) /
			(math.Sqrt(f.spread[i]/(1-math.Pow(0.999, float64(n)))) + 1e-8)
		if i < len(f.weights) {
			f.weights[i] -= move
		} else {
			f.bias -= move
		}
	}
}

// add gives one sample's part: softmax over candidates for the order, logistic
// on the best for the score.
func (f *fit) add(gradient *[9]float64, s Sample, share float64) {
	z := make([]float64, len(s.candidates))
	best, related := -1, s.Label != LabelNovel && slices.ContainsFunc(s.candidates, func(c sampleCandidate) bool { return c.right })
	for i, c := range s.candidates {
		for j, w := range f.weights {
			z[i] += w * c.values[j]
		}
		if (!related || c.right) && (best < 0 || z[i] > z[best]) {
			best = i
		}
	}
	if related {
		var all, right float64
		for i, c := range s.candidates {
			z[i] = math.Exp(z[i] - z[best])
			all += z[i]
			if c.right {
				right += z[i]
			}
		}
		for i, c := range s.candidates {
			p := z[i] / all
			if c.right {
				p -= z[i] / right
			}
			for j, v := range c.values {
				gradient[j] += share * p * v
			}
		}
	}
	wanted, score := 0.0, f.bias
	if related {
		wanted = 1
	}
	for j, v := range s.candidates[best].values {
		score += f.weights[j] * v
	}
	off := share * (1/(1+math.Exp(-score)) - wanted)
	for j, v := range s.candidates[best].values {
		gradient[j] += off * v
	}
	gradient[8] += off
}
