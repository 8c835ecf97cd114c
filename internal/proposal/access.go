package proposal

import "slices"

// Access is how much of a proposal a person may read. Reads are denied by
// default.
type Access int

// From nothing to everything. Register shows an approved proposal's register
// fields, without attachments and security facts; NoFiles all but attachments.
const (
	AccessNone Access = iota
	AccessRegister
	AccessNoFiles
	AccessFull
)

// AccessTo says how much of the proposal the actor may read: the filing side all
// of it, its reviewers once it is submitted, like who decides one of its gates
// (deciding one's own agency's proposal is forbidden, not hidden); auditors all; admins
// all without files; everybody an approved one's register fields.
func AccessTo(p Progress, coAgencies []string, a Actor) Access {
	side := a.of(p.Agency) || slices.ContainsFunc(coAgencies, a.of)
	switch {
	case a.Has(RoleAuditor):
		return AccessFull
	case side && (a.Has(RoleFiler) || a.Has(RoleHead)):
		return AccessFull
	case side && p.Status != Draft && a.Has(RoleReviewer):
		return AccessFull
	case p.Status != Draft && slices.ContainsFunc(p.Gates, func(g Gate) bool { return a.Decides(g.Authority) || a.ActsAt(g.Authority, g.ID) }):
		return AccessFull
	case a.Has(RoleAdmin):
		return AccessNoFiles
	case p.Status == Approved:
		return AccessRegister
	}
	return AccessNone
}

// OpensDossier reports whether the actor's agency may open a security dossier:
// the filing agency, the authority of a security gate, Sở KH&CN and UBND tỉnh as
// holders of the other gates named by readers, and auditors. An admin, whatever
// the agency, sees no files.
func OpensDossier(p Progress, readers []string, a Actor) bool {
	if a.Has(RoleAdmin) {
		return false
	}
	return a.Has(RoleAuditor) || a.of(p.Agency) || slices.Contains(readers, a.Agency) ||
		slices.ContainsFunc(p.Gates, func(g Gate) bool {
			return g.Kind == KindSecurity && (a.Decides(g.Authority) || a.ActsAt(g.Authority, g.ID))
		})
}
