package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
)

// traceView is why a proposal stands where it stands.
type traceView struct {
	Proposal proposalView `json:"proposal"`
	Gates    []roundView  `json:"gates"`
	Events   []eventView  `json:"events"`
}

// roundView is one round of one gate.
type roundView struct {
	Gate      string            `json:"gate"`
	Kind      proposal.GateKind `json:"kind"`
	Round     int               `json:"round"`
	Authority string            `json:"authority"`
	Outcome   *proposal.Outcome `json:"outcome"`
	Rule      ruleView          `json:"rule"`
	Evidence  *screeningView    `json:"evidence"`
	Decision  *decisionView     `json:"decision"`
	Documents []documentView    `json:"documents"`
	Deadline  *deadlineView     `json:"deadline"`
	// Superseded is set where the decision is struck.
	Superseded *supersededView `json:"superseded"`
	Amendments []amendmentView `json:"amendments"`
	whyView
}

// ruleView is under what rule a gate was decided.
type ruleView struct {
	Pack      string         `json:"pack"`
	Version   string         `json:"version"`
	Hash      string         `json:"hash"`
	Citations []citationView `json:"citations"`
}

// eventView is one entry of the ledger.
type eventView struct {
	Seq       int64               `json:"seq"`
	At        string              `json:"at"`
	Actor     *actorView          `json:"actor"`
	Agency    *string             `json:"agency"`
	Capacity  *string             `json:"capacity"`
	ActingFor *string             `json:"acting_for"`
	Action    string              `json:"action"`
	Gate      *string             `json:"gate"`
	Outcome   *proposal.Outcome   `json:"outcome"`
	Citations []citationView      `json:"citations"`
	Documents []traceDocumentView `json:"documents"`
	Data      json.RawMessage     `json:"data"`
	Hash      string              `json:"hash"`
	Text      string              `json:"text"`
	// Texts are the JSON pointers of the free texts in Data that are still kept.
	Texts []string `json:"texts"`
}

// traceDocumentView is a paper that an event rests on; an uploaded file has no
// date.
type traceDocumentView struct {
	Number string         `json:"number"`
	Date   *proposal.Date `json:"date"`
	SHA256 string         `json:"sha256"`
}

func viewTraceDocument(d proposal.TraceDocument) traceDocumentView {
	return traceDocumentView{d.Number, orNull(d.Date), d.SHA256}
}

type actorView struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// trace answers the history of a proposal to who may read all of it but its files.
func (s *server) trace(r *http.Request) (answer, error) {
	ctx, who := r.Context(), about(r)
	c, access, err := s.opened(ctx, chi.URLParam(r, "id"), who.actor)
	if err != nil {
		return answer{}, err
	}
	if access == proposal.AccessRegister {
		return answer{}, proposal.Errorf(proposal.CodeForbidden, "Bạn chỉ được xem thông tin đăng ký của hồ sơ này.", "Of this proposal only the register's fields are for you to see.")
	}
	t, err := s.Store.Trace(ctx, c.ID)
	if err != nil {
		return answer{}, err
	}
	if unfiled(c, who.actor) {
		hideEdits(t.Events)
	}
	out := traceView{Gates: []roundView{}, Events: each(t.Events, func(e why.Event) eventView { return viewEvent(e, who.lang) })}
	if out.Proposal, err = s.view(r, c, access); err != nil {
		return answer{}, err
	}
	for _, g := range t.Rounds {
		round, err := s.round(ctx, viewer{who.actor, who.lang, access, s.today()}, g)
		if err != nil {
			return answer{}, err
		}
		out.Gates = append(out.Gates, round)
	}
	return ok(out)
}

// hideEdits takes out what was changed since the last filing.
func hideEdits(events []why.Event) {
	for i := len(events) - 1; i >= 0 && events[i].Action != "submitted" && events[i].Action != "resubmitted"; i-- {
		if events[i].Action == "edited" {
			events[i].Data, events[i].Texts = nil, nil
		}
	}
}

func (s *server) round(ctx context.Context, v viewer, g why.Round) (roundView, error) {
	out := roundView{
		Gate: g.Gate, Kind: g.Kind, Round: g.Round, Authority: g.Authority,
		Rule:       ruleView{g.Pack.ID, g.Pack.Version, g.Pack.Hash, each(g.Citations, viewCitation)},
		Documents:  []documentView{},
		Superseded: optional(g.Superseded, viewSuperseded), Amendments: each(g.Amendments, viewAmendment),
		whyView: v.why(g),
	}
	if g.Deadline != nil {
		why := v.deadline(*g.Deadline, g.Cites)
		out.Deadline = &why
	}
	if g.Decision != nil {
		d := viewDecision(*g.Decision)
		d.By, d.At, d.ByRule = viewPerson(g.By), viewTime(g.At), g.ByRule
		out.Decision, out.Outcome, out.Documents = &d, orNull(g.Decision.Outcome), d.Documents
	}
	if g.Screening == nil {
		return out, nil
	}
	var err error
	out.Evidence, err = s.screening(ctx, v, *g.Screening)
	return out, err
}

func viewEvent(e why.Event, lang string) eventView {
	out := eventView{
		Seq: e.Seq, At: timeView(e.At), Agency: orNull(e.Actor.Agency), Capacity: orNull(e.Capacity),
		ActingFor: orNull(e.ActingFor), Action: e.Action, Gate: orNull(e.Gate), Outcome: orNull(e.Outcome),
		Citations: each(e.Citations, viewCitation), Documents: each(e.Documents, viewTraceDocument), Data: e.Data, Hash: e.Hash, Text: e.Text.In(lang), Texts: list(e.Texts),
	}
	if e.Actor.Account != "" {
		out.Actor = &actorView{e.Actor.Account, e.Actor.Name}
	}
	return out
}
