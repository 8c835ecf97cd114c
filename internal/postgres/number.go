package postgres

import (
	"context"
	"fmt"

	"pheduyet/internal/proposal"
)

// number gives a proposal its number at the first submission, the next of the
// year in +07:00. The counter's row is locked until the act commits and goes back
// with an act that does not, so there is no gap.
func (a *act) number(ctx context.Context, c *proposal.Case) error {
	if c.Number != "" || c.Revision == 0 {
		return nil
	}
	year := a.now.In(proposal.Zone).Year()
	var next int
	err := a.QueryRow(ctx, `INSERT INTO number_counters (year, last) VALUES ($1, 1)
		ON CONFLICT (year) DO UPDATE SET last = number_counters.last + 1 RETURNING last`, year).Scan(&next)
	c.Number = fmt.Sprintf("DX-%d-%06d", year, next)
	first := a.now
	c.FirstSubmittedAt = &first
	return err
}
