package postgres

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// where gathers the conditions of a query on proposals p, with their arguments.
type where struct {
	conditions []string
	args       []any
}

// arg adds an argument and gives its placeholder.
func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return "$" + strconv.Itoa(len(w.args))
}

func (w *where) and(condition string) { w.conditions = append(w.conditions, condition) }

// String is the condition that all of them hold.
func (w *where) String() string {
	if len(w.conditions) == 0 {
		return "true"
	}
	return "(" + strings.Join(w.conditions, ") AND (") + ")"
}

// visible keeps what the actor may see: where proposal.AccessTo gives anything at
// all. Only conditions that can hold for the actor enter the query.
func (w *where) visible(a proposal.Actor) { w.visibleBy(a, "gates g WHERE g.proposal = p.id") }

// visibleScopes keeps the scopes p whose proposals the actor may see.
func (w *where) visibleScopes(a proposal.Actor) { w.visibleBy(a, "scope_gates g WHERE g.scope = p.id") }

// visibleBy keeps what the actor may see of whatever p has a status, agencies and
// such gates.
func (w *where) visibleBy(a proposal.Actor, gates string) {
	if a.Has(proposal.RoleAuditor) || a.Has(proposal.RoleAdmin) {
		return
	}
	either := []string{"p.status = 'approved'"}
	if a.Has(proposal.RoleFiler) || a.Has(proposal.RoleHead) {
		agencies := w.arg(a.Agencies())
		either = append(either, "p.agency = ANY("+agencies+")", "p.co_agencies && "+agencies)
	}
	if a.Has(proposal.RoleReviewer) {
		agencies := w.arg(a.Agencies())
		either = append(either, "p.status <> 'draft' AND (p.agency = ANY("+agencies+") OR p.co_agencies && "+agencies+")")
	}
	if authorities := decidesFor(a); len(authorities) > 0 {
		either = append(either, "p.status <> 'draft' AND EXISTS (SELECT FROM "+gates+" AND g.authority = ANY("+w.arg(authorities)+"))")
	}
	for _, d := range a.Delegations {
		either = append(either, "p.status <> 'draft' AND EXISTS (SELECT FROM "+gates+" AND g.authority = "+
			w.arg(d.Authority)+" AND g.gate = ANY("+w.arg(d.Gates)+"))")
	}
	w.and(strings.Join(either, " OR "))
}

// delegatedGates pairs the authorities and gates that the actor's delegations
// reach.
func delegatedGates(a proposal.Actor) (authorities, gates []string) {
	authorities, gates = []string{}, []string{}
	for _, d := range a.Delegations {
		for _, g := range d.Gates {
			authorities, gates = append(authorities, d.Authority), append(gates, g)
		}
	}
	return authorities, gates
}

// decidesFor lists the authorities for which Actor.Decides holds.
func decidesFor(a proposal.Actor) []string {
	return slices.DeleteFunc(append(a.Agencies(), a.Seats...), func(code string) bool { return !a.Decides(code) })
}

// running is the condition that the process goes on: a gate of a proposal that
// has ended keeps its state, but is open no more.
const running = "p.status IN ('in_review', 'returned')"

// narrow keeps what the filter asks for. Gate and overdue together ask for that
// very gate to be overdue.
func (w *where) narrow(f proposal.Filter, now time.Time) {
	if f.Status != "" {
		w.and("p.status = " + w.arg(string(f.Status)))
	}
	if f.Agency != "" {
		w.and("p.agency = " + w.arg(f.Agency))
	}
	if f.Gate != "" || f.Overdue {
		open := "g.proposal = p.id AND g.state = 'open'"
		if f.Gate != "" {
			open += " AND g.gate = " + w.arg(f.Gate)
		}
		if f.Overdue {
			open += " AND g.due_at < " + w.arg(now)
		}
		w.and(running)
		w.and("EXISTS (SELECT FROM gates g WHERE " + open + ")")
	}
	for _, word := range strings.FieldsFunc(catalog.Fold(f.Query), between) {
		w.and("p.search LIKE " + w.arg("%"+literally.Replace(word)+"%"))
	}
}

// between reports whether a character parts words. The database knows no text
// with NUL in it.
func between(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) }

// literally takes the special meaning from a pattern's characters.
var literally = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
