package proposal

import (
	"slices"
	"strings"
	"time"
)

// DelegationKind is on what ground a person acts for the head of an authority.
type DelegationKind string

// The kinds of delegation (NĐ 30/2020/NĐ-CP Điều 13).
const (
	// Assignment (phân công, giao phụ trách): a deputy signs for the head, KT.
	Assignment DelegationKind = "assignment"
	// Authorization (ủy quyền): the head of a unit inside signs by authority,
	// TUQ., and may not pass it on.
	Authorization DelegationKind = "authorization"
)

// Capacity is how who acts under the kind signs.
func (k DelegationKind) Capacity() string {
	if k == Assignment {
		return "KT."
	}
	return "TUQ."
}

// Delegation is a written, dated authority that a person holds now: to act for
// the head of an authority at some of its gates. Number and Date name its
// document.
type Delegation struct {
	ID        string         `json:"id"`
	Kind      DelegationKind `json:"kind"`
	Authority string         `json:"authority"`
	Gates     []string       `json:"gates"`
	Number    string         `json:"number"`
	Date      Date           `json:"date"`
	// Principal is the head acted for; where a conflict of interest bars the head,
	// nobody acts in the head's stead.
	Principal Principal `json:"principal"`
}

// Principal is who is acted for. Name stays out of workflow payloads.
type Principal struct {
	Account     string       `json:"account"`
	Name        string       `json:"name,omitempty"`
	Agency      string       `json:"agency"`
	Memberships []Membership `json:"memberships"`
}

// covers reports whether the delegation reaches a gate of an authority.
func (d Delegation) covers(authority, gate string) bool {
	return d.Authority == authority && slices.Contains(d.Gates, gate)
}

// Delegated finds a delegation that the actor holds now.
func (a Actor) Delegated(id string) (Delegation, bool) {
	i := slices.IndexFunc(a.Delegations, func(d Delegation) bool { return d.ID == id })
	if i < 0 {
		return Delegation{}, false
	}
	return a.Delegations[i], true
}

// ActsAt reports whether the actor holds a delegation for the gate of the
// authority.
func (a Actor) ActsAt(authority, gate string) bool {
	return slices.ContainsFunc(a.Delegations, func(d Delegation) bool { return d.covers(authority, gate) })
}

// Unnamed is the actor without names: what crosses into histories.
func (a Actor) Unnamed() Actor {
	a.Name, a.Delegations = "", slices.Clone(a.Delegations)
	for i := range a.Delegations {
		a.Delegations[i].Principal.Name = ""
	}
	return a
}

// actsFor reports whether some delegation of the actor reaches the gate and its
// principal is not barred.
func (p Progress) actsFor(a Actor, g Gate) bool {
	return slices.ContainsFunc(a.Delegations, func(d Delegation) bool {
		return d.covers(g.Authority, g.ID) && !p.Parties.barsPrincipal(d, p.DraftedAt)
	})
}

func (p Parties) barsPrincipal(d Delegation, drafted time.Time) bool {
	return p.Bars(Actor{Account: d.Principal.Account, Agency: d.Principal.Agency, Memberships: d.Principal.Memberships}, drafted)
}

// ActedFor is what a decision keeps of the delegation it was made under.
type ActedFor struct {
	Kind    DelegationKind `json:"kind"`
	Number  string         `json:"number"`
	Date    Date           `json:"date"`
	Account string         `json:"account"` // the head acted for
	Name    string         `json:"name"`
	Agency  string         `json:"agency"`
}

// checkActing holds a decision against the delegation that it names. Who decides
// only by a delegation must name it.
func (c Case) checkActing(bad *faults, rule GateRule, d Decision, env Env) {
	g, _ := c.Gate(rule.ID)
	if d.ActingFor == "" {
		if a := env.Actor; a.Account != "" && !a.Decides(g.Authority) {
			bad.add("acting_for", "Bạn xử lý bước này theo phân công hoặc ủy quyền; hãy nêu mã văn bản phân công, ủy quyền.", "You decide this gate under a delegation; name it.")
		}
		return
	}
	held, ok := env.Actor.Delegated(d.ActingFor)
	switch {
	case !ok:
		bad.add("acting_for", "Bạn không có văn bản phân công, ủy quyền nào với mã này đang có hiệu lực.", "You hold no delegation with this id that is in force.")
		return
	case !held.covers(g.Authority, g.ID):
		bad.add("acting_for", "Văn bản phân công, ủy quyền này không gồm bước “%s” của hồ sơ.", "This delegation does not reach the proposal's gate “%s”.", g.ID)
	case c.Parties.barsPrincipal(held, c.DraftedAt):
		bad.add("acting_for", "Người phân công, ủy quyền thuộc bên đề xuất hoặc đã tham gia lập hồ sơ này; không ai được quyết định thay.", "Whom you act for belongs to the filing side or took part in this proposal; nobody may decide in that person's stead.")
	}
	checkSignedFor(bad, held.Kind, d)
}

// checkSignedFor wants every paper, or at least the decision's own capacity, to
// say on what ground it was signed.
func checkSignedFor(bad *faults, kind DelegationKind, d Decision) {
	signed := func(field, capacity string) {
		if !slices.Contains(strings.Fields(NormalCapacity(capacity)), kind.Capacity()) {
			bad.add(field, "Thẩm quyền ký theo văn bản này là “%s”.", "Under this delegation the capacity is “%s”.", kind.Capacity())
		}
	}
	if d.Details.Capacity != "" {
		signed("details.capacity", d.Details.Capacity)
	}
	if len(d.Documents) > 0 && !d.Documents[0].Classified {
		if d.Documents[0].Capacity != "" || d.Details.Capacity == "" {
			signed("documents[0].capacity", d.Documents[0].Capacity)
		}
	}
}

// actedFor is what is kept of the delegation that a checked decision names.
func (env Env) actedFor(d Decision) *ActedFor {
	held, ok := env.Actor.Delegated(d.ActingFor)
	if !ok {
		return nil
	}
	p := held.Principal
	return &ActedFor{Kind: held.Kind, Number: held.Number, Date: held.Date, Account: p.Account, Name: p.Name, Agency: p.Agency}
}
