package api

import (
	"cmp"
	"context"
	"net/http"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// duplicateRequest is the body of POST /duplicate-checks. Agency is a code, or a
// name in free text.
type duplicateRequest struct {
	Name       string   `json:"name" validate:"required,min=2,max=500"`
	Summary    string   `json:"summary" validate:"max=10000"`
	Functions  []string `json:"functions" validate:"max=200,dive,max=500"`
	Sector     string   `json:"sector" validate:"max=500"`
	Agency     string   `json:"agency" validate:"max=500"`
	Realises   string   `json:"realises" validate:"max=100"`
	BuildsOn   string   `json:"builds_on" validate:"max=100"`
	ProposalID string   `json:"proposal_id" validate:"max=100"`
}

// duplicateView is what a check found; nothing of it is stored.
type duplicateView struct {
	Verdict     string      `json:"verdict"`
	Note        string      `json:"note"`
	Matches     []matchView `json:"matches"`
	SetApart    []matchView `json:"set_apart"`
	Compared    int         `json:"compared"`
	NotCompared []string    `json:"not_compared"`
	Engine      string      `json:"engine"`
}

// checkDuplicates compares a description with all that exists, is planned or
// proposed.
func (s *server) checkDuplicates(r *http.Request) (answer, error) {
	in, body, err := decode[duplicateRequest](s, r)
	if err != nil {
		return answer{}, err
	}
	if err := body.check(in); err != nil {
		return answer{}, err
	}
	ctx, who := r.Context(), about(r)
	q, err := s.comparison(ctx, in, who.actor)
	if err != nil {
		return answer{}, err
	}
	found, err := s.Matcher.Check(ctx, q)
	if err != nil {
		return answer{}, err
	}
	out := duplicateView{found.Verdict, found.Note, nil, nil, found.Compared, list(found.NotCompared), found.EngineVersion}
	v := viewer{actor: who.actor, lang: who.lang}
	if out.Matches, err = s.matches(ctx, v, each(found.Matches, resembling)); err != nil {
		return answer{}, err
	}
	if out.SetApart, err = s.matches(ctx, v, each(found.SetApart, resembling)); err != nil {
		return answer{}, err
	}
	return ok(out)
}

// comparison is the query that a request makes.
func (s *server) comparison(ctx context.Context, in duplicateRequest, a proposal.Actor) (catalog.Query, error) {
	q := catalog.Query{
		Name: in.Name, Summary: in.Summary, Functions: in.Functions, Sector: in.Sector,
		Agency: in.Agency, Realises: in.Realises, BuildsOn: in.BuildsOn,
	}
	if in.Agency != "" {
		agency, err := s.Store.Agency(ctx, in.Agency)
		if err != nil && proposal.CodeOf(err) != proposal.CodeNotFound {
			return q, err
		}
		q.Agency, q.AgencyCode = cmp.Or(agency.Name, in.Agency), agency.Code
	}
	if in.ProposalID == "" {
		return q, nil
	}
	c, _, err := s.visible(ctx, in.ProposalID, a)
	if err != nil && proposal.CodeOf(err) == proposal.CodeNotFound {
		return q, invalid(fault("proposal_id", "Không có hồ sơ này, hoặc bạn không được xem.", "There is no such proposal, or it is not for you to see."))
	}
	if err == nil && c.Number != "" {
		q.Exclude = []string{c.Number}
	}
	for _, f := range c.Facts.Follows {
		q.Follows = append(q.Follows, f.Number)
	}
	return q, err
}

// resembling is a match of a check in the domain's words.
func resembling(m catalog.Match) proposal.Match {
	return proposal.Match{
		ID: m.ID, Name: m.Name, Owner: m.Owner, Scope: m.Scope, Source: m.Source,
		State: proposal.EntryState(m.State), Score: m.Score, Weighty: m.Weighty, Evidence: m.Evidence, Twins: m.Twins,
		Reference: m.Reference, History: m.History,
		Proposal: m.Kind == catalog.KindOpen || m.Kind == catalog.KindApproved,
	}
}
