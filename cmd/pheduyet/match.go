package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/catalog"
)

// match measures the duplication check on labelled proposals against the shipped
// catalog, beside plain text search in a throwaway PostgreSQL. Where there are no
// PostgreSQL programs it says so and prints its own figures alone.
func match(ctx context.Context, e environment, args []string) error {
	flags := flag.NewFlagSet("match", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	file := flags.String("eval", "", "a file of labelled proposals, one JSON object a line")
	if err := flags.Parse(args); err != nil || *file == "" {
		return errors.New("usage: pheduyet match --eval FILE")
	}
	data, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	items, err := catalog.ParseEval(data)
	if err != nil {
		return fmt.Errorf("%s: %w", *file, err)
	}
	index, entries, err := app.ShippedIndex()
	if err != nil {
		return err
	}
	printReport(e.out, "pheduyet "+catalog.EngineVersion, catalog.Measure(catalog.Outcomes(items, index.Ranker())))
	reports, err := measureBaselines(ctx, items, entries)
	if err != nil {
		fmt.Fprintln(e.out, "Without the baselines of PostgreSQL:", err)
		return nil
	}
	for _, b := range baselines {
		printReport(e.out, b.name, reports[b.name])
	}
	return nil
}

func printReport(out io.Writer, method string, r catalog.Report) {
	fmt.Fprintf(out, "%s: %d proposals, %d duplicates, %d novel\n", method, r.Items, r.Duplicates, r.Novel)
	for _, f := range []struct {
		name string
		f    catalog.Figure
	}{{"R@1", r.R1}, {"R@3", r.R3}, {"R@5", r.R5}, {"R@3, duplicates alone", r.DuplicateR3}, {"AUC related or novel", r.AUC}, {"novel flagged at 95 % recall", r.NovelFlagged}} {
		fmt.Fprintf(out, "  %-28s %.2f  [%.2f, %.2f]\n", f.name, f.f.Value, f.f.Low, f.f.High)
	}
}
