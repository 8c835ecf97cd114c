package postgres

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// filing gives the pack and the parties of a submission: the pack for the kind in
// force on the day of the first submission, whoever submits by account included.
func filing(ctx context.Context, t tx, r *registers, c proposal.Case, account string) (proposal.Filing, error) {
	first := t.now
	if c.FirstSubmittedAt != nil {
		first = *c.FirstSubmittedAt
	}
	pack, err := r.choose(c.Facts.Kind, first)
	if err != nil {
		return proposal.Filing{}, err
	}
	entered, _, follows, err := enteredOf(ctx, t, c.ID)
	if err != nil {
		return proposal.Filing{}, err
	}
	if entered != nil {
		if pack, err = r.pack(follows); err != nil {
			return proposal.Filing{}, err
		}
	}
	rows, err := t.Query(ctx, "SELECT account::text FROM proposal_editors WHERE proposal = $1 UNION SELECT $2 ORDER BY 1", c.ID, account)
	if err != nil {
		return proposal.Filing{}, err
	}
	parties := r.parties(c)
	parties.Persons, err = pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return proposal.Filing{}, err
	}
	known, err := knownNumbers(ctx, t, c.Facts.Follows)
	return proposal.Filing{Process: ref(pack), Rules: r.rulesOn(pack, proposal.DateOf(t.now)), Parties: parties, Known: known}, err
}

// knownNumbers tells which of the predecessors named there are.
func knownNumbers(ctx context.Context, q querier, follows []proposal.Follow) (func(string) bool, error) {
	numbers := []string{}
	for _, f := range follows {
		numbers = append(numbers, f.Number)
	}
	rows, err := q.Query(ctx, "SELECT number FROM proposals WHERE number = ANY ($1)", numbers)
	if err != nil {
		return nil, err
	}
	known, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return func(number string) bool { return slices.Contains(known, number) }, err
}

// choose gives the pack for a kind on a day; none in force is invalid, since the
// filer may choose another kind.
func (r *registers) choose(kind proposal.Kind, at time.Time) (process.Pack, error) {
	pack, err := r.packs.Choose(kind, proposal.DateOf(at))
	if e, ok := errors.AsType[*proposal.Error](err); ok {
		return pack, &proposal.Error{Code: proposal.CodeInvalid, Message: e.Message, Fields: []proposal.FieldError{{Field: "kind", Message: e.Message}}}
	}
	return pack, err
}

// parties are the agencies of the filing side. UBND tỉnh is everyone's superior
// and never in conflict for that.
func (r *registers) parties(c proposal.Case) proposal.Parties {
	side := slices.Concat([]string{c.Agency}, c.Facts.CoAgencies)
	p := proposal.Parties{Agencies: []string{}, Conflicted: []string{}}
	for _, code := range side {
		for at := code; at != "" && !slices.Contains(p.Conflicted, at); at = r.agencies[at].Parent {
			if r.agencies[at].Kind != proposal.KindPeople {
				p.Conflicted = append(p.Conflicted, at)
			}
		}
	}
	for code := range r.agencies {
		if r.under(code, side) {
			p.Agencies = append(p.Agencies, code)
		}
	}
	slices.Sort(p.Agencies)
	return p
}

// under reports whether the agency is one of those named or a unit under one,
// however deep.
func (r *registers) under(code string, of []string) bool {
	for range len(r.agencies) { // a chain is no longer than the agencies are many
		if slices.Contains(of, code) {
			return true
		}
		if code = r.agencies[code].Parent; code == "" {
			return false
		}
	}
	return false
}
