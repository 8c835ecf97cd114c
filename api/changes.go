package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

func (s *server) changes(r chi.Router) {
	r.Get("/changes", s.plain(s.listChanges))
	r.Post("/changes", s.plain(s.proposeChange))
	r.Post("/changes/preview", s.plain(s.previewChange))
	r.Get("/changes/{id}", s.plain(s.readChange))
	r.Post("/changes/{id}/confirmation", s.plain(s.confirmChange))
}

// proposeChange records what one person wants altered; nothing happens yet.
func (s *server) proposeChange(r *http.Request) (answer, error) {
	in, body, err := decode[change.Request](s, r)
	if err != nil {
		return answer{}, err
	}
	command, err := s.newCommand(r, proposal.CommandProposeChange, body.hash, body.json)
	if err != nil {
		return answer{}, err
	}
	q := about(r)
	return s.once(r, job{
		command: command,
		judge: func(ctx context.Context, _ *proposal.Command) error {
			_, err := s.foresee(ctx, q.actor, in, body)
			return err
		},
		perform: func(ctx context.Context, cmd proposal.Command) (answer, error) {
			c, err := s.Store.ProposeChange(ctx, cmd.ID)
			if err != nil {
				return answer{}, err
			}
			a, err := ok(viewChange(c, q.lang))
			a.status = http.StatusCreated
			return a, err
		},
	})
}

// foresee tells what a change would do and refuses it as proposing it does.
func (s *server) foresee(ctx context.Context, a proposal.Actor, in change.Request, body content) (change.Preview, error) {
	p, refused := s.Store.PreviewChange(ctx, a, in)
	if proposal.CodeOf(refused) != proposal.CodeForbidden {
		if err := body.check(in); err != nil {
			return p, err
		}
	}
	return p, refused
}

// previewChange tells what a change would do before anybody proposes it. It touches
// nothing; an Idempotency-Key is ignored.
func (s *server) previewChange(r *http.Request) (answer, error) {
	in, body, err := decode[change.Request](s, r)
	if err != nil {
		return answer{}, err
	}
	p, err := s.foresee(r.Context(), about(r).actor, in, body)
	if err != nil {
		return answer{}, err
	}
	return ok(viewPreview(p, about(r).lang))
}

// confirmChange is the second person's word.
func (s *server) confirmChange(r *http.Request) (answer, error) {
	in, body, err := decode[change.Confirmation](s, r)
	if err != nil {
		return answer{}, err
	}
	command, err := s.newCommand(r, proposal.CommandDecideChange, body.hash, body.json)
	if err != nil {
		return answer{}, err
	}
	q, id := about(r), chi.URLParam(r, "id")
	return s.once(r, job{
		command: command,
		judge: func(ctx context.Context, _ *proposal.Command) error {
			c, err := s.Store.Change(ctx, q.actor, id)
			if err != nil {
				return err
			}
			if err := s.Store.JudgeChange(q.actor, c); err != nil {
				return err
			}
			if err := body.check(in); err != nil {
				return err
			}
			return in.Judge()
		},
		perform: func(ctx context.Context, cmd proposal.Command) (answer, error) {
			c, err := s.Store.DecideChange(ctx, id, cmd.ID)
			if err != nil {
				return answer{}, err
			}
			if err := s.Spread(ctx); err != nil { // a worker starts it
				s.Logger.LogAttrs(ctx, slog.LevelWarn, "facts not spread yet", slog.String("request_id", q.id), slog.Any("error", err))
			}
			return ok(viewChange(c, q.lang))
		},
	})
}

func (s *server) readChange(r *http.Request) (answer, error) {
	c, err := s.Store.Change(r.Context(), about(r).actor, chi.URLParam(r, "id"))
	if err != nil {
		return answer{}, err
	}
	return ok(viewChange(c, about(r).lang))
}

func (s *server) listChanges(r *http.Request) (answer, error) {
	state := change.State(r.URL.Query().Get("state"))
	if !slices.Contains([]change.State{"", change.Proposed, change.Confirmed, change.Declined}, state) {
		return answer{}, invalid(fault("state", "Không có trạng thái này.", "There is no such state."))
	}
	all, err := s.Store.ListChanges(r.Context(), about(r).actor, state)
	if err != nil {
		return answer{}, err
	}
	return page(each(all, func(c change.Change) changeView {
		c.Body = nil
		return viewChange(c, about(r).lang)
	}), "")
}

// changeView is a change as shown. Body is null in lists.
type changeView struct {
	ID           string          `json:"id"`
	Kind         string          `json:"kind"`
	State        change.State    `json:"state"`
	Document     *documentView   `json:"document"`
	Note         *string         `json:"note"`
	Body         json.RawMessage `json:"body"`
	Preview      previewView     `json:"preview"`
	ProposedBy   *personView     `json:"proposed_by"`
	ProposedAt   string          `json:"proposed_at"`
	DecidedBy    *personView     `json:"decided_by"`
	DecidedAt    *string         `json:"decided_at"`
	DecisionNote *string         `json:"decision_note"`
}

type previewView struct {
	Lines []lineView `json:"lines"`
}

type lineView struct {
	Effect  change.Effect `json:"effect"`
	Subject string        `json:"subject"`
	Text    string        `json:"text"`
}

func viewPreview(p change.Preview, lang string) previewView {
	return previewView{each(p.Lines, func(l change.Line) lineView { return lineView{l.Effect, l.Subject, l.Text.In(lang)} })}
}

func viewChange(c change.Change, lang string) changeView {
	v := changeView{
		ID: c.ID, Kind: c.Kind, State: c.State, Note: orNull(c.Note), Body: c.Body, Preview: viewPreview(c.Preview, lang),
		ProposedBy: viewPerson(c.ProposedBy), ProposedAt: timeView(c.ProposedAt), DecidedAt: viewTime(c.DecidedAt), DecisionNote: orNull(c.DecisionNote),
		Document: optional(c.Document, viewDocument),
	}
	if c.DecidedBy != nil {
		v.DecidedBy = viewPerson(*c.DecidedBy)
	}
	return v
}
