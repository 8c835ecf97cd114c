package notice

import (
	"slices"

	"pheduyet/internal/proposal"
)

// Group is a kind of people: those who decide for an agency, who file for it, who
// head it, all who hold a role, or those named.
type Group struct {
	as       standing
	agency   string
	roles    []proposal.Role
	accounts []string
	who      func(proposal.Actor) bool
}

type standing int

const (
	decides standing = iota
	files
	heads
	holds
	named
)

// Decides are the reviewers and heads of an authority, and the reviewers who sit
// in it where it is a council.
func Decides(agency string) Group { return Group{as: decides, agency: agency} }

// Files are the filers and heads of a filing agency.
func Files(agency string) Group { return Group{as: files, agency: agency} }

// Heads are the heads of an agency.
func Heads(agency string) Group { return Group{as: heads, agency: agency} }

// All are all who hold a role, wherever they belong.
func All(r proposal.Role) Group { return Those(func(proposal.Actor) bool { return true }, r) }

// Those are who holds one of the roles and answers a description.
func Those(who func(proposal.Actor) bool, roles ...proposal.Role) Group {
	return Group{as: holds, roles: roles, who: who}
}

// Accounts are certain people.
func Accounts(ids ...string) Group { return Group{as: named, accounts: ids} }

func (g Group) has(a proposal.Actor, n Notice) bool {
	switch g.as {
	case decides:
		return a.Decides(g.agency) && !n.Parties.Bars(a, n.Drafted)
	case files:
		return a.Files(g.agency)
	case heads:
		return a.Has(proposal.RoleHead) && slices.Contains(a.Agencies(), g.agency)
	case named:
		return slices.Contains(g.accounts, a.Account)
	}
	return slices.ContainsFunc(g.roles, a.Has) && g.who(a)
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

// Pool is among whom recipients are: who belongs to one of the agencies, holds one
// of the roles or is one of the accounts.
type Pool struct {
	Agencies []string
	Roles    []proposal.Role
	Accounts []string
}

// Sought gives the pool of the notices' recipients.
func Sought(notices []Notice) Pool {
	p := Pool{Agencies: []string{}, Roles: []proposal.Role{}, Accounts: []string{}}
	for _, n := range notices {
		for _, g := range n.To {
			p.Roles = append(p.Roles, g.roles...)
			p.Accounts = append(p.Accounts, g.accounts...)
			if g.agency != "" {
				p.Agencies = append(p.Agencies, g.agency)
			}
		}
	}
	return p
}
