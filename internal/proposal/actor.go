package proposal

import (
	"slices"
	"time"
)

// Role is what a person may do.
type Role string

// The roles of the contract.
const (
	RoleFiler    Role = "filer"
	RoleReviewer Role = "reviewer"
	RoleHead     Role = "head"
	RoleAuditor  Role = "auditor"
	RoleAdmin    Role = "admin"
)

// Membership is a stay in an agency; To is the last day, "" while it lasts.
type Membership struct {
	Agency string `json:"agency"`
	From   Date   `json:"from"`
	To     Date   `json:"to"`
}

// Actor is a person who acts. Name stays out of workflow payloads: it is filled
// in where an act is recorded.
type Actor struct {
	Account     string       `json:"account"`
	Name        string       `json:"name,omitempty"`
	Agency      string       `json:"agency"`
	Roles       []Role       `json:"roles"`
	Seats       []string     `json:"seats"` // councils the person sits in
	Memberships []Membership `json:"memberships"`
	// Inherits are the agencies that have given way to the actor's: what is closed
	// keeps their names and is the successor's to read and to answer for.
	Inherits []string `json:"inherits,omitempty"`
	// MustChangePassword is set while the password is a one-time one: nothing else
	// may be done before.
	MustChangePassword bool `json:"-"`
	// Delegations are those the person holds now.
	Delegations []Delegation `json:"delegations,omitempty"`
}

// System acts where a rule decides.
var System = Actor{Account: "system", Name: "Hệ thống"}

// Has reports whether the actor holds the role.
func (a Actor) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// Files reports whether the actor prepares or sends filings of the agency.
func (a Actor) Files(agency string) bool {
	return a.of(agency) && (a.Has(RoleFiler) || a.Has(RoleHead))
}

// Decides reports whether the actor may decide for the authority: as its
// reviewer or head, or as a reviewer who sits in the council.
func (a Actor) Decides(authority string) bool {
	if !a.Has(RoleReviewer) && !a.Has(RoleHead) {
		return false
	}
	return a.of(authority) || slices.Contains(a.Seats, authority)
}

// of reports whether the actor belongs to the agency or to its successor.
func (a Actor) of(agency string) bool {
	return agency != "" && (a.Agency == agency || slices.Contains(a.Inherits, agency))
}

// Agencies are the actor's own and those that it has succeeded.
func (a Actor) Agencies() []string { return append([]string{a.Agency}, a.Inherits...) }

// Heads reports whether the actor is a head who decides for the authority: its
// own, or one who sits in the council.
func (a Actor) Heads(authority string) bool { return a.Has(RoleHead) && a.Decides(authority) }

// Parties are those who stand on the filing side.
type Parties struct {
	// Agencies are the filing agency, the co-leads and all units under them:
	// nobody of theirs decides.
	Agencies []string `json:"agencies"`
	// Conflicted are the filing agency, the co-leads and all that they are units
	// of: as authorities they give way to the substitute.
	Conflicted []string `json:"conflicted"`
	// Persons are the accounts that filed, edited, answered or prepared any
	// revision.
	Persons []string `json:"persons"`
}

// Bars reports whether a conflict of interest keeps the actor from deciding a
// proposal drafted at the given time: who had a hand in it, or who belongs, or
// since the draft belonged, to the filing side. Sitting in a substitute or
// acting for another changes nothing.
func (p Parties) Bars(a Actor, drafted time.Time) bool {
	barred := func(agency string) bool { return slices.Contains(p.Agencies, agency) }
	if slices.Contains(p.Persons, a.Account) || slices.ContainsFunc(a.Agencies(), barred) {
		return true
	}
	since := DateOf(drafted)
	for _, m := range a.Memberships {
		if (m.To == "" || !m.To.Before(since)) && slices.Contains(p.Agencies, m.Agency) {
			return true
		}
	}
	return false
}
