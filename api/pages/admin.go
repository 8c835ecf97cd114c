package pages

import (
	"net/http"
	"net/url"

	"pheduyet/internal/proposal"
)

// administration are the pages of who keeps the system, and of heads and auditors
// as far as each may see; what one may do the API decides.
func (s *site) administration(mux *http.ServeMux) {
	mux.HandleFunc("GET /admin", s.signed((*visit).admin))
	mux.HandleFunc("GET /admin/changes", s.signed((*visit).changes))
	mux.HandleFunc("GET /admin/changes/new", s.signed((*visit).changeForm))
	mux.HandleFunc("POST /admin/changes/new", s.signed((*visit).proposeChange))
	mux.HandleFunc("GET /admin/changes/{id}", s.signed((*visit).change))
	mux.HandleFunc("POST /admin/changes/{id}", s.signed((*visit).decideChange))
	mux.HandleFunc("POST /admin/changes/{id}/one-time-password", s.signed((*visit).oneTimePassword))
	mux.HandleFunc("GET /admin/accounts", s.signed((*visit).accounts))
	mux.HandleFunc("GET /admin/accounts/{id}/disable", s.signed((*visit).disableForm))
	mux.HandleFunc("POST /admin/accounts/{id}/disable", s.signed((*visit).disable))
	mux.HandleFunc("GET /admin/delegations", s.signed((*visit).delegations))
	mux.HandleFunc("GET /admin/delegations/new", s.signed((*visit).delegationForm))
	mux.HandleFunc("POST /admin/delegations/new", s.signed((*visit).delegate))
	mux.HandleFunc("GET /admin/delegations/{id}/end", s.signed((*visit).delegationEnd))
	mux.HandleFunc("POST /admin/delegations/{id}/end", s.signed((*visit).endDelegation))
	mux.HandleFunc("GET /admin/agencies", s.signed((*visit).agencyPage))
	mux.HandleFunc("GET /admin/processes", s.signed((*visit).packs))
	mux.HandleFunc("GET /admin/holidays", s.signed((*visit).holidays))
	mux.HandleFunc("GET /admin/notices", s.signed((*visit).notices))
	mux.HandleFunc("POST /admin/notices/{id}", s.signed((*visit).resend))
}

// adminPart is one part of administration.
type adminPart struct {
	Href, Key string
	Count     int // what waits there
}

// admin is where the parts are found.
func (v *visit) admin() error {
	var waiting struct{ Items []struct{} }
	if err := v.get("/changes", url.Values{"state": {"proposed"}}, &waiting); err != nil {
		return err
	}
	parts := []adminPart{{"/admin/changes?state=proposed", "admin.changes", len(waiting.Items)}}
	if v.actor.Has(proposal.RoleAdmin) || v.actor.Has(proposal.RoleHead) || v.actor.Has(proposal.RoleAuditor) {
		parts = append(parts, adminPart{"/admin/accounts", "admin.accounts", 0})
	}
	parts = append(parts, adminPart{"/admin/delegations", "admin.delegations", 0},
		adminPart{"/admin/agencies", "admin.agencies", 0}, adminPart{"/admin/processes", "admin.processes", 0})
	var days holidayData
	if v.actor.Has(proposal.RoleAdmin) {
		var dead struct{ Items []struct{} }
		if err := v.get("/notices", url.Values{"state": {"dead"}}, &dead); err != nil {
			return err
		}
		if err := v.get("/holidays", nil, &days); err != nil {
			return err
		}
		parts = append(parts, adminPart{"/admin/holidays", "admin.holidays", len(days.Missing)},
			adminPart{"/admin/notices?state=dead", "admin.notices", len(dead.Items)})
	}
	var kinds []string
	switch {
	case v.actor.Has(proposal.RoleAdmin):
		kinds = changeKinds()
	case v.actor.Has(proposal.RoleHead):
		kinds = []string{filingSign}
	}
	return v.show(view{page: "admin", title: "nav.admin", data: struct {
		Parts []adminPart
		Days  holidayData
		Kinds []string // of changes that the visitor may propose
	}{parts, days, kinds}})
}

// agencyPage lists the agencies, also those that have ended.
func (v *visit) agencyPage() error {
	var got struct{ Items []agency }
	if err := v.get("/agencies", nil, &got); err != nil {
		return err
	}
	return v.show(view{page: "agencies", title: "admin.agencies", data: got.Items})
}

// packs lists the processes, the newest version of each first.
func (v *visit) packs() error {
	var got struct{ Items []pack }
	if err := v.get("/processes", nil, &got); err != nil {
		return err
	}
	type line struct {
		pack
		Words string
		Steps []string
	}
	lines := make([]line, len(got.Items))
	for i, p := range got.Items {
		l := line{pack: p, Words: p.Title.in(v.lang)}
		for _, g := range p.Gates {
			l.Steps = append(l.Steps, g.Title.in(v.lang))
		}
		lines[len(lines)-1-i] = l
	}
	return v.show(view{page: "processes", title: "admin.processes", data: lines})
}
