package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
)

// importers are what `pheduyet import` brings in, by name.
var importers = map[string]func(ctx context.Context, e environment, args []string) error{
	"accounts": importAccounts,

	// By two people, through the API.
	"catalog": changing("catalog"), "packs": changing("packs"), "holidays": changing("holidays"), "agencies": changing("agencies"),
	"show": changing("show"), "confirm": changing("confirm"), "decline": changing("decline"),
}

// bring runs one importer.
func bring(ctx context.Context, e environment, args []string) error {
	known := strings.Join(slices.Sorted(maps.Keys(importers)), " | ")
	if len(args) == 0 {
		return errors.New("usage: pheduyet import " + known)
	}
	run, ok := importers[args[0]]
	if !ok {
		return errors.New("nothing called " + args[0] + " is imported: " + known)
	}
	return run(ctx, e, args[1:])
}
