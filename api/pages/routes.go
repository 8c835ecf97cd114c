package pages

import (
	"net/http"

	"pheduyet/api/static"
)

// routes is every page. Each part of the day adds its own.
func (s *site) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+static.Root, static.Handler())
	mux.HandleFunc("GET /{$}", s.anyone((*visit).home))
	mux.HandleFunc("GET /sign-in", s.anyone((*visit).signInPage))
	mux.HandleFunc("POST /sign-in", s.anyone((*visit).signIn))
	mux.HandleFunc("POST /sign-out", s.signed((*visit).signOut))
	mux.HandleFunc("GET /account", s.signed(func(v *visit) error { return v.show(view{page: "account", title: "account.title"}) }))
	mux.HandleFunc("GET /worklist", s.signed((*visit).worklist))
	mux.HandleFunc("GET /proposals", s.signed((*visit).proposals))
	mux.HandleFunc("GET /proposals/new", s.signed((*visit).newProposal))
	mux.HandleFunc("POST /proposals/new", s.signed((*visit).create))
	mux.HandleFunc("GET /proposals/{id}/edit", s.signed((*visit).edit))
	mux.HandleFunc("POST /proposals/{id}/edit", s.signed((*visit).save))
	mux.HandleFunc("POST /proposals/{id}/attachments", s.signed((*visit).attach))
	mux.HandleFunc("GET /proposals/{id}/submission", s.signed((*visit).submissionPage))
	mux.HandleFunc("POST /proposals/{id}/submission", s.signed((*visit).submit))
	mux.HandleFunc("POST /proposals/{id}/presentation", s.signed((*visit).present))
	mux.HandleFunc("GET /proposals/{id}/gates/{gate}/decision", s.signed((*visit).decisionPage))
	mux.HandleFunc("POST /proposals/{id}/gates/{gate}/decision", s.signed((*visit).decide))
	for _, way := range []string{replacing, rectifying} {
		mux.HandleFunc("GET /proposals/{id}/gates/{gate}/"+way, s.signed(func(v *visit) error { return v.showAmendment(way, v.form(nil)) }))
		mux.HandleFunc("POST /proposals/{id}/gates/{gate}/"+way, s.signed(func(v *visit) error { return v.amend(way) }))
	}
	mux.HandleFunc("GET /proposals/{id}/revisions", s.signed((*visit).revisions))
	mux.HandleFunc("GET /proposals/{id}/relations", s.signed((*visit).relations))
	mux.HandleFunc("POST /hints/{about}", s.signed((*visit).hint))
	mux.HandleFunc("GET /proposals/{id}", s.signed((*visit).proposal))
	mux.HandleFunc("GET /proposals/{id}/why", s.signed((*visit).why))
	mux.HandleFunc("GET /proposals/{id}/letters/{letter}", s.signed((*visit).letter))
	mux.HandleFunc("GET /proposals/{id}/evidence", s.signed((*visit).evidence))
	mux.HandleFunc("GET /attachments/{id}", s.signed((*visit).download))
	mux.HandleFunc("GET "+passwordPage, s.signed((*visit).passwordForm))
	mux.HandleFunc("POST "+passwordPage, s.signed((*visit).changePassword))
	s.acts(mux)
	s.lives(mux)
	s.registers(mux)
	s.administration(mux)
	mux.HandleFunc("GET /language/{language}", s.anyone((*visit).language))
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, static.Address("favicon.svg"), http.StatusMovedPermanently)
	})
	mux.HandleFunc("/", s.anyone(func(*visit) error { return &problem{Status: http.StatusNotFound} }))
	return mux
}

// registers are the pages that show what there is.
func (s *site) registers(mux *http.ServeMux) {
	mux.HandleFunc("GET /catalog", s.signed((*visit).catalog))
	mux.HandleFunc("GET /catalog/{id}", s.signed((*visit).catalogEntry))
	mux.HandleFunc("GET /budgets", s.signed((*visit).budgets))
	mux.HandleFunc("GET /calendar", s.signed((*visit).calendar))
	mux.HandleFunc("GET "+envelopePath, s.signed((*visit).envelopeForm))
	mux.HandleFunc("POST "+envelopePath, s.signed((*visit).setEnvelope))
	mux.HandleFunc("GET /overview", s.signed((*visit).overview))
	mux.HandleFunc("GET /register", s.signed((*visit).register))
	mux.HandleFunc("GET /register.xlsx", s.signed((*visit).registerFile))
	mux.HandleFunc("GET /ledger", s.signed((*visit).ledgerPage))
	mux.HandleFunc("GET /ledger/checkpoint.txt", s.signed((*visit).checkpointFile))
}
