package main

import (
	"context"
	"errors"
	"fmt"

	"pheduyet/internal/ledger"
)

// key makes a new key for the ledger named, to be kept in a file of mode 0600,
// or tells the public half of the key that is set.
func key(_ context.Context, e environment, args []string) error {
	switch len(args) {
	case 0:
		k, err := e.config.SigningKey()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(e.out, k.Public())
		return err
	case 1:
		k, err := ledger.GenerateKey(args[0])
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(e.out, k.Secret())
		return err
	}
	return errors.New("usage: key [pheduyet/CODE]")
}
