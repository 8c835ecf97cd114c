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
	// PreviewEnvelope answers what an entry would do and refuses it as recording it
	// would; it writes nothing.
	PreviewEnvelope(ctx context.Context, a proposal.Actor, in proposal.EnvelopeEntry) (proposal.EnvelopePreview, error)
	// SetEnvelope records a stored command, once. Body is proposal.EnvelopeEntry.
	SetEnvelope(ctx context.Context, command string) (proposal.EnvelopeChange, error)
}

// envelopeChangeView is an envelope as it then is, and the proposals whose
// reservation it no longer holds.
type envelopeChangeView struct {
	envelopeView
	Reopened []string `json:"reopened"`
}

// envelopePreviewView is an envelope as it is, null where there is none yet, and
// as it would be.
type envelopePreviewView struct {
	Was     *envelopeView      `json:"was"`
	Becomes envelopeChangeView `json:"becomes"`
}

// previewEnvelope tells what an entry would do. It touches nothing; an
// Idempotency-Key is ignored.
func (s *server) previewEnvelope(r *http.Request) (answer, error) {
	in, body, err := decode[proposal.EnvelopeEntry](s, r)
	if err != nil {
		return answer{}, err
	}
	ctx, actor := r.Context(), about(r).actor
	if err := s.Store.CanSetEnvelope(ctx, actor); err != nil {
		return answer{}, err
	}
	if err := body.check(in); err != nil {
		return answer{}, err
	}
	p, err := s.Store.PreviewEnvelope(ctx, actor, in)
	if err != nil {
		return answer{}, err
	}
	return ok(envelopePreviewView{optional(p.Was, viewEnvelope), envelopeChangeView{viewEnvelope(p.Becomes.Envelope), p.Becomes.Reopened}})
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
