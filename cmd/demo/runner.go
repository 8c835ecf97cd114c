package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"pheduyet/seeds"
)

// runner takes proposals through their scripts.
type runner struct {
	client *client
	desks  map[string]seeds.Desk // by authority
}

// result is what came of one proposal.
type result struct {
	seed    seeds.Demonstration
	view    view
	history history
	failed  error // the step that could not be taken
}

// filing is one proposal on its way. Cursor is the place in the history behind
// the last step known to be taken.
type filing struct {
	*runner
	at     int // place in the list of seeds, from 1
	seed   seeds.Demonstration
	id     string
	view   view
	past   history
	cursor int
}

// run files one proposal and takes every step; it stops at the first that goes
// otherwise than the script says, and reads what stands then.
func (r *runner) run(ctx context.Context, at int, seed seeds.Demonstration) result {
	f := &filing{runner: r, at: at, seed: seed}
	err := f.play(ctx)
	if f.id != "" && ctx.Err() == nil {
		if e := f.refresh(ctx); err == nil {
			err = e
		}
	}
	return result{seed, f.view, f.past, err}
}

func (f *filing) play(ctx context.Context) error {
	if err := f.create(ctx); err != nil {
		return fmt.Errorf("lập bản soạn: %w", err)
	}
	for i, step := range f.seed.Script {
		if err := f.refresh(ctx); err != nil {
			return err
		}
		if err := f.inTime(ctx); err != nil {
			return fmt.Errorf("dời ngày dự kiến hoàn thành đã qua: %w", err)
		}
		if err := f.step(ctx, i, step); err != nil {
			return fmt.Errorf("bước %d của kịch bản (%s %s): %w", i+1, step.Act, step.Gate, err)
		}
	}
	return nil
}

// create files the draft, or finds the one that this seed filed before.
func (f *filing) create(ctx context.Context) error {
	a, err := f.client.do(ctx, call{account: f.seed.Filer, method: "POST", path: "/api/v1/proposals", key: createKey(f.seed.ID), body: f.seed.Facts})
	if err != nil {
		return err
	}
	var v view
	if err := a.json(201, &v); err != nil {
		return err
	}
	f.id = v.ID
	return nil
}

// refresh reads the proposal and its trace as the filer sees them.
func (f *filing) refresh(ctx context.Context) error {
	a, err := f.client.do(ctx, call{account: f.seed.Filer, method: "GET", path: f.path("")})
	if err != nil {
		return err
	}
	if err := a.json(200, &struct{}{}); err != nil {
		return err
	}
	if f.view, err = parseView(a); err != nil {
		return err
	}
	a, err = f.client.do(ctx, call{account: f.seed.Filer, method: "GET", path: f.path("/trace")})
	if err != nil {
		return err
	}
	f.past = history{}
	return a.json(200, &f.past)
}

func (f *filing) path(rest string) string { return "/api/v1/proposals/" + f.id + rest }

// step takes one step unless the trace tells that it was taken.
func (f *filing) step(ctx context.Context, i int, s seeds.Step) error {
	if s.Act == "walk" {
		return f.walk(ctx, i, s.Through)
	}
	if s.Act == "reminder" {
		return f.reminded(ctx, s.Gate)
	}
	if s.Act == "edition" {
		return f.rescreened(ctx)
	}
	if s.Act == "merger" {
		return f.merged(ctx)
	}
	place, done := f.past.after(f.cursor, s.Act, s.Gate)
	switch {
	case s.Refused != nil:
		if done {
			return nil
		}
	case s.Act == "patch":
		if done || !f.editable() {
			return nil
		}
	case done:
		f.cursor = place
		return nil
	}
	return f.act(ctx, i, s, "")
}

func (f *filing) editable() bool { return f.view.Status == "draft" || f.view.Status == "returned" }

// act sends one act and holds the answer against what the script says.
func (f *filing) act(ctx context.Context, i int, s seeds.Step, part string) error {
	q, err := f.request(ctx, s)
	if err != nil || q.method == "" {
		return err
	}
	q.key = stepKey(f.seed.ID, i, part, f.client.today)
	if q.method == "PATCH" {
		q.key = "" // a change is guarded by its ETag
	}
	a, err := f.client.do(ctx, q)
	if err != nil {
		return err
	}
	if s.Refused != nil {
		if differs := refusedAs(a, *s.Refused); differs != "" {
			return errors.New(differs)
		}
		return nil
	}
	if err := a.json(200, &struct{}{}); err != nil {
		return err
	}
	if err := f.refresh(ctx); err != nil || s.Act == "patch" {
		return err
	}
	if s.Warned != "" && !f.view.warns(s.Warned) {
		return fmt.Errorf("máy chủ không cảnh báo về “%s”", s.Warned)
	}
	place, told := f.past.after(f.cursor, s.Act, s.Gate)
	if !told {
		return errors.New("máy chủ đã nhận nhưng nhật ký không ghi việc này")
	}
	f.cursor = place
	return nil
}

// over reads a step's body with its days put in.
func (f *filing) over(s seeds.Step) (map[string]any, error) {
	body := map[string]any{}
	if len(s.Body) > 0 {
		if err := json.Unmarshal(s.Body, &body); err != nil {
			return nil, fmt.Errorf("nội dung của bước không đọc được: %w", err)
		}
	}
	return body, nil
}
