package postgres

import (
	"testing"

	"pheduyet/internal/proposal"
)

// newAgencies is a world whose agencies have heads, and which has two admins.
func newAgencies(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	for username, agency := range map[string]string{
		"head-khcn": "so-khcn", "head-ubnd": "ubnd-tinh", "head-yte": "so-y-te", "head-taichinh": "so-tai-chinh", "head-xa": "xa-hung-nguyen",
	} {
		w.hire(username, agency, proposal.RoleHead)
	}
	w.hire("admin", "so-khcn", proposal.RoleAdmin)
	w.hire("admin-2", "so-tai-chinh", proposal.RoleAdmin)
	return w
}

// hire adds a person to an agency, as the owner of the database.
func (w *world) hire(username, agency string, roles ...proposal.Role) {
	w.t.Helper()
	id := newID()
	w.people[username] = id
	w.exec("INSERT INTO accounts (id, username, name, password_hash, created_at) VALUES ($1, $2, $3, 'x', now())", id, username, "Ông "+username)
	w.exec("INSERT INTO memberships (account, agency, valid_from) VALUES ($1, $2, '2026-01-01')", id, agency)
	for _, r := range roles {
		w.exec("INSERT INTO account_roles (account, role, valid_from) VALUES ($1, $2, '2026-01-01')", id, string(r))
	}
}
