package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// Who proposes a change and who usually confirms it: two people.
const (
	proposer  = "admin"
	confirmer = "head-so-khcn"
)

// order is a change that one person proposes and another confirms. The number is
// that of the paper that orders it, by which it is found again; without one it is
// found again by its key, and its body names no day.
type order struct {
	kind, number, note string
	body               object
	second             string // who confirms
	key                string
}

// ordered is a change as the server tells it.
type ordered struct {
	ID       string `json:"id"`
	State    string `json:"state"`
	Document *paper `json:"document"`
}

// outside has something happen outside the proposal, unless its history tells of it
// already, and waits until it does.
func (f *filing) outside(ctx context.Context, act string, happen func(context.Context) error, missing string) error {
	for i := range comparison {
		if place, done := f.past.after(f.cursor, act, ""); done {
			f.cursor = place
			return nil
		}
		if i == 0 {
			if err := happen(ctx); err != nil {
				return err
			}
		}
		if err := f.client.pause(ctx, time.Second); err != nil {
			return err
		}
		if err := f.refresh(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s sau %d giây", missing, comparison)
}

// byTwo proposes a change and confirms it, whichever is still to be done.
func (c *client) byTwo(ctx context.Context, o order) error {
	made, err := c.proposed(ctx, o)
	if err != nil {
		return err
	}
	return c.confirm(ctx, o, made)
}

func (c *client) confirm(ctx context.Context, o order, made ordered) error {
	if made.State != "proposed" {
		return nil
	}
	a, err := c.do(ctx, call{
		account: o.second, method: http.MethodPost, path: "/api/v1/changes/" + made.ID + "/confirmation",
		key: "demo-confirm-" + made.ID, body: object{"confirmed": true, "note": "Đã đối chiếu với văn bản."},
	})
	if err != nil {
		return err
	}
	return a.json(200, &made)
}

// proposed finds the change of an earlier run or proposes it.
func (c *client) proposed(ctx context.Context, o order) (ordered, error) {
	if o.number != "" {
		if made, found, err := c.found(ctx, o.number); found || err != nil {
			return made, err
		}
	}
	asked := object{"kind": o.kind, "note": o.note, "body": o.body}
	if o.number != "" {
		asked["document"] = object{"number": o.number, "date": "$today"}
	}
	body, err := plain(asked)
	if err == nil {
		body, err = withDays(body, c.today)
	}
	if err != nil {
		return ordered{}, err
	}
	a, err := c.do(ctx, call{account: proposer, method: http.MethodPost, path: "/api/v1/changes", key: o.key, body: body})
	if err != nil {
		return ordered{}, err
	}
	var made ordered
	return made, a.json(201, &made)
}

// found is the change of an earlier run that nobody declined.
func (c *client) found(ctx context.Context, number string) (ordered, bool, error) {
	a, err := c.do(ctx, call{account: proposer, method: http.MethodGet, path: "/api/v1/changes"})
	if err != nil {
		return ordered{}, false, err
	}
	var all struct{ Items []ordered }
	if err := a.json(200, &all); err != nil {
		return ordered{}, false, err
	}
	i := slices.IndexFunc(all.Items, func(o ordered) bool {
		return o.Document != nil && o.Document.Number == number && o.State != "declined"
	})
	if i < 0 {
		return ordered{}, false, nil
	}
	return all.Items[i], true, nil
}
