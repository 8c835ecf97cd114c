package postgres

import (
	"context"
	"math"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// The sizes of a page of proposals.
const (
	pageDefault = 50
	pageMax     = 200
)

// Case reads the whole of a proposal; not_found where there is none.
func (s *Store) Case(ctx context.Context, id string) (proposal.Case, error) {
	var c proposal.Case
	err := s.inSnapshot(ctx, func(t tx) (err error) {
		if c, err = s.loadCase(ctx, t, id, false); err != nil {
			return err
		}
		return c.Lapse(claimants(ctx, t))
	})
	return c, err
}

// List answers a page of the proposals that the actor may see and the filter
// keeps, newest change first, and the cursor of the next page, "" at the end. The
// cases carry no screening, attachments or envelopes. A cursor or limit that
// cannot be is an invalid error.
func (s *Store) List(ctx context.Context, a proposal.Actor, f proposal.Filter) ([]proposal.Case, string, error) {
	limit := f.Limit
	if limit == 0 {
		limit = pageDefault
	}
	if limit < 0 || limit > pageMax {
		return nil, "", invalidField("limit", proposal.T("Số dòng mỗi trang phải từ 1 đến %d.", "A page has from 1 to %d rows.", pageMax))
	}
	var w where
	w.visible(a)
	w.narrow(f, s.now())
	if f.Cursor != "" {
		after, err := parseCursor(f.Cursor)
		if err != nil {
			return nil, "", err
		}
		w.and("(p.updated_at, p.id) < (" + w.arg(after.updated) + ", " + w.arg(after.id.String()) + ")")
	}
	var page []proposal.Case
	err := s.inSnapshot(ctx, func(t tx) (err error) {
		page, err = s.listed(ctx, t, w, limit+1) // one more tells whether there is a next page
		return err
	})
	if err != nil || len(page) <= limit {
		return page, "", err
	}
	last := page[limit-1]
	return page[:limit], cursor{last.UpdatedAt, uuid.MustParse(last.ID)}.String(), nil
}

// listColumns are those of a case, but for the screening: a list shows none.
var listColumns = strings.Replace(caseColumns, "s.body", "NULL::bytea", 1)

// noLimit reads all there are.
const noLimit = math.MaxInt32

// listed reads the newest proposals under a condition, with rules and gates, in
// as many queries for a thousand as for one.
func (s *Store) listed(ctx context.Context, t tx, w where, limit int) ([]proposal.Case, error) {
	const newest = " ORDER BY p.updated_at DESC, p.id DESC"
	rows, err := t.Query(ctx, "SELECT "+listColumns+" WHERE p.id IN (SELECT p.id FROM proposals p WHERE "+w.String()+
		newest+" LIMIT "+strconv.Itoa(limit)+")"+newest, w.args...)
	if err != nil {
		return nil, err
	}
	cases, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (proposal.Case, error) { return scanCase(row) })
	if err != nil {
		return nil, err
	}
	gates, err := gatesOf(ctx, t, cases)
	if err != nil {
		return nil, err
	}
	r, err := s.registers(ctx, t)
	if err != nil {
		return nil, err
	}
	who := claimants(ctx, t)
	for i := range cases {
		c := &cases[i]
		c.Gates = gates[c.ID]
		if err := c.Lapse(who); err != nil {
			return nil, err
		}
		r.explainGates(c.Gates, t.now)
		if c.Process.ID == "" {
			continue
		}
		pack, err := r.pack(c.Process)
		if err != nil {
			return nil, err
		}
		c.Process, c.Rules = ref(pack), r.rulesOn(pack, proposal.DateOf(s.now()))
	}
	return cases, nil
}

// gatesOf reads the gates of many proposals at once, by the proposal's id.
func gatesOf(ctx context.Context, q querier, cases []proposal.Case) (map[string][]proposal.Gate, error) {
	ids := make([]string, len(cases))
	for i, c := range cases {
		ids[i] = c.ID
	}
	rows, err := q.Query(ctx, "SELECT "+gateColumns+`,
		proposal::text FROM gates WHERE proposal = ANY ($1::uuid[]) ORDER BY position`, ids)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	gates := make(map[string][]proposal.Gate, len(cases))
	for rows.Next() {
		var id string
		g, err := scanGate(owned{rows, &id})
		if err != nil {
			return nil, err
		}
		gates[id] = append(gates[id], g)
	}
	return gates, rows.Err()
}

// owned is a row whose last column, after those that are asked for, is the id of
// the proposal it belongs to.
type owned struct {
	pgx.CollectableRow
	id *string
}

func (o owned) Scan(dest ...any) error { return o.CollectableRow.Scan(append(dest, o.id)...) }
