package system

import (
	"slices"

	"pheduyet/internal/proposal"
)

// CanKeep answers whether the actor may record a step of the system's life: a
// filer or the head of the agency that filed.
func CanKeep(s System, a proposal.Actor) error {
	if !a.Files(s.Agency) {
		return proposal.Errorf(proposal.CodeForbidden, "Chỉ cơ quan đề xuất được ghi nhận việc này.", "Only the filing agency may record this.")
	}
	return nil
}

// CanFulfil answers whether the actor may say that an obligation is fulfilled: a
// filer, reviewer or head of the agency that owes it.
func CanFulfil(s System, a proposal.Actor, id string) error {
	o, ok := s.Obligation(id)
	if !ok {
		return unknown()
	}
	if !a.Files(o.Owner) && !a.Decides(o.Owner) {
		return proposal.Errorf(proposal.CodeForbidden, "Nghĩa vụ này thuộc cơ quan khác.", "This obligation belongs to another agency.")
	}
	return nil
}

// CanAgree answers whether the actor may agree that an obligation is fulfilled, or
// waive it: for the authority, and not from the filing side.
func CanAgree(s System, a proposal.Actor, id string) error {
	o, ok := s.Obligation(id)
	switch {
	case !ok:
		return unknown()
	case o.Agrees == "":
		return proposal.Errorf(proposal.CodeConflict, "Nghĩa vụ này không cần cơ quan nào xác nhận và không cơ quan nào được miễn.", "No authority agrees to this obligation or waives it.")
	case s.Parties.Bars(a, s.DraftedAt):
		return proposal.Errorf(proposal.CodeForbidden, "Bạn thuộc bên đề xuất hoặc đã tham gia lập hồ sơ này nên không được xác nhận.", "You belong to the filing side or took part in this proposal, so you may not agree.")
	case !a.Decides(o.Agrees):
		return proposal.Errorf(proposal.CodeForbidden, "Việc xác nhận thuộc cơ quan khác.", "It is for another authority to agree.")
	}
	return nil
}

// Obligation finds an obligation by its id.
func (s System) Obligation(id string) (Obligation, bool) {
	i := slices.IndexFunc(s.Obligations, func(o Obligation) bool { return o.ID == id })
	if i < 0 {
		return Obligation{}, false
	}
	return s.Obligations[i], true
}

// Access says how much of a system a person may read: everybody what the register
// shows of one that is approved; what is owed, and its proof, who owes or agrees
// to something, the filing agency, auditors and admins.
func Access(s System, a proposal.Actor) proposal.Access {
	side := a.Files(s.Agency) || a.Agency == s.Agency || slices.ContainsFunc(s.Obligations, func(o Obligation) bool {
		return a.Agency == o.Owner || a.Files(o.Owner) || a.Decides(o.Owner) || o.Agrees != "" && a.Decides(o.Agrees)
	})
	switch {
	case a.Has(proposal.RoleAuditor), side && (a.Has(proposal.RoleFiler) || a.Has(proposal.RoleReviewer) || a.Has(proposal.RoleHead)):
		return proposal.AccessFull
	case a.Has(proposal.RoleAdmin):
		return proposal.AccessNoFiles
	case s.State != Revoked:
		return proposal.AccessRegister
	}
	return proposal.AccessNone
}

// CanProve answers whether the actor may add a file to the proposal as proof: of
// an agency that owes something for its system, while that is owed.
func CanProve(s System, a proposal.Actor) error {
	for _, o := range s.Obligations {
		if o.State.Owed() && CanFulfil(s, a, o.ID) == nil {
			return nil
		}
	}
	return proposal.Errorf(proposal.CodeForbidden, "Cơ quan bạn không còn nghĩa vụ nào với hệ thống này; không đính kèm được minh chứng.", "Your agency owes nothing for this system; no proof can be attached.")
}

// Shows reports whether the actor may open a file because it is the proof, or the
// authority's answer to it, of what is owed for a system that the actor reads.
func Shows(s System, a proposal.Actor, attachment string) bool {
	return Access(s, a) == proposal.AccessFull && slices.ContainsFunc(s.Obligations, func(o Obligation) bool {
		return o.Proof != nil && o.Proof.Document != nil && o.Proof.Document.AttachmentID == attachment ||
			o.Answer != nil && o.Answer.Document != nil && o.Answer.Document.AttachmentID == attachment
	})
}
