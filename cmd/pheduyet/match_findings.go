package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"pheduyet/internal/catalog"
	"pheduyet/internal/postgres"
	"pheduyet/internal/proposal"
)

// labelledLine is one judged proposal in the form that --eval and --refit read,
// with what the officer found of each entry.
type labelledLine struct {
	catalog.EvalItem
	Different []string       `json:"different"` // ids that are wrong
	Findings  []labelledPair `json:"findings"`
}

type labelledPair struct {
	EntryID string `json:"entry_id"`
	Finding string `json:"finding"`
}

// exportFindings writes officers' findings to a file that only its owner may
// read: open proposals are in it. Notes stay behind, for they may name people.
func exportFindings(ctx context.Context, e environment, file string) error {
	if e.config.DatabaseURL == "" {
		return errors.New("DATABASE_URL is not set: write postgres://pheduyet_app:password@host:5432/pheduyet")
	}
	store, err := postgres.Open(ctx, string(e.config.DatabaseURL))
	if err != nil {
		return err
	}
	defer store.Close()
	judged, err := store.JudgedProposals(ctx)
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	encoder.SetEscapeHTML(false)
	pairs := 0
	for _, j := range judged {
		pairs += len(j.Findings)
		if err := encoder.Encode(labelled(j)); err != nil {
			return err
		}
	}
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		return err
	}
	fmt.Fprintf(e.out, "%s: %d proposals, %d findings\n", file, len(judged), pairs)
	return nil
}

// labelled labels a proposal by the strongest finding; where every match is
// different it counts as novel.
func labelled(j postgres.Judged) labelledLine {
	f := j.Facts
	l := labelledLine{EvalItem: catalog.EvalItem{
		ID:       j.Number,
		Proposal: catalog.Proposed{Name: f.Name, Summary: f.Summary, Functions: f.Functions, Sector: f.Sector, Agency: j.Agency},
		Label:    catalog.LabelNovel, Expected: []string{},
	}, Different: []string{}}
	for _, finding := range j.Findings {
		l.Findings = append(l.Findings, labelledPair{finding.EntryID, finding.Finding})
		switch finding.Finding {
		case proposal.FindingDuplicate:
			l.Label = catalog.LabelDuplicate
		case proposal.FindingOverlap:
			if l.Label == catalog.LabelNovel {
				l.Label = catalog.LabelOverlap
			}
		default:
			l.Different = append(l.Different, finding.EntryID)
			continue
		}
		l.Expected = append(l.Expected, finding.EntryID)
	}
	return l
}
