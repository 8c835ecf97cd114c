package main

import (
	"fmt"
	"time"
)

// createKey is the key under which a seed's draft is recognised for good: the
// facts sent under it never change with the day.
func createKey(id string) string { return "demo-" + id + "-create" }

// stepKey is the key of a step. Its body may name days relative to today, so the
// day is part of it; whether a step was taken on an earlier day is told by the
// trace. Part tells apart the acts of one step.
func stepKey(id string, step int, part string, today time.Time) string {
	key := fmt.Sprintf("demo-%s-%d", id, step+1)
	if part != "" {
		key += "-" + part
	}
	return key + "-" + today.Format("20060102")
}
