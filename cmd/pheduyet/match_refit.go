package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

const (
	// refitPull holds the weights near where they are: findings come by the dozen,
	// not by the thousand.
	refitPull = 0.03
	// refitFolds is in how many parts the findings are cut to measure a refit on
	// proposals that it did not see.
	refitFolds = 5
	// refitRecall is the share of duplicates that the threshold must keep.
	refitRecall = 0.97
)

// refit fits the weights to labelled proposals, prints the figures of the present
// and of the new ones side by side, and writes the new calibration where asked.
// It puts nothing into use.
func refit(w io.Writer, file, out string) error {
	items, err := readLabelled(file)
	if err != nil {
		return err
	}
	lex, present, err := app.Language()
	if err != nil {
		return err
	}
	index, entries, err := app.ShippedIndex()
	if err != nil {
		return err
	}
	all := len(items)
	items = slices.DeleteFunc(items, func(item catalog.EvalItem) bool { return !answerable(index, item) })
	if len(items) < refitFolds {
		return fmt.Errorf("%s: %d proposals whose right entries are in the catalog are too few; %d are needed", file, len(items), refitFolds)
	}
	if left := all - len(items); left > 0 {
		fmt.Fprintf(w, "%d proposals are left out: their right entries are not in the shipped catalog.\n", left)
	}
	r := refitting{lex: lex, entries: entries, present: present, items: items, samples: index.Samples(items)}
	fitted, unseen := r.fit(nil), r.crossValidated()
	was := catalog.Measure(catalog.Outcomes(items, index.Ranker()))
	is := catalog.Measure(catalog.Outcomes(items, r.index(fitted).Ranker()))
	honest := catalog.Measure(unseen)
	printSideBySide(w, was, is, honest)
	if out == "" {
		return nil
	}
	fitted.Date = string(proposal.DateOf(time.Now().In(proposal.Zone)))
	fitted.On = fmt.Sprintf("%s (%d proposals), fitted; figures by cross-validation in %d parts", filepath.Base(file), len(items), refitFolds)
	fitted.Threshold = threshold(unseen, present.Threshold)
	fitted.Figures = figures(honest)
	return writeCalibration(w, out, fitted)
}

// answerable tells whether a proposal teaches something: it is novel, or one of
// its right entries is there to be found.
func answerable(index *catalog.Index, item catalog.EvalItem) bool {
	return item.Label == catalog.LabelNovel || slices.ContainsFunc(item.Expected, func(id string) bool {
		_, known := index.Entry(id)
		return known
	})
}

// refitting is what a refit works on.
type refitting struct {
	lex     *catalog.Lexicon
	entries []catalog.Entry
	present *catalog.Calibration
	items   []catalog.EvalItem
	samples []catalog.Sample // of the items, in their order
}

// fit fits to all samples but those that leaveOut names; nil leaves out none.
func (r refitting) fit(leaveOut func(i int) bool) *catalog.Calibration {
	var samples []catalog.Sample
	for i, s := range r.samples {
		if leaveOut == nil || !leaveOut(i) {
			samples = append(samples, s)
		}
	}
	return catalog.Fit(samples, r.present, refitPull)
}

func (r refitting) index(c *catalog.Calibration) *catalog.Index {
	return catalog.NewIndex(r.lex, c, r.entries)
}

// crossValidated answers each item by a fit that did not see it.
func (r refitting) crossValidated() []catalog.Outcome {
	var outcomes []catalog.Outcome
	for fold := range refitFolds {
		inFold := func(i int) bool { return i%refitFolds == fold }
		var items []catalog.EvalItem
		for i, item := range r.items {
			if inFold(i) {
				items = append(items, item)
			}
		}
		outcomes = append(outcomes, catalog.Outcomes(items, r.index(r.fit(inFold)).Ranker())...)
	}
	return outcomes
}

func printSideBySide(w io.Writer, was, is, unseen catalog.Report) {
	fmt.Fprintf(w, "%d proposals, %d duplicates, %d novel\n", was.Items, was.Duplicates, was.Novel)
	fmt.Fprintf(w, "  %-28s %-20s %-20s %s\n", "", "present", "refitted", "refitted, on unseen")
	seen, new := rows(is), rows(unseen)
	for i, row := range rows(was) {
		fmt.Fprintf(w, "  %-28s %s  %s  %s\n", row.name, interval(row.figure), interval(seen[i].figure), interval(new[i].figure))
	}
}

func interval(f catalog.Figure) string {
	return fmt.Sprintf("%.2f  [%.2f, %.2f]", f.Value, f.Low, f.High)
}

// threshold keeps refitRecall of the duplicates, rounded down so that it keeps as
// many, and is never above the present one: from few findings no rule may learn to
// let more pass unseen by an officer.
func threshold(outcomes []catalog.Outcome, present float64) float64 {
	t := math.Floor(100*catalog.RecallThreshold(outcomes, refitRecall)) / 100
	if t <= 0 {
		return present
	}
	return min(t, present)
}

func figures(r catalog.Report) map[string]float64 {
	round := func(f catalog.Figure) float64 { return math.Round(1000*f.Value) / 1000 }
	return map[string]float64{
		"recall_at_1": round(r.R1), "recall_at_3": round(r.R3), "recall_at_5": round(r.R5),
		"auc": round(r.AUC), "novel_flagged_at_95_recall": round(r.NovelFlagged),
	}
}

func writeCalibration(w io.Writer, file string, c *catalog.Calibration) error {
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	if _, err := catalog.ParseCalibration(data); err != nil {
		return errors.Join(errors.New("the fit found no usable calibration"), err)
	}
	if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(w, "%s is written, threshold %.2f. It counts once it is put in the place of the shipped one.\n", file, c.Threshold)
	return nil
}
