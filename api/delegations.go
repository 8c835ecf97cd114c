package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// Delegations keeps written authority to act for the head of an agency.
type Delegations interface {
	// Delegate and EndDelegation record a stored command, once. Body is
	// proposal.DelegationGrant and proposal.DelegationEnd.
	Delegate(ctx context.Context, command string) (proposal.DelegationRecord, error)
	EndDelegation(ctx context.Context, command string) (proposal.DelegationRecord, error)
	// Delegations lists those that the actor may see, latest first.
	Delegations(ctx context.Context, a proposal.Actor) ([]proposal.DelegationRecord, error)
}

// delegationView is a delegation as shown.
type delegationView struct {
	ID        string                  `json:"id"`
	Kind      proposal.DelegationKind `json:"kind"`
	Capacity  string                  `json:"capacity"`
	Authority string                  `json:"authority"`
	Principal *personView             `json:"principal"`
	Delegate  *personView             `json:"delegate"`
	Position  string                  `json:"position"`
	Gates     []string                `json:"gates"`
	From      proposal.Date           `json:"from"`
	To        proposal.Date           `json:"to"`
	Document  documentView            `json:"document"`
	CreatedAt string                  `json:"created_at"`
	State     string                  `json:"state"`
	Ended     *endedView              `json:"ended"`
}

type endedView struct {
	At     string      `json:"at"`
	By     *personView `json:"by"`
	Reason string      `json:"reason"`
}

func (s *server) viewDelegation(d proposal.DelegationRecord) delegationView {
	v := delegationView{
		d.ID, d.Kind, d.Kind.Capacity(), d.Authority, viewPerson(d.Principal), viewPerson(d.Delegate), d.Position, d.Gates,
		d.From, d.To, viewDocument(d.Document), timeView(d.At), delegationState(d, proposal.DateOf(s.Clock())), nil,
	}
	if d.EndedAt != nil {
		v.Ended = &endedView{timeView(*d.EndedAt), viewPerson(d.EndedBy), d.EndReason}
	}
	return v
}

func delegationState(d proposal.DelegationRecord, today proposal.Date) string {
	switch {
	case d.EndedAt != nil:
		return "ended"
	case d.To.Before(today):
		return "expired"
	case d.From.After(today):
		return "upcoming"
	}
	return "in_force"
}

// delegations answers the delegations that the caller may see.
func (s *server) delegations(r *http.Request) (answer, error) {
	all, err := s.Store.Delegations(r.Context(), about(r).actor)
	if err != nil {
		return answer{}, err
	}
	return page(each(all, s.viewDelegation), "")
}

// delegate grants a delegation.
func (s *server) delegate(r *http.Request) (answer, error) {
	in, body, err := decode[proposal.DelegationGrant](s, r)
	if err != nil {
		return answer{}, err
	}
	command, err := s.newCommand(r, proposal.CommandDelegate, body.hash, body.json)
	if err != nil {
		return answer{}, err
	}
	return s.delegation(r, command, http.StatusCreated, func() error { return body.check(in) }, s.Store.Delegate)
}

// endDelegationRequest is the body of an early end.
type endDelegationRequest struct {
	Reason string `json:"reason" validate:"required,max=10000"`
}

// endDelegation ends a delegation before its last day.
func (s *server) endDelegation(r *http.Request) (answer, error) {
	in, body, err := decode[endDelegationRequest](s, r)
	if err != nil {
		return answer{}, err
	}
	content, err := json.Marshal(proposal.DelegationEnd{ID: chi.URLParam(r, "id"), Reason: in.Reason})
	if err != nil {
		return answer{}, err
	}
	command, err := s.newCommand(r, proposal.CommandEndDelegation, body.hash, content)
	if err != nil {
		return answer{}, err
	}
	return s.delegation(r, command, http.StatusOK, func() error { return body.check(in) }, s.Store.EndDelegation)
}

// delegation does an act of a head on a delegation.
func (s *server) delegation(r *http.Request, command proposal.Command, status int, check func() error,
	do func(context.Context, string) (proposal.DelegationRecord, error),
) (answer, error) {
	actor := about(r).actor
	return s.once(r, job{
		command: command,
		judge: func(context.Context, *proposal.Command) error {
			if err := proposal.CanDelegate(actor); err != nil {
				return err
			}
			return check()
		},
		perform: func(ctx context.Context, cmd proposal.Command) (answer, error) {
			d, err := do(ctx, cmd.ID)
			if err != nil {
				return answer{}, err
			}
			a, err := ok(s.viewDelegation(d))
			a.status = status
			return a, err
		},
	})
}
