package main

import (
	"testing"

	"pheduyet/internal/apitest/scenarios"
	"pheduyet/internal/devstack/testdb"
)

// Communes merge while a proposal of one is in hand, and a person and agencies go
// through every change, on a machine of its own: nothing can be filed for them
// afterwards.
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
	for _, s := range []scenarios.Scenario{{Name: "Communes", Tell: scenarios.Succession}, {Name: "EveryChange", Tell: scenarios.EveryChange}} {
		t.Run(s.Name, func(t *testing.T) { s.Tell(t, m.client(t)) })
	}
}
