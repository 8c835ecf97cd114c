package postgres

import (
	"strconv"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// concernsOwner are the acts on an account of which its owner hears, so that one
// that nobody asked for is noticed.
var concernsOwner = map[string]bool{
	"account_enabled": true, "roles_changed": true, "membership_changed": true, "password_reset": true, "password_changed": true,
}

// aboutAccounts tells people what happened to their accounts.
func aboutAccounts(eventKey string, events []proposal.Event) []notice.Notice {
	var told []notice.Notice
	for i, e := range events {
		if about, ok := e.Data.(accountTold); ok && concernsOwner[e.Action] {
			told = append(told, notice.Notice{
				Cause: eventKey + "/" + strconv.Itoa(i), Kind: notice.AccountChanged, To: []notice.Group{notice.Accounts(about.Account)},
			})
		}
	}
	return told
}
