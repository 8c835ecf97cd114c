package postgres

import (
	"pheduyet/internal/change"
	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// everyRole is whoever may have to do with a change; its kind picks among them.
var everyRole = []proposal.Role{proposal.RoleFiler, proposal.RoleReviewer, proposal.RoleHead, proposal.RoleAuditor, proposal.RoleAdmin}

// awaitsSecond tells everybody who may confirm the change that it waits.
func awaitsSecond(k kindOfChange, c change.Change) notice.Notice {
	may := func(a proposal.Actor) bool { return a.Account != c.ProposedBy.Account && k.mayConfirm(a, c) == nil }
	return notice.Notice{Cause: "change/" + c.ID, Kind: notice.ChangeProposed, To: []notice.Group{notice.Those(may, everyRole...)}}
}

// secondHasSpoken tells who proposed the change what became of it.
func secondHasSpoken(c change.Change, kind notice.Kind) notice.Notice {
	return notice.Notice{Cause: "change/" + c.ID + "/decided", Kind: kind, To: []notice.Group{notice.Accounts(c.ProposedBy.Account)}}
}
