package postgres

import (
	"context"
	"testing"

	"pheduyet/internal/rebuild"
)

// asTold fails for every difference between what is stored and what the ledger
// says.
func asTold(t testing.TB, s *Store) {
	t.Helper()
	n, err := s.CheckReadModel(context.Background(), func(id string, d rebuild.Difference) error {
		t.Errorf("proposal %s, %s:\n\tledger %s\n\tstored %s", id, d.Place, d.Ledger, d.Stored)
		return nil
	})
	if err != nil {
		t.Errorf("after %d proposals: %v", n, err)
	}
}
