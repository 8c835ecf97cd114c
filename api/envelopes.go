package api

import (
	"context"
	"net/http"

	"pheduyet/internal/proposal"
)

// Envelopes enters and changes the money of a year.
type Envelopes interface {
	// CanSetEnvelope refuses who is not of the budget gate's authority.
	CanSetEnvelope(ctx context.Context, a proposal.Actor) error
	// SetEnvelope records a stored command, once. Body is proposal.EnvelopeEntry.
	SetEnvelope(ctx context.Context, command string) (proposal.EnvelopeChange, error)
}

// envelopeChangeView is an envelope as it then is, and the proposals whose
// reservation it no longer holds.
type envelopeChangeView struct {
	envelopeView
	Reopened []string `json:"reopened"`
}

// setEnvelope enters an envelope or changes the one that is there.
func (s *server) setEnvelope(r *http.Request) (answer, error) {
	in, body, err := decode[proposal.EnvelopeEntry](s, r)
	if err != nil {
		return answer{}, err
	}
	command, err := s.newCommand(r, proposal.CommandSetEnvelope, body.hash, body.json)
	if err != nil {
		return answer{}, err
	}
	actor := about(r).actor
	return s.once(r, job{
		command: command,
		judge: func(ctx context.Context, _ *proposal.Command) error {
			if err := s.Store.CanSetEnvelope(ctx, actor); err != nil {
				return err
			}
			return body.check(in)
		},
		perform: func(ctx context.Context, cmd proposal.Command) (answer, error) {
			done, err := s.Store.SetEnvelope(ctx, cmd.ID)
			if err != nil {
				return answer{}, err
			}
			return ok(envelopeChangeView{viewEnvelope(done.Envelope), done.Reopened})
		},
	})
}
