package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// Seen tells which of the proposals with these numbers the actor may see, in one
// query.
func (s *Store) Seen(ctx context.Context, a proposal.Actor, numbers []string) ([]string, error) {
	var w where
	w.visible(a)
	w.and("p.number = ANY(" + w.arg(numbers) + ")")
	rows, err := s.pool.Query(ctx, "SELECT p.number FROM proposals p WHERE "+w.String(), w.args...)
	if err != nil {
		return nil, refusal(err)
	}
	seen, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return seen, refusal(err)
}
