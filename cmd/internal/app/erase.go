package app

import (
	"context"
	"errors"
)

// erasing is the part of the store that tells which files' bytes must go.
type erasing interface {
	Erasures(ctx context.Context) ([]string, error)
	Erased(ctx context.Context, sha256 string) error
}

// eraser takes bytes away by their sha256.
type eraser interface {
	Erase(ctx context.Context, sha256 string) error
}

// eraseSealed takes away the bytes of sealed files. Doing it again changes
// nothing.
func eraseSealed(ctx context.Context, s erasing, blobs eraser) error {
	due, err := s.Erasures(ctx)
	if err != nil {
		return err
	}
	for _, sum := range due {
		gone := blobs.Erase(ctx, sum)
		if gone == nil {
			gone = s.Erased(ctx, sum)
		}
		err = errors.Join(err, gone)
	}
	return err
}

// afterChange does outside the database what confirmed changes are still owed.
func (p *Parts) afterChange(ctx context.Context) error {
	return errors.Join(startSpreads(ctx, p.store, p.temporal), eraseSealed(ctx, p.store, p.blobs))
}
