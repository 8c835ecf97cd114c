package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/catalog"
)

const matchUsage = `usage:
  pheduyet match [--summary TEXT] [--function TEXT]… [--sector TEXT] [--agency TEXT] NAME
  pheduyet match --eval FILE
  pheduyet match --export-findings FILE
  pheduyet match --refit FILE [--out FILE]`

// match checks one proposal against the shipped catalog, or serves the check's
// learning loop: measure it, export what officers found, refit its weights.
func match(ctx context.Context, e environment, args []string) error {
	var eval, export, refitFrom, out string
	var q catalog.Query
	flags := flag.NewFlagSet("match", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&eval, "eval", "", "measure on a file of labelled proposals, one JSON object a line")
	flags.StringVar(&export, "export-findings", "", "write officers' findings as labelled proposals")
	flags.StringVar(&refitFrom, "refit", "", "fit the weights to a file of labelled proposals and compare")
	flags.StringVar(&out, "out", "", "where --refit writes the calibration that it found")
	flags.StringVar(&q.Summary, "summary", "", "the proposal's summary")
	flags.StringVar(&q.Sector, "sector", "", "the proposal's sector")
	flags.StringVar(&q.Agency, "agency", "", "the filing agency's name")
	flags.Func("function", "one function; may be repeated", func(f string) error {
		q.Functions = append(q.Functions, f)
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return fmt.Errorf("%w\n%s", err, matchUsage)
	}
	q.Name = strings.Join(flags.Args(), " ")
	asked := 0
	for _, mode := range []string{eval, export, refitFrom, q.Name} {
		if mode != "" {
			asked++
		}
	}
	switch {
	case asked != 1, out != "" && refitFrom == "":
		return errors.New(matchUsage)
	case eval != "":
		return evaluate(ctx, e.out, eval)
	case export != "":
		return exportFindings(ctx, e, export)
	case refitFrom != "":
		return refit(e.out, refitFrom, out)
	}
	return checkOne(e.out, q)
}

// checkOne prints what the check of one proposal finds in the shipped catalog.
func checkOne(out io.Writer, q catalog.Query) error {
	index, _, err := app.ShippedIndex()
	if err != nil {
		return err
	}
	r := index.Check(q)
	fmt.Fprintf(out, "%s: %s\n", r.Verdict, r.Note)
	for i, m := range r.Matches {
		fmt.Fprintf(out, "%2d. %.2f  %s  %s (%s)\n", i+1, m.Score, strings.Join(append([]string{m.ID}, m.Twins...), " = "), m.Name, m.Owner)
		for _, line := range m.Evidence {
			fmt.Fprintf(out, "      %s\n", line)
		}
	}
	for _, line := range r.NotCompared {
		fmt.Fprintln(out, line)
	}
	return nil
}
