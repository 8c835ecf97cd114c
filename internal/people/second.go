package people

import "pheduyet/internal/proposal"

// Subject is whom a change is about: the account ("" for a new one), the agency
// whose head answers for it, and whether it is, or becomes, that head.
type Subject struct {
	Account string
	Agency  string
	Head    bool
}

// CanBeSecond answers whether a person confirms a change to the subject's account:
// the head of the agency; where it is a head's, an admin. Nobody confirms their
// own.
func CanBeSecond(a proposal.Actor, s Subject) error {
	if err := NotOwn(a, s.Account); err != nil {
		return err
	}
	switch {
	case s.Head && !a.Has(proposal.RoleAdmin):
		return proposal.Errorf(proposal.CodeForbidden, "Tài khoản của lãnh đạo do một quản trị viên khác xác nhận.", "Another admin confirms what concerns a head's account.")
	case !s.Head && !(a.Has(proposal.RoleHead) && a.Agency == s.Agency):
		return proposal.Errorf(proposal.CodeForbidden, "Chỉ lãnh đạo cơ quan của người này xác nhận.", "The head of this person's agency confirms.")
	}
	return nil
}

// NotOwn refuses an act on one's own account.
func NotOwn(a proposal.Actor, account string) error {
	if a.Account == account {
		return proposal.Errorf(proposal.CodeForbidden, "Không ai thay đổi hoặc xác nhận tài khoản của chính mình.", "Nobody changes or confirms their own account.")
	}
	return nil
}
