package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// routes is every call of the contract. Calls of later releases are not there
// yet and answer 404 like any unknown path.
func (s *server) routes() http.Handler {
	r := chi.NewRouter()
	r.Use(s.identify, s.observe, s.recover, s.limitTime)
	r.NotFound(s.plain(noRoute))
	r.MethodNotAllowed(s.plain(noMethod))
	r.Get("/livez", s.plain(live))
	r.Get("/readyz", s.plain(s.ready))
	r.Get("/openapi.yaml", s.plain(document))
	r.Get("/metrics", s.scrape)
	r.Route("/api/v1", func(r chi.Router) {
		r.Post("/tokens", s.plain(s.signIn))
		r.Group(func(r chi.Router) {
			r.Use(s.authenticate)
			r.Delete("/tokens", s.plain(s.signOutEverywhere))
			r.NotFound(s.plain(noRoute))
			r.MethodNotAllowed(s.plain(noMethod))
			s.registers(r)
			s.changes(r)
			r.Post("/proposals", s.plain(s.create))
			r.Get("/proposals", s.plain(s.list))
			r.Route("/proposals/{id}", s.proposal)
			r.Get("/attachments/{id}", s.download)
			r.Get("/proposals/{id}/evidence", s.evidence)
			r.Get("/worklist", s.plain(s.worklist))
			r.Post("/password", s.plain(s.changePassword))
			r.Get("/accounts", s.plain(s.accounts))
			r.Post("/accounts/{id}/disable", s.plain(s.disable))
			r.Post("/changes/{id}/one-time-password", s.plain(s.oneTimePassword))
			r.Get("/delegations", s.plain(s.delegations))
			r.Post("/delegations", s.plain(s.delegate))
			r.Post("/delegations/{id}/end", s.plain(s.endDelegation))
			s.systems(r)
			r.Get("/holidays", s.plain(s.holidays))
			r.Get("/notices", s.plain(s.listNotices))
			r.Post("/notices/{id}/resend", s.plain(s.resendNotice))
			r.Post("/duplicate-checks", s.plain(s.checkDuplicates))
			r.Post("/required-level", s.plain(s.requiredLevel))
			r.HandleFunc("/*", s.plain(noRoute))
		})
	})
	return r
}

func (s *server) proposal(r chi.Router) {
	r.NotFound(s.plain(noRoute))
	r.MethodNotAllowed(s.plain(noMethod))
	r.Get("/", s.plain(s.read))
	r.Patch("/", s.plain(s.edit))
	r.Get("/trace", s.plain(s.trace))
	r.Post("/attachments", s.plain(s.attach))
	r.Post("/submission", s.plain(submission.handler(s)))
	r.Post("/presentation", s.plain(presentation.handler(s)))
	r.Post("/return-to-filer", s.plain(returnToFiler.handler(s)))
	r.Post("/withdrawal", s.plain(withdrawal.handler(s)))
	r.Post("/process", s.plain(moving.handler(s)))
	r.Get("/process-move", s.plain(s.movePreview))
	r.Post("/recall", s.plain(recall.handler(s)))
	r.Post("/acceptance", s.plain(acceptance.handler(s)))
	r.Post("/consultation", s.plain(consultation.handler(s)))
	r.Post("/gates/{gate}/decision", s.plain(decision.handler(s)))
	r.Post("/gates/{gate}/amendment", s.plain(amendment.handler(s)))
	r.Post("/gates/{gate}/signature", s.plain(signature.handler(s)))
	r.Post("/gates/{gate}/return-to-officer", s.plain(returnToOfficer.handler(s)))
	r.Post("/gates/{gate}/claim", s.plain(claim.handler(s)))
	r.Post("/gates/{gate}/release", s.plain(release.handler(s)))
	r.Post("/gates/{gate}/reassignment", s.plain(reassignment.handler(s)))
	r.Get("/gates/{gate}/colleagues", s.plain(s.colleagues))
	r.Get("/relations", s.plain(s.relations))
	r.Get("/revisions", s.plain(s.listRevisions))
	r.Get("/revisions/{n}", s.plain(s.readRevision))
	r.Get("/revisions/{n}/diff", s.plain(s.diffRevision))
	r.Get("/resubmission-preview", s.plain(s.previewResubmission))
	r.Post("/review-request", s.plain(reviewRequest.handler(s)))
	r.Post("/review", s.plain(review.handler(s)))
	r.Post("/revocation", s.plain(revocation.handler(s)))
	r.Post("/gates/{gate}/pause", s.plain(pause.handler(s)))
	r.Post("/gates/{gate}/resumption", s.plain(resumption.handler(s)))
	r.Post("/gates/{gate}/extension", s.plain(extension.handler(s)))
}

func (s *server) registers(r chi.Router) {
	r.Get("/agencies", s.plain(s.agencies))
	r.Get("/catalog", s.plain(s.searchCatalog))
	r.Get("/catalog/{id}", s.plain(s.catalogEntry))
	r.Get("/processes", s.plain(s.listProcesses))
	r.Get("/processes/{id}", s.plain(s.readProcess))
	r.Post("/processes/simulation", s.plain(s.simulate))
	r.Get("/calendar", s.plain(s.calendarYears))
	r.Get("/budgets", s.plain(s.budgets))
	r.Post("/budgets", s.plain(s.setEnvelope))
	r.Post("/budgets/preview", s.plain(s.previewEnvelope))
	r.Get("/statistics", s.plain(s.statistics))
	s.ledger(r)
}

func noRoute(*http.Request) (answer, error) {
	return answer{}, proposal.Errorf(proposal.CodeNotFound, "Không có địa chỉ này.", "There is no such address.")
}

// noMethod tells which methods the path knows.
func noMethod(r *http.Request) (answer, error) {
	known := chi.RouteContext(r.Context()).Routes
	var allowed []string
	for _, m := range []string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete} {
		if known.Match(chi.NewRouteContext(), m, r.URL.Path) {
			allowed = append(allowed, m)
		}
	}
	a := problem(r, proposal.Errorf(codeNoMethod, "Địa chỉ này không nhận phương thức %s.", "This address does not take %s.", r.Method))
	a.header = http.Header{"Allow": allowed}
	return a, nil
}
