package notice

import (
	"slices"

	"pheduyet/internal/proposal"
)

// Group is a kind of people: those who decide for an agency, who file for it, who
// head it, or all who hold a role.
type Group struct {
	as     standing
	Agency string
	Role   proposal.Role
}

type standing int

const (
	decides standing = iota
	files
	heads
	holds
)

// Decides are the reviewers and heads of an authority, and the reviewers who sit
// in it where it is a council.
func Decides(agency string) Group { return Group{as: decides, Agency: agency} }

// Files are the filers and heads of a filing agency.
func Files(agency string) Group { return Group{as: files, Agency: agency} }

// Heads are the heads of an agency.
func Heads(agency string) Group { return Group{as: heads, Agency: agency} }

// All are all who hold a role, wherever they belong.
func All(r proposal.Role) Group { return Group{as: holds, Role: r} }

func (g Group) has(a proposal.Actor, n Notice) bool {
	switch g.as {
	case decides:
		return a.Decides(g.Agency) && !n.Parties.Bars(a, n.Drafted)
	case files:
		return a.Files(g.Agency)
	case heads:
		return a.Has(proposal.RoleHead) && a.Agency == g.Agency
	}
	return a.Has(g.Role)
}

// Recipients picks the accounts that the notice goes to, each once, in the order
// given.
func (n Notice) Recipients(people []proposal.Actor) []string {
	var accounts []string
	for _, a := range people {
		among := slices.ContainsFunc(n.To, func(g Group) bool { return g.has(a, n) })
		if among && !slices.Contains(n.Except, a.Account) && !slices.Contains(accounts, a.Account) {
			accounts = append(accounts, a.Account)
		}
	}
	return accounts
}

// Sought gives the agencies and roles among whom the notices' recipients are.
func Sought(notices []Notice) (agencies []string, roles []proposal.Role) {
	for _, n := range notices {
		for _, g := range n.To {
			if g.as == holds {
				roles = append(roles, g.Role)
			} else {
				agencies = append(agencies, g.Agency)
			}
		}
	}
	slices.Sort(agencies)
	slices.Sort(roles)
	return slices.Compact(agencies), slices.Compact(roles)
}
