package api

import (
	"context"
	"encoding/json"
	"errors"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// The world's changes: anything an admin asks, confirmed by another admin or a
// head. A body with "refused" cannot take effect.

func (w *world) PreviewChange(_ context.Context, a proposal.Actor, r change.Request) (change.Preview, error) {
	var p change.Preview
	if !a.Has(proposal.RoleAdmin) {
		return p, proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị viên.", "Admins only.")
	}
	var body map[string]any
	if json.Unmarshal(r.Body, &body) == nil && body["refused"] != nil {
		return p, invalid(fault("body", "Không được.", "No."))
	}
	p.Add(change.Adds, "2027-02-10", proposal.T("Nghỉ lễ", "Holiday"))
	return p, errors.Join(r.Order(true, proposal.DateOf(w.now)), w.fault())
}

func (w *world) ProposeChange(ctx context.Context, command string) (change.Change, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	cmd := w.commands[command]
	r := body[change.Request](cmd)
	by := w.person(cmd.Account)
	p, err := w.PreviewChange(ctx, by, r)
	c := change.Change{
		ID: newID(), Kind: r.Kind, Body: r.Body, Document: r.Document, Note: r.Note, State: change.Proposed, Preview: p, ProposedAt: w.now,
		ProposedBy: proposal.Person{Account: by.Account, Name: by.Name, Agency: by.Agency},
	}
	w.proposedChanges = append(w.proposedChanges, c)
	return c, err
}

func (w *world) DecideChange(_ context.Context, id, command string) (change.Change, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	cmd := w.commands[command]
	for i, c := range w.proposedChanges {
		if c.ID != id {
			continue
		}
		if err := w.JudgeChange(w.person(cmd.Account), c); err != nil {
			return c, err
		}
		by := w.person(cmd.Account)
		c.State, c.DecidedAt, c.DecidedBy = change.Declined, &w.now, &proposal.Person{Account: by.Account, Name: by.Name, Agency: by.Agency}
		in := body[change.Confirmation](cmd)
		c.DecisionNote = in.Note
		if *in.Confirmed {
			c.State = change.Confirmed
		}
		w.proposedChanges[i] = c
		return c, w.fault()
	}
	return change.Change{}, nothing
}

func (w *world) JudgeChange(a proposal.Actor, c change.Change) error {
	if !a.Has(proposal.RoleAdmin) && !a.Has(proposal.RoleHead) {
		return proposal.Errorf(proposal.CodeForbidden, "Cần người thứ hai.", "A second person is needed.")
	}
	return c.CanDecide(a.Account)
}

func (w *world) Change(_ context.Context, a proposal.Actor, id string) (change.Change, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.proposedChanges {
		if c.ID == id && !a.Has(proposal.RoleFiler) {
			return c, w.fault()
		}
	}
	return change.Change{}, nothing
}

func (w *world) ListChanges(_ context.Context, a proposal.Actor, state change.State) ([]change.Change, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []change.Change
	for _, c := range w.proposedChanges {
		if !a.Has(proposal.RoleFiler) && (state == "" || c.State == state) {
			all = append(all, c)
		}
	}
	return all, w.fault()
}
