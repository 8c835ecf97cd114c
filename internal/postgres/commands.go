package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

const commandColumns = `id, account::text, coalesce(key, ''), method, path, body_hash, coalesce(proposal::text, ''), kind, gate,
	body, coalesce(seen_etag, 0), at, recorded IS NOT NULL, coalesce(status, 0), answer FROM commands`

func scanCommand(row pgx.Row) (proposal.Command, error) {
	var c proposal.Command
	err := row.Scan(&c.ID, &c.Account, &c.Key, &c.Method, &c.Path, &c.BodyHash, &c.ProposalID, &c.Kind, &c.Gate,
		&c.Body, &c.SeenETag, &c.At, &c.Recorded, &c.Status, &c.Answer)
	c.At = c.At.In(proposal.Zone)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, proposal.Errorf(proposal.CodeNotFound, "Không có yêu cầu này.", "There is no such command.")
	}
	return c, err
}

// CommandByKey finds the command that used an Idempotency-Key of the account.
func (s *Store) CommandByKey(ctx context.Context, account, key string) (proposal.Command, error) {
	c, err := scanCommand(s.pool.QueryRow(ctx, "SELECT "+commandColumns+" WHERE account = $1 AND key = $2", account, key))
	return c, refusal(err)
}

// Begin stores a command before it is done. A second one with the same id or the
// same key is a conflict; find the first with CommandByKey. One that was refused
// comes with its answer and is never done. At is the store's.
func (s *Store) Begin(ctx context.Context, c proposal.Command) error {
	if c.Body == nil {
		c.Body = []byte("{}")
	}
	_, err := s.pool.Exec(ctx, `INSERT INTO commands (id, account, key, method, path, body_hash, proposal, kind, gate, body, seen_etag, at, status, answer)
		VALUES ($1, $2, nullif($3, ''), $4, $5, $6, nullif($7, '')::uuid, $8, $9, $10, nullif($11::bigint, 0), $12, nullif($13::int, 0), $14)`,
		c.ID, c.Account, c.Key, c.Method, c.Path, c.BodyHash, c.ProposalID, c.Kind, c.Gate, c.Body, c.SeenETag, s.now(), c.Status, c.Answer)
	return refusal(err)
}

// Answer keeps what the caller was told; a first answer stays.
func (s *Store) Answer(ctx context.Context, id string, status int, body []byte) error {
	_, err := s.pool.Exec(ctx, "UPDATE commands SET status = $2, answer = $3 WHERE id = $1 AND status IS NULL", id, status, body)
	return refusal(err)
}
