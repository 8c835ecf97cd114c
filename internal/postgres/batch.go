package postgres

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"
)

// batch gathers statements and the first fault of making them.
type batch struct {
	pgx.Batch
	at  tx
	err error
}

// json encodes a column; what is nil is NULL.
func (b *batch) json(v any) []byte {
	data, err := json.Marshal(v)
	b.err = errorOr(b.err, err)
	if string(data) == "null" {
		return nil
	}
	return data
}

// send runs what was queued, if making it went well.
func (b *batch) send(ctx context.Context) error {
	if b.err != nil {
		return b.err
	}
	return b.at.SendBatch(ctx, &b.Batch).Close()
}

func errorOr(first, second error) error {
	if first != nil {
		return first
	}
	return second
}
