package postgres

import (
	"cmp"
	"context"

	"pheduyet/internal/change"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// membershipBody moves a person from an agency, after a last day there, to the
// next one; without a next one the person leaves. Agency is the one whose head
// confirms: the next, or the one that is left.
type membershipBody struct {
	Username string          `json:"username"`
	Agency   string          `json:"agency"`
	Leaves   string          `json:"leaves"`   // agency left; "" for who belongs nowhere yet
	LastDay  proposal.Date   `json:"last_day"` // there
	Roles    []proposal.Role `json:"roles"`    // in the next agency; none leaves for good
	Seats    []string        `json:"seats"`
}

// joins reports whether the person goes on to another agency.
func (in membershipBody) joins() bool { return len(in.Roles) > 0 }

func (in membershipBody) firstDay() proposal.Date {
	return proposal.DateOf(in.LastDay.Time().AddDate(0, 0, 1))
}

func (in membershipBody) check(c changing) error {
	var faults []proposal.FieldError
	if in.joins() {
		faults = people.Account{Username: "xx", Name: "x", Agency: in.Agency, Roles: in.Roles, Seats: in.Seats}.Check(c.agencies(), c.today())
		if in.Agency == in.Leaves {
			faults = append(faults, proposal.FieldError{Field: "agency", Message: proposal.T("Người này đang thuộc cơ quan đó.", "The person belongs to that agency already.")})
		}
	} else if in.Agency != in.Leaves {
		faults = append(faults, proposal.FieldError{Field: "roles", Message: proposal.T("Cần nêu vai trò tại cơ quan mới; nếu thôi việc, “agency” là cơ quan đang thuộc.", "State the roles in the next agency; for who leaves, “agency” is the one left.")})
	}
	switch {
	case !in.LastDay.Valid():
		faults = append(faults, proposal.FieldError{Field: "last_day", Message: proposal.T("Cần ngày làm việc cuối cùng (dạng 2026-11-22).", "The last day is needed, in the form 2026-11-22.")})
	case in.LastDay.Before(proposal.DateOf(c.now.AddDate(0, 0, -1))):
		faults = append(faults, proposal.FieldError{Field: "last_day", Message: proposal.T("Không thể cho thôi từ một ngày đã qua.", "Nobody leaves on a day that is past.")})
	}
	return underBody(faults)
}

func previewMembership(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	in, err := bodyOf[membershipBody](c.body)
	if err != nil {
		return p, err
	}
	if err := in.check(c); err != nil {
		return p, err
	}
	who, err := c.known(ctx, in.Username, in.Leaves)
	if err != nil {
		return p, err
	}
	if who.agency != "" {
		p.Add(change.Ends, who.username, proposal.T("Rời %[1]s sau ngày %[2]s: hết vai trò, phần việc đã nhận, phân công, ủy quyền và phiên đăng nhập ở đó", "Leaves %[1]s after %[2]s: roles, claims, delegations and sessions there end", who.agency, in.LastDay))
	}
	if in.joins() {
		roles := rolesText(in.Roles)
		p.Add(change.Adds, who.username, proposal.T("Thuộc %[1]s từ %[2]s, vai trò %[3]s", "Belongs to %[1]s from %[2]s, roles %[4]s", c.reg.officeName(in.Agency), in.firstDay(), roles.VI, roles.EN))
	}
	secondLine(&p, in.Agency, in.head(who))
	return p, nil
}

// head reports whether another admin has to confirm: the person is a head, or
// becomes one.
func (in membershipBody) head(who person) bool {
	return who.has(proposal.RoleHead) || contains(in.Roles, proposal.RoleHead)
}

func applyMembership(ctx context.Context, c *confirming) error {
	in, err := bodyOf[membershipBody](c.body)
	if err != nil {
		return err
	}
	who, err := c.known(ctx, in.Username, in.Leaves)
	if err != nil {
		return err
	}
	if err := cmp.Or(c.notOwn(who.id), c.second(people.Subject{Account: who.id, Agency: in.Agency, Head: in.head(who)})); err != nil {
		return err
	}
	if who.has(proposal.RoleAdmin) {
		if err := anotherAdmin(ctx, c.tx, who.id); err != nil {
			return err
		}
	}
	b := &batch{at: c.tx}
	queueMove(b, who.id, in.LastDay, in.Agency, in.joins())
	if !in.firstDay().After(c.today()) {
		queueNoTokens(b, who.id) // the stay in which they were given is over now
	}
	queueRoles(b, who.id, in.Roles, in.firstDay())
	queueSeats(b, who.id, in.Seats, in.firstDay())
	next := ""
	if in.joins() {
		next = in.Agency
	}
	c.happened(proposal.Event{Action: "membership_changed", Data: accountTold{
		Account: who.id, Agency: next, Roles: in.Roles, Seats: in.Seats, LastDay: in.LastDay, Change: c.change.ID,
	}})
	return b.send(ctx)
}

// queueMove ends where a person belongs after a last day and begins the next.
func queueMove(b *batch, account string, last proposal.Date, next string, joins bool) {
	b.Queue(`UPDATE memberships SET valid_to = $2::text::date WHERE account = $1 AND NOT seat AND (valid_to IS NULL OR valid_to > $2::text::date)`,
		account, string(last))
	if joins {
		queueStay(b, account, next, false, string(proposal.DateOf(last.Time().AddDate(0, 0, 1))))
	}
}
