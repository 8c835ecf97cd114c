package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// act is one kind of thing that a person does to a proposal; T is its content.
type act[T any] struct {
	kind   string // of the command
	update string // of the workflow
	// may answers whether the actor may do it now; judge whether its content is
	// enough. Both are the domain's questions.
	may func(p proposal.Progress, a proposal.Actor, gate string) error
	// mayDo, where there is one, asks further what depends on the content.
	mayDo func(p proposal.Progress, a proposal.Actor, gate string, in T) error
	judge func(ctx context.Context, s *server, c proposal.Case, gate string, in T) error
}

// onProposal is a may question that knows no gate.
func onProposal(may func(proposal.Progress, proposal.Actor) error) func(proposal.Progress, proposal.Actor, string) error {
	return func(p proposal.Progress, a proposal.Actor, _ string) error { return may(p, a) }
}

// transition drops what a transition gives: here only its refusal counts.
func transition(_ proposal.Transition, err error) error { return err }

func (k act[T]) handler(s *server) func(r *http.Request) (answer, error) {
	return func(r *http.Request) (answer, error) {
		in, body, err := decode[T](s, r)
		if err != nil {
			return answer{}, err
		}
		command, err := s.newCommand(r, k.kind, body.hash, body.json)
		if err != nil {
			return answer{}, err
		}
		id, actor := chi.URLParam(r, "id"), about(r).actor
		command.Gate = chi.URLParam(r, "gate")
		var seen *proposal.Case // what was judged; nil where an earlier attempt is joined
		return s.once(r, job{
			command: command,
			judge: func(ctx context.Context, cmd *proposal.Command) error {
				c, err := k.judged(ctx, s, cmd, id, actor, in, body)
				seen = &c
				return err
			},
			perform: func(ctx context.Context, cmd proposal.Command) (answer, error) {
				if err := s.perform(ctx, cmd, id, seen, k.update, actor); err != nil {
					return answer{}, err
				}
				return s.shown(r, id)
			},
		})
	}
}

func (k act[T]) judged(ctx context.Context, s *server, cmd *proposal.Command, id string, actor proposal.Actor, in T, body content) (proposal.Case, error) {
	c, _, err := s.visible(ctx, id, actor)
	if err != nil {
		return c, err
	}
	cmd.ProposalID = c.ID
	if k.kind == proposal.CommandSubmit || k.kind == proposal.CommandPresent || k.kind == proposal.CommandAmend {
		cmd.SeenETag = c.ETag // what is sent out, or replaced, is what was judged
	}
	if err := k.may(c.Progress, actor, cmd.Gate); err != nil {
		return c, err
	}
	if k.mayDo != nil {
		if err := k.mayDo(c.Progress, actor, cmd.Gate, in); err != nil {
			return c, err
		}
	}
	if err := body.check(in); err != nil {
		return c, err
	}
	return c, k.judge(ctx, s, c, cmd.Gate, in)
}

// visible reads a proposal for a person; one that the person may not see is not
// there.
func (s *server) visible(ctx context.Context, id string, a proposal.Actor) (proposal.Case, proposal.Access, error) {
	c, err := s.Store.Case(ctx, id)
	if err != nil && proposal.CodeOf(err) != proposal.CodeNotFound {
		return c, proposal.AccessNone, err
	}
	access := proposal.AccessNone
	if err == nil {
		access = proposal.AccessTo(c.Progress, c.Facts.CoAgencies, a)
	}
	if access == proposal.AccessNone {
		return c, access, proposal.Errorf(proposal.CodeNotFound, "Không có hồ sơ này, hoặc bạn không được xem.", "There is no such proposal, or it is not for you to see.")
	}
	return c, access, nil
}

// perform does a stored command: a proposal that was never submitted has no
// workflow yet, every other act goes through it, also one recorded before, whose
// Update may still be under way. Seen is the case where the caller has just read
// it.
func (s *server) perform(ctx context.Context, cmd proposal.Command, id string, seen *proposal.Case, update string, actor proposal.Actor) error {
	if seen == nil {
		c, err := s.Store.Case(ctx, id)
		if err != nil {
			return err
		}
		seen = &c
	}
	_, lapsed := seen.LapsedAt(cmd.Gate)
	it := Act{Command: cmd.ID, Actor: actor.Unnamed(), Gate: cmd.Gate, Version: seen.Version, Run: seen.Run, Lapsed: lapsed}
	ctx, cancel := context.WithTimeout(ctx, s.Limits.Process)
	defer cancel()
	var err error
	switch {
	case cmd.Kind == proposal.CommandSubmit && !cmd.Recorded && seen.Run == 0:
		err = s.Process.Submit(ctx, id, it)
	case seen.Number == "":
		_, err = s.Store.Record(ctx, id, cmd.ID)
	default:
		err = s.Process.Do(ctx, id, update, it)
	}
	if errors.Is(err, ErrNoWorkflow) && proposal.LaterAct(cmd.Kind) {
		err = s.later(ctx, cmd, id, update, it)
	}
	if errors.Is(err, ErrNoWorkflow) {
		return s.gone(ctx, cmd, id, err)
	}
	return err
}

// gone tells what it means that a submitted proposal's workflow is not there: this
// very act was its last, the proposal has just ended, or Temporal has lost it.
func (s *server) gone(ctx context.Context, cmd proposal.Command, id string, cause error) error {
	cmd, _, err := s.known(ctx, cmd)
	if err != nil || cmd.Recorded {
		return err
	}
	c, err := s.Store.Case(ctx, id)
	if err != nil {
		return err
	}
	if c.Status.Ended() {
		return proposal.Errorf(proposal.CodeConflict, "Hồ sơ đã kết thúc, không thay đổi được nữa.", "The proposal has ended and can no longer be changed.")
	}
	return errors.Join(unavailable, cause)
}
