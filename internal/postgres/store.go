package postgres

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"pheduyet/internal/proposal"
)

// Store reads and writes the product's database. It is safe for concurrent use.
type Store struct {
	// Now is the clock; each transaction reads it once.
	Now func() time.Time

	pool *pgxpool.Pool

	mu    sync.Mutex
	cache *registers // as of its version; see Store.registers
}

// maxConns is enough for a busy process: an act holds a connection for
// milliseconds.
const maxConns = 16

// Open connects to the database at url as the application's role and waits for
// the first answer. A database that does not answer is an unavailable error.
func Open(ctx context.Context, url string) (*Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	// Each may be set in the URL.
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = maxConns
	}
	if config.ConnConfig.RuntimeParams["application_name"] == "" {
		config.ConnConfig.RuntimeParams["application_name"] = "pheduyet"
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	s := &Store{Now: time.Now, pool: pool}
	if err := s.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return s, nil
}

// Ping answers whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return refusal(s.pool.Ping(ctx)) }

// Close ends the connections once they are free.
func (s *Store) Close() { s.pool.Close() }

// now is the time of an act: whole milliseconds, as the ledger keeps them.
func (s *Store) now() time.Time { return s.Now().Truncate(time.Millisecond).In(proposal.Zone) }

// querier is a transaction or the pool.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}
