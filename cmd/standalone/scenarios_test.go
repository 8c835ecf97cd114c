package main

import (
	"testing"

	"pheduyet/internal/apitest/scenarios"
)

// The stories of the main job on the real stack.
func TestScenarios(t *testing.T) {
	c := onShared(t)
	for _, s := range scenarios.All {
		t.Run(s.Name, func(t *testing.T) { s.Tell(t, c.For(t)) })
	}
}
