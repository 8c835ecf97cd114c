package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// drawn is what a proposal takes from one envelope, in đồng.
type drawn struct{ reserved, committed int64 }

// moveMoney changes the envelopes by the difference between what the proposal
// took and what it takes now, locking them in the order of their keys, so that
// two acts never wait for each other in a circle.
func (a *act) moveMoney(ctx context.Context, after proposal.Standing) error {
	was, is := draws(a.before.Standing), draws(after)
	keys := []proposal.EnvelopeKey{}
	for k := range was {
		keys = append(keys, k)
	}
	for k := range is {
		if _, both := was[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(x, y proposal.EnvelopeKey) int {
		return cmp.Or(cmp.Compare(x.FiscalYear, y.FiscalYear), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Owner, y.Owner))
	})
	changed := false
	for _, k := range keys {
		if was[k] == is[k] {
			continue
		}
		changed = true
		if err := a.draw(ctx, k, drawn{is[k].reserved - was[k].reserved, is[k].committed - was[k].committed}); err != nil {
			return err
		}
	}
	if !changed {
		return nil
	}
	return a.keepReservations(ctx, is)
}

func draws(s proposal.Standing) map[proposal.EnvelopeKey]drawn {
	m := map[proposal.EnvelopeKey]drawn{}
	for _, r := range s.Reserved {
		d := m[r.EnvelopeKey]
		if s.Committed {
			d.committed += r.AmountVND
		} else {
			d.reserved += r.AmountVND
		}
		m[r.EnvelopeKey] = d
	}
	return m
}

// draw changes one envelope's running sums. What it does not hold is refused with
// what is left; its CHECK stands behind.
func (a *act) draw(ctx context.Context, k proposal.EnvelopeKey, by drawn) error {
	var left int64
	err := a.QueryRow(ctx, `SELECT amount - reserved - committed FROM envelopes
		WHERE fiscal_year = $1 AND source = $2 AND owner = $3 FOR UPDATE`, k.FiscalYear, k.Source, k.Owner).Scan(&left)
	if errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("the envelope %v is not there", k)
	}
	if err != nil {
		return err
	}
	if more := by.reserved + by.committed; more > left {
		source := proposal.SourceName(k.Source)
		return proposal.Errorf(proposal.CodeBudgetExceeded,
			"Dự toán năm %[1]d, nguồn %[2]s (%[4]s) không còn đủ: còn %[5]s đồng, cần thêm %[6]s đồng.",
			"The envelope of %[1]d from %[3]s (%[4]s) does not hold enough: %[5]s đồng are left, %[6]s more are needed.",
			k.FiscalYear, source.VI, source.EN, a.reg.officeName(k.Owner), proposal.Dong(left), proposal.Dong(more))
	}
	_, err = a.Exec(ctx, `UPDATE envelopes SET reserved = reserved + $4, committed = committed + $5
		WHERE fiscal_year = $1 AND source = $2 AND owner = $3`, k.FiscalYear, k.Source, k.Owner, by.reserved, by.committed)
	return err
}

func (a *act) keepReservations(ctx context.Context, is map[proposal.EnvelopeKey]drawn) error {
	b := &batch{at: a.tx}
	b.Queue("DELETE FROM reservations WHERE proposal = $1", a.before.ID)
	for k, d := range is {
		b.Queue("INSERT INTO reservations (proposal, fiscal_year, source, owner, amount, committed) VALUES ($1, $2, $3, $4, $5, $6)",
			a.before.ID, k.FiscalYear, k.Source, k.Owner, d.reserved+d.committed, d.committed > 0)
	}
	return b.send(ctx)
}
