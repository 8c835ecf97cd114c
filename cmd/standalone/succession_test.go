package main

import (
	"testing"

	"pheduyet/internal/apitest/scenarios"
	"pheduyet/internal/devstack/testdb"
)

// Communes merge while a proposal of one is in hand, on a machine of its own:
// nothing can be filed for them afterwards.
func TestSuccession(t *testing.T) {
	m := newMachine(testdb.DataDir(t))
	t.Cleanup(func() {
		if err := m.stop(nil); err != nil {
			t.Error(err)
		}
	})
	if err := m.bring(); err != nil {
		t.Fatal(err)
	}
	scenarios.Succession(t, m.client(t))
}
