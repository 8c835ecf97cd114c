package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// read answers a proposal. The first read of a submission by somebody of another
// agency is recorded: it ends the chance to recall.
func (s *server) read(r *http.Request) (answer, error) {
	c, access, err := s.opened(r.Context(), chi.URLParam(r, "id"), about(r).actor)
	if err != nil {
		return answer{}, err
	}
	return s.show(r, http.StatusOK, c, access)
}

// opened reads a proposal for a person and records that somebody of another
// agency has.
func (s *server) opened(ctx context.Context, id string, a proposal.Actor) (proposal.Case, proposal.Access, error) {
	c, access, err := s.visible(ctx, id, a)
	if err != nil {
		return c, access, err
	}
	if c.Status.Open() && !c.Standing.OpenedByOther && a.Agency != c.Agency {
		if err := s.Store.Opened(ctx, c.ID); err != nil {
			return c, access, err
		}
	}
	if slices.ContainsFunc(c.Gates, func(g proposal.Gate) bool { return proposal.FirstReads(c.Progress, a, g) }) {
		if err := s.Store.FirstRead(ctx, c.ID, a); err != nil {
			return c, access, err
		}
		c, err = s.Store.Case(ctx, c.ID)
	}
	return c, access, err
}

// shown answers a proposal after an act.
func (s *server) shown(r *http.Request, id string) (answer, error) {
	c, access, err := s.visible(r.Context(), id, about(r).actor)
	if err != nil {
		return answer{}, err
	}
	return s.show(r, http.StatusOK, c, access)
}

func (s *server) show(r *http.Request, status int, c proposal.Case, access proposal.Access) (answer, error) {
	v, err := s.view(r, c, access)
	if err != nil {
		return answer{}, err
	}
	a, err := ok(v)
	a.status, a.header = status, s.headers(status, v.ID, v.ETag)
	return a, err
}

// view shows a case to who asks, with what of its screening that person may see.
// A draft is warned by the pack that filing it now would bring.
func (s *server) view(r *http.Request, c proposal.Case, access proposal.Access) (proposalView, error) {
	viewer := viewer{about(r).actor, about(r).lang, access, s.today()}
	out := viewer.proposal(c)
	if access == proposal.AccessRegister {
		return out, nil
	}
	if c.Number == "" && c.Facts.Security != nil {
		filing, err := s.Store.Filing(r.Context(), c.ID)
		if err != nil && proposal.CodeOf(err) != proposal.CodeNotFound {
			return out, err
		}
		out.Warnings = viewer.warnings(filing.Rules, c.Facts)
	}
	if c.Screening == nil {
		return out, nil
	}
	var err error
	if out.Screening, err = s.screening(r.Context(), viewer, *c.Screening); err != nil {
		return out, err
	}
	out.SplitSuspected, err = s.splitSuspected(r.Context(), c)
	return out, err
}

func (s *server) today() proposal.Date { return proposal.DateOf(s.Clock()) }
