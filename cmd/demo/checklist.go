package main

import (
	"context"
	"net/url"
)

// checklist answers every item of a gate's checklist with yes, or as the seed
// says. The items are those of the process that the proposal follows.
func (f *filing) checklist(ctx context.Context, g gate) ([]object, error) {
	if f.view.Process == nil {
		return nil, nil
	}
	p := f.view.Process
	a, err := f.client.do(ctx, call{account: f.seed.Filer, method: "GET", path: "/api/v1/processes/" + p.ID + "?version=" + url.QueryEscape(p.Version)})
	if err != nil {
		return nil, err
	}
	var pack struct {
		Gates []struct {
			ID        string `json:"id"`
			Checklist []struct {
				ID string `json:"id"`
			} `json:"checklist"`
		} `json:"gates"`
	}
	if err := a.json(200, &pack); err != nil {
		return nil, err
	}
	list := []object{}
	for _, rule := range pack.Gates {
		if rule.ID != g.ID {
			continue
		}
		for _, item := range rule.Checklist {
			answer, note := "yes", ""
			if other, ok := f.seed.Checklist[item.ID]; ok {
				answer, note = other.Answer, other.Note
			}
			list = append(list, object{"item": item.ID, "answer": answer, "note": note})
		}
	}
	return list, nil
}
