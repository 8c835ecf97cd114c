package pages

import (
	"net/http"
	"slices"
	"strings"

	"pheduyet/api/html"
	"pheduyet/internal/proposal"
)

// view is what a page shows.
type view struct {
	page   string // its template
	part   string // one template of it alone, for a page that asks for it again
	title  string // key of its title …
	args   []any  // … and what fills it in
	data   any
	form   *form
	status int // 200 where zero
}

// frame is what a template gets: the page's data and what stands around it.
type frame struct {
	Title  string
	Here   string // the address shown, for the language switch and for forms
	Demo   bool
	Actor  proposal.Actor
	Nav    []navItem
	Notice string
	Data   any
	Form   *form

	visit *visit
}

// Agency writes the name of an agency; the code where it has none.
func (f frame) Agency(code any) string { return f.visit.agencyName(code, false) }

// Short writes the short name of an agency.
func (f frame) Short(code any) string { return f.visit.agencyName(code, true) }

// Gate writes the title of a gate.
func (f frame) Gate(id any) string {
	switch id := id.(type) {
	case string:
		return f.visit.gateTitle(id)
	case *string:
		if id != nil {
			return f.visit.gateTitle(*id)
		}
	}
	return ""
}

// Is reports whether the reader holds a role.
func (f frame) Is(role string) bool { return f.Actor.Has(proposal.Role(role)) }

// show draws a page.
func (v *visit) show(what view) error {
	f := frame{
		Title: html.Words(v.lang, what.title, what.args...), Here: v.r.URL.RequestURI(), Demo: v.Demo,
		Actor: v.actor, Data: what.data, Form: what.form, visit: v,
	}
	if v.r.Method != http.MethodGet {
		f.Here = v.r.URL.Path
	}
	if v.actor.Account != "" {
		f.Nav = v.nav()
		if what.part == "" {
			f.Notice = v.sessions.PopString(v.r.Context(), keyNotice)
		}
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	drawn := &late{ResponseWriter: v.w, status: what.status}
	return html.Render(drawn, v.lang, what.page, what.part, f)
}

// late writes its status with the first byte: a page that cannot be drawn may still
// be answered otherwise.
type late struct {
	http.ResponseWriter
	status int
}

func (l *late) Write(b []byte) (int, error) {
	if l.status != 0 {
		l.WriteHeader(l.status)
		l.status = 0
	}
	return l.ResponseWriter.Write(b)
}

// navItem is a place one can go to from every page.
type navItem struct {
	Href, Key string
	Current   bool
}

// places are for everybody, or for who holds one of the roles.
var places = []struct {
	navItem
	roles []proposal.Role
}{
	{navItem{Href: "/worklist", Key: "nav.worklist"}, []proposal.Role{proposal.RoleFiler, proposal.RoleReviewer, proposal.RoleHead}},
	{navItem{Href: "/proposals", Key: "nav.proposals"}, nil},
	{navItem{Href: "/catalog", Key: "nav.catalog"}, nil},
	{navItem{Href: "/budgets", Key: "nav.budgets"}, nil},
	{navItem{Href: "/overview", Key: "nav.overview"}, nil},
	{navItem{Href: "/register", Key: "nav.register"}, nil},
	{navItem{Href: "/systems", Key: "nav.systems"}, nil},
	{navItem{Href: "/ledger", Key: "nav.ledger"}, []proposal.Role{proposal.RoleAuditor, proposal.RoleAdmin, proposal.RoleHead}},
	{navItem{Href: "/admin", Key: "nav.admin"}, []proposal.Role{proposal.RoleAdmin, proposal.RoleHead, proposal.RoleAuditor}},
}

func (v *visit) nav() []navItem {
	var items []navItem
	for _, p := range places {
		if p.roles != nil && !slices.ContainsFunc(p.roles, v.actor.Has) {
			continue
		}
		item := p.navItem
		item.Current = v.r.URL.Path == item.Href || strings.HasPrefix(v.r.URL.Path, item.Href+"/")
		items = append(items, item)
	}
	return items
}
