package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/catalog"
	"pheduyet/internal/devstack/pgserver"
)

// baseline is what a database offers without knowing the language: a query that
// ranks entries for one text, best first.
type baseline struct {
	name  string
	whole bool // ranks by the whole proposal, not by its name alone
	sql   string
}

// The two ways of plain text search that the check is measured against, on the
// same entries in the same run.
var baselines = []baseline{
	{"pg_trgm on names, unaccent", false, `
		SELECT id, similarity(folded, unaccent($1)) AS score FROM entry ORDER BY score DESC, id LIMIT 30`},
	{"PostgreSQL full text", true, `
		SELECT id, ts_rank(words, query) AS score FROM entry,
		  to_tsquery('simple', array_to_string(tsvector_to_array(to_tsvector('simple', unaccent($1))), ' | ')) AS query
		WHERE words @@ query ORDER BY score DESC, id LIMIT 30`},
}

// measureBaselines runs the baselines on a throwaway PostgreSQL. twins gives the
// ids of an entry's system: they count as one answer, as in the check.
func measureBaselines(ctx context.Context, items []catalog.EvalItem, entries []catalog.Entry, twins func(string) []string) (reports map[string]catalog.Report, err error) {
	dir, err := os.MkdirTemp("", "pheduyet-match-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL may run as another user
		return nil, err
	}
	server, err := pgserver.Start(ctx, pgserver.Options{DataDir: dir, Throwaway: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	dbs, err := server.CreateDatabases(ctx)
	if err != nil {
		return nil, err
	}
	db, err := pgx.Connect(ctx, dbs.OwnerURL)
	if err != nil {
		return nil, err
	}
	defer db.Close(ctx)
	if err := fill(ctx, db, entries); err != nil {
		return nil, err
	}
	reports = map[string]catalog.Report{}
	for _, b := range baselines {
		var failed error
		rank := func(q catalog.Query) []catalog.Ranked {
			ranked, err := b.rank(ctx, db, q)
			if err != nil && failed == nil {
				failed = fmt.Errorf("%s: %w", b.name, err)
			}
			return merged(ranked, twins)
		}
		reports[b.name] = catalog.Measure(catalog.Outcomes(items, rank))
		if failed != nil {
			return nil, failed
		}
	}
	return reports, nil
}

func fill(ctx context.Context, db *pgx.Conn, entries []catalog.Entry) error {
	_, err := db.Exec(ctx, `
		CREATE EXTENSION IF NOT EXISTS pg_trgm;
		CREATE EXTENSION IF NOT EXISTS unaccent;
		CREATE TABLE entry (id text PRIMARY KEY, folded text, words tsvector)`)
	if err != nil {
		return err
	}
	for _, e := range entries {
		_, err := db.Exec(ctx, `INSERT INTO entry VALUES ($1, unaccent($2), to_tsvector('simple', unaccent($3)))`,
			e.ID, e.Name, e.Name+" "+e.Description)
		if err != nil {
			return err
		}
	}
	return nil
}

// merged joins the twins of ranked entries in the place of the best one and keeps
// as many answers as the check shows.
func merged(ranked []catalog.Ranked, twins func(string) []string) []catalog.Ranked {
	var out []catalog.Ranked
	seen := map[string]bool{}
	for _, r := range ranked {
		if seen[r.IDs[0]] || len(out) == catalog.Shown {
			continue
		}
		r.IDs = twins(r.IDs[0])
		for _, id := range r.IDs {
			seen[id] = true
		}
		out = append(out, r)
	}
	return out
}

func (b baseline) rank(ctx context.Context, db *pgx.Conn, q catalog.Query) ([]catalog.Ranked, error) {
	text := q.Name
	if b.whole {
		text = strings.Join(append([]string{q.Name, q.Summary}, q.Functions...), " ")
	}
	rows, err := db.Query(ctx, b.sql, text)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (catalog.Ranked, error) {
		var id string
		var score float32
		err := row.Scan(&id, &score)
		return catalog.Ranked{IDs: []string{id}, Score: float64(score)}, err
	})
}
