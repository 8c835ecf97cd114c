package main

import (
	"testing"

	"pheduyet/internal/apitest/scenarios"
	"pheduyet/internal/postgres"
	"pheduyet/internal/rebuild"
)

// The stories of the main job on the real stack. Whatever happened in them, the
// ledger tells every row of every proposal.
func TestScenarios(t *testing.T) {
	c := onShared(t)
	for _, s := range scenarios.All {
		t.Run(s.Name, func(t *testing.T) { s.Tell(t, c.For(t)) })
	}
	store, err := postgres.Open(t.Context(), string(shared.machine.config.DatabaseURL))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	n, err := store.CheckReadModel(t.Context(), func(proposal string, d rebuild.Difference) error {
		t.Errorf("proposal %s, %s:\n\tledger %s\n\tstored %s", proposal, d.Place, d.Ledger, d.Stored)
		return nil
	})
	if err != nil || n == 0 {
		t.Errorf("after %d proposals: %v", n, err)
	}
}
