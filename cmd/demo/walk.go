package main

import (
	"context"
	"fmt"
	"time"

	"pheduyet/seeds"
)

// walk decides every gate up to and including the one named, or to the end, as
// its officers usually do. What is recorded already is passed over.
func (f *filing) walk(ctx context.Context, i int, through string) error {
	for _, g := range f.view.Gates {
		if err := f.pass(ctx, i, g.ID); err != nil {
			return fmt.Errorf("bước “%s”: %w", g.Title, err)
		}
		if g.ID == through {
			break
		}
	}
	return nil
}

func (f *filing) pass(ctx context.Context, i int, id string) error {
	if err := f.settled(ctx, id); err != nil {
		return err
	}
	if place, done := f.past.after(f.cursor, "decide", id); done {
		f.cursor = place
		return nil
	}
	g, _ := f.view.gate(id)
	switch g.State {
	case "passed":
		return nil
	case "open":
		return f.act(ctx, i, seeds.Step{Act: "decide", Gate: id}, fmt.Sprintf("%s-%d", id, g.Round))
	}
	return fmt.Errorf("không mở để cho ý kiến (trạng thái “%s”)", g.State)
}

// comparison bounds the wait for a comparison that has not been recorded yet.
const comparison = 30

// settled waits until an open duplication check has its comparison.
func (f *filing) settled(ctx context.Context, id string) error {
	for range comparison {
		g, _ := f.view.gate(id)
		if g.Kind != "duplication_check" || g.State != "open" || f.compared() {
			return nil
		}
		if err := f.client.pause(ctx, time.Second); err != nil {
			return err
		}
		if err := f.refresh(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("kết quả rà soát trùng lặp chưa có sau %d giây", comparison)
}

// compared reports whether the revision filed last has been compared.
func (f *filing) compared() bool {
	s := f.view.Screening
	return s != nil && s.Revision >= f.view.Revision
}
