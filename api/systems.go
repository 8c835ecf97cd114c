package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// Systems keeps what approvals made.
type Systems interface {
	// Systems lists them, the newest approval first, and the cursor of the next page
	// ("" at the end).
	Systems(ctx context.Context, f system.Filter) ([]system.Named, string, error)
	// System reads one; OfObligation the one for which an obligation is owed.
	System(ctx context.Context, id string) (system.Named, error)
	OfObligation(ctx context.Context, id string) (system.Named, error)
	// SystemEnv gives the proposal and the look-ups that early content checks need.
	SystemEnv(ctx context.Context, id string) (proposal.Case, system.Env, error)
}

func (s *server) systems(r chi.Router) {
	r.Get("/systems", s.plain(s.listSystems))
	r.Get("/systems/{id}", s.plain(s.readSystem))
	r.Post("/systems/{id}/begin", s.plain(systemAct[paperRequest](s, system.CommandBegin)))
	r.Post("/systems/{id}/acceptance", s.plain(systemAct[paperRequest](s, system.CommandAccept)))
	r.Post("/systems/{id}/retirement", s.plain(systemAct[paperRequest](s, system.CommandRetire)))
	r.Post("/obligations/{obligation}/fulfilment", s.plain(systemAct[proofRequest](s, system.CommandFulfil)))
	r.Post("/obligations/{obligation}/verification", s.plain(systemAct[system.Verification](s, system.CommandVerify)))
	r.Post("/obligations/{obligation}/waiver", s.plain(systemAct[system.Waiver](s, system.CommandWaive)))
}

// paperRequest is the body of a step that a document stands behind: system.Paper
// as it is sent.
type paperRequest struct {
	Number       string        `json:"number" validate:"required,max=100"`
	Date         proposal.Date `json:"date" validate:"required,date"`
	Title        string        `json:"title" validate:"max=500"`
	Issuer       string        `json:"issuer" validate:"max=500"`
	Signatory    string        `json:"signatory" validate:"max=500"`
	Capacity     string        `json:"capacity" validate:"omitempty,capacity"`
	AttachmentID string        `json:"attachment_id" validate:"omitempty,uuid"`
	Classified   bool          `json:"classified"`
	Note         string        `json:"note" validate:"max=10000"`
}

// proofRequest is system.Proof as it is sent.
type proofRequest struct {
	Text     string             `json:"text" validate:"required,max=10000"`
	Document *proposal.Document `json:"document"`
}

// systemAct is one kind of step of a system's life or of what is owed for it; T is
// its content.
func systemAct[T any](s *server, kind string) func(r *http.Request) (answer, error) {
	return func(r *http.Request) (answer, error) {
		in, body, err := decode[T](s, r)
		if err != nil {
			return answer{}, err
		}
		command, err := s.newCommand(r, kind, body.hash, body.json)
		if err != nil {
			return answer{}, err
		}
		q, id := about(r), chi.URLParam(r, "id")
		command.Gate = chi.URLParam(r, "obligation")
		return s.once(r, job{
			command: command,
			judge: func(ctx context.Context, cmd *proposal.Command) error {
				y, err := s.visibleSystem(ctx, id, cmd.Gate, q.actor)
				if err != nil {
					return err
				}
				cmd.ProposalID = y.ID
				if err := system.Can(y.System, q.actor, kind, cmd.Gate); err != nil {
					return err
				}
				if err := body.check(in); err != nil {
					return err
				}
				c, env, err := s.Store.SystemEnv(ctx, y.ID)
				if err != nil {
					return err
				}
				_, err = y.Do(*cmd, q.actor, c, env)
				return err
			},
			perform: func(ctx context.Context, cmd proposal.Command) (answer, error) { return s.performOnSystem(ctx, q, cmd) },
		})
	}
}

// performOnSystem sends a stored command to the system's workflow.
func (s *server) performOnSystem(ctx context.Context, q *request, cmd proposal.Command) (answer, error) {
	actor := q.actor
	actor.Name = "" // names stay out of histories
	waiting, cancel := context.WithTimeout(ctx, s.Limits.Process)
	defer cancel()
	if err := s.Process.DoSystem(waiting, cmd.ProposalID, Act{Command: cmd.ID, Actor: actor, Gate: cmd.Gate}); err != nil {
		return answer{}, err
	}
	y, err := s.Store.System(ctx, cmd.ProposalID)
	if err != nil {
		return answer{}, err
	}
	return ok(s.viewSystem(y, q))
}

// visibleSystem reads a system by its id or by that of an obligation; what the
// person may not see is not there.
func (s *server) visibleSystem(ctx context.Context, id, obligation string, a proposal.Actor) (system.Named, error) {
	y, err := system.Named{}, error(nil)
	if obligation != "" {
		y, err = s.Store.OfObligation(ctx, obligation)
	} else {
		y, err = s.Store.System(ctx, id)
	}
	if err != nil {
		return y, err
	}
	access := system.Access(y.System, a)
	if access == proposal.AccessNone || obligation != "" && access == proposal.AccessRegister {
		return y, proposal.Errorf(proposal.CodeNotFound, "Không có hệ thống hoặc nghĩa vụ này, hoặc bạn không được xem.", "There is no such system or obligation, or it is not for you to see.")
	}
	return y, nil
}

func (s *server) readSystem(r *http.Request) (answer, error) {
	q := about(r)
	y, err := s.visibleSystem(r.Context(), chi.URLParam(r, "id"), "", q.actor)
	if err != nil {
		return answer{}, err
	}
	return ok(s.viewSystem(y, q))
}

func (s *server) listSystems(r *http.Request) (answer, error) {
	q, query := about(r), r.URL.Query()
	f := system.Filter{State: system.State(query.Get("state")), Agency: query.Get("agency"), Cursor: query.Get("cursor"), Limit: pageDefault}
	if f.State != "" && !slices.Contains(system.States, f.State) {
		return answer{}, invalid(fault("state", "Không có trạng thái này; các trạng thái: planned, in_use, retired, lapsed, revoked.", "There is no such state; they are planned, in_use, retired, lapsed, revoked."))
	}
	if _, clear := clean(f.Agency, false); !clear || len(f.Agency) > 100 {
		return answer{}, invalid(fault("agency", "Giá trị quá dài hoặc có ký tự điều khiển.", "The value is too long or has a control character."))
	}
	limit, bad := limitOf(query)
	if bad != nil {
		return answer{}, invalid(*bad)
	}
	if limit > 0 {
		f.Limit = limit
	}
	found, next, err := s.Store.Systems(r.Context(), f)
	if err != nil {
		return answer{}, err
	}
	items := []systemView{}
	for _, y := range found {
		if system.Access(y.System, q.actor) != proposal.AccessNone {
			items = append(items, s.viewSystem(y, q))
		}
	}
	return page(items, next)
}
