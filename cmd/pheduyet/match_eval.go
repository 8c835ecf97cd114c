package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/catalog"
)

// evaluate measures the check on labelled proposals against the shipped catalog,
// beside plain text search in a throwaway PostgreSQL. Where there are no
// PostgreSQL programs it says so and prints its own figures alone.
func evaluate(ctx context.Context, out io.Writer, file string) error {
	items, err := readLabelled(file)
	if err != nil {
		return err
	}
	index, entries, err := app.ShippedIndex()
	if err != nil {
		return err
	}
	_, calibration, err := app.Language()
	if err != nil {
		return err
	}
	outcomes := catalog.Outcomes(items, index.Ranker())
	printReport(out, "pheduyet "+catalog.EngineVersion, catalog.Measure(outcomes))
	printMisses(out, outcomes, calibration.Threshold)
	reports, err := measureBaselines(ctx, items, entries, index.Twins)
	if err != nil {
		fmt.Fprintln(out, "Without the baselines of PostgreSQL:", err)
		return nil
	}
	for _, b := range baselines {
		printReport(out, b.name, reports[b.name])
	}
	return nil
}

func readLabelled(file string) ([]catalog.EvalItem, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	items, err := catalog.ParseEval(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(items) == 0 {
		return nil, fmt.Errorf("%s: no labelled proposal in it", file)
	}
	return items, nil
}

// row is one measured figure with its name.
type row struct {
	name   string
	figure catalog.Figure
}

func rows(r catalog.Report) []row {
	return []row{
		{"R@1", r.R1}, {"R@3", r.R3}, {"R@5", r.R5}, {"R@3, duplicates alone", r.DuplicateR3},
		{"AUC related or novel", r.AUC}, {"novel flagged at 95 % recall", r.NovelFlagged},
	}
}

func printReport(out io.Writer, method string, r catalog.Report) {
	fmt.Fprintf(out, "%s: %d proposals, %d duplicates, %d novel\n", method, r.Items, r.Duplicates, r.Novel)
	for _, row := range rows(r) {
		fmt.Fprintf(out, "  %-28s %.2f  [%.2f, %.2f]\n", row.name, row.figure.Value, row.figure.Low, row.figure.High)
	}
}

// printMisses names the proposals that the figures hide: whose right entry is not
// among the first three, and those on the wrong side of the verdict's threshold.
func printMisses(out io.Writer, outcomes []catalog.Outcome, threshold float64) {
	for _, o := range outcomes {
		related, weighs := o.Item.Label != catalog.LabelNovel, o.Score >= threshold
		if related && (o.Rank == 0 || o.Rank > 3) {
			fmt.Fprintf(out, "  %s wants %s, first are %s\n", o.Item.ID, strings.Join(o.Item.Expected, " or "), firstIDs(o.Top, 3))
		}
		if related != weighs {
			fmt.Fprintf(out, "  %s is %s and scores %.2f; the threshold is %.2f\n", o.Item.ID, o.Item.Label, o.Score, threshold)
		}
	}
}

func firstIDs(ranked []catalog.Ranked, n int) string {
	var ids []string
	for _, r := range ranked[:min(n, len(ranked))] {
		ids = append(ids, r.IDs[0])
	}
	return strings.Join(ids, ", ")
}
