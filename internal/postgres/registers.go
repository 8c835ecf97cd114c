package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/calendar"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// registers are what changes rarely and every act looks at: read once and kept
// until register_version moves. They are immutable.
type registers struct {
	version  int64
	agencies map[string]proposal.Agency
	packs    *process.Set
	days     *calendar.Days
}

// registers gives the registers as of now, from memory where they have not
// changed. It reads the version first: what changes in between is read again by
// the next call.
func (s *Store) registers(ctx context.Context, q querier) (*registers, error) {
	var version int64
	if err := q.QueryRow(ctx, "SELECT version FROM register_version").Scan(&version); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cache != nil && s.cache.version == version {
		return s.cache, nil
	}
	r := &registers{version: version}
	for _, read := range []func(context.Context, querier) error{r.readAgencies, r.readPacks, r.readDays} {
		if err := read(ctx, q); err != nil {
			return nil, err
		}
	}
	s.cache = r
	return r, nil
}

func (r *registers) readAgencies(ctx context.Context, q querier) error {
	rows, err := q.Query(ctx, `SELECT code, name, short_name, kind, coalesce(parent, ''),
		coalesce(valid_from::text, ''), coalesce(valid_to::text, ''), coalesce(successor, ''), filing_sign FROM agencies`)
	if err != nil {
		return err
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[proposal.Agency])
	r.agencies = make(map[string]proposal.Agency, len(all))
	for _, a := range all {
		r.agencies[a.Code] = a
	}
	return err
}

func (r *registers) readPacks(ctx context.Context, q querier) error {
	rows, err := q.Query(ctx, "SELECT hash, body FROM packs")
	if err != nil {
		return err
	}
	packs, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (process.Pack, error) {
		var hash string
		var body []byte
		if err := row.Scan(&hash, &body); err != nil {
			return process.Pack{}, err
		}
		p, err := process.Parse(body)
		if err == nil && p.Hash != hash {
			err = fmt.Errorf("pack %s@%s is not what was stored: hash %s, want %s", p.ID, p.Version, p.Hash, hash)
		}
		return p, err
	})
	if err != nil {
		return err
	}
	r.packs, err = process.NewSet(packs...)
	return err
}

func (r *registers) readDays(ctx context.Context, q querier) error {
	years, err := calendarYears(ctx, q)
	if err != nil {
		return err
	}
	r.days, err = calendar.New(years...)
	return err
}

// CalendarYears lists the years that have data, in order.
func (s *Store) CalendarYears(ctx context.Context) ([]calendar.Year, error) {
	years, err := calendarYears(ctx, s.pool)
	return years, refusal(err)
}

func calendarYears(ctx context.Context, q querier) ([]calendar.Year, error) {
	rows, err := q.Query(ctx, "SELECT body FROM calendar_years ORDER BY year")
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanYear)
}

func scanYear(row pgx.CollectableRow) (y calendar.Year, err error) {
	var body []byte
	if err := row.Scan(&body); err != nil {
		return y, err
	}
	err = json.Unmarshal(body, &y)
	return y, err
}

// pack gives the version that a proposal is pinned to.
func (r *registers) pack(ref proposal.PackRef) (process.Pack, error) {
	p, ok := r.packs.Get(ref.ID, proposal.Date(ref.Version))
	if !ok {
		return process.Pack{}, fmt.Errorf("the pack %s@%s is not there", ref.ID, ref.Version)
	}
	return p, nil
}

// ref names a pack.
func ref(p process.Pack) proposal.PackRef {
	return proposal.PackRef{ID: p.ID, Version: string(p.Version), Hash: p.Hash}
}
