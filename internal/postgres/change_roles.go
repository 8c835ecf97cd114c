package postgres

import (
	"cmp"
	"context"
	"slices"

	"pheduyet/internal/change"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// rolesBody states all roles and seats that a person is to hold from a day on
// (default: today). Agency is where the person belongs: its head confirms.
type rolesBody struct {
	Username string          `json:"username"`
	Agency   string          `json:"agency"`
	Roles    []proposal.Role `json:"roles"`
	Seats    []string        `json:"seats"`
	From     proposal.Date   `json:"from"`
}

// check names every fault of roles that a person is to hold.
func (in rolesBody) check(c changing) error {
	a := people.Account{Username: "xx", Name: "x", Agency: in.Agency, Roles: in.Roles, Seats: in.Seats, From: in.From}
	faults := a.Check(c.agencies(), c.today())
	if in.From != "" && in.From.Before(c.today()) {
		faults = append(faults, proposal.FieldError{Field: "from", Message: proposal.T("Không thể đổi vai trò từ một ngày đã qua.", "Roles cannot change from a day that is past.")})
	}
	return underBody(faults)
}

func previewRoles(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	in, err := bodyOf[rolesBody](c.body)
	if err != nil {
		return p, err
	}
	if err := in.check(c); err != nil {
		return p, err
	}
	who, err := c.known(ctx, in.Username, in.Agency)
	if err != nil {
		return p, err
	}
	from := cmp.Or(in.From, c.today())
	for _, r := range people.Roles {
		switch had, has := who.has(r), contains(in.Roles, r); {
		case has && !had:
			p.Add(change.Adds, who.username, proposal.T("Vai trò %[1]s từ %[2]s", "Role %[1]s from %[2]s", r, from))
		case had && !has:
			p.Add(change.Ends, who.username, proposal.T("Thôi vai trò %[1]s từ %[2]s", "No longer %[1]s from %[2]s", r, from))
		}
	}
	for _, s := range in.Seats {
		if !slices.Contains(who.seats, s) {
			p.Add(change.Adds, who.username, proposal.T("Tham gia %s", "Sits in %s", s))
		}
	}
	for _, s := range who.seats {
		if !slices.Contains(in.Seats, s) {
			p.Add(change.Ends, who.username, proposal.T("Thôi tham gia %s", "No longer sits in %s", s))
		}
	}
	if len(p.Lines) == 0 {
		return p, proposal.Errorf(proposal.CodeConflict, "Người này đã có đúng các vai trò này.", "This person holds exactly these roles already.")
	}
	secondLine(&p, in.Agency, who.has(proposal.RoleHead) || contains(in.Roles, proposal.RoleHead))
	return p, nil
}

func applyRoles(ctx context.Context, c *confirming) error {
	in, err := bodyOf[rolesBody](c.body)
	if err != nil {
		return err
	}
	who, err := c.known(ctx, in.Username, in.Agency)
	if err != nil {
		return err
	}
	if err := cmp.Or(c.notOwn(who.id), c.second(people.Subject{Account: who.id, Agency: who.agency, Head: who.has(proposal.RoleHead) || contains(in.Roles, proposal.RoleHead)})); err != nil {
		return err
	}
	if who.has(proposal.RoleAdmin) && !contains(in.Roles, proposal.RoleAdmin) {
		if err := anotherAdmin(ctx, c.tx, who.id); err != nil {
			return err
		}
	}
	from := cmp.Or(in.From, c.today())
	b := &batch{at: c.tx}
	queueRoles(b, who.id, in.Roles, from)
	queueSeats(b, who.id, in.Seats, from)
	c.happened(proposal.Event{Action: "roles_changed", Data: accountTold{Account: who.id, Roles: in.Roles, Seats: in.Seats, From: from, Change: c.change.ID}})
	return b.send(ctx)
}

// queueRoles ends what is not among the roles before a day and begins what is not
// held on it. A role that began on that very day ends the day before it began.
func queueRoles(b *batch, account string, roles []proposal.Role, from proposal.Date) {
	held := make([]string, len(roles))
	for i, r := range roles {
		held[i] = string(r)
	}
	b.Queue(`UPDATE account_roles SET valid_to = $3::text::date - 1 WHERE account = $1 AND role <> ALL ($2)
		AND (valid_to IS NULL OR valid_to >= $3::text::date)`, account, held, string(from))
	b.Queue(`INSERT INTO account_roles (account, role, valid_from)
		SELECT $1, r, $3::text::date FROM unnest($2::text[]) r
		WHERE NOT EXISTS (SELECT FROM account_roles h WHERE h.account = $1 AND h.role = r AND h.valid_from <= $3::text::date AND h.valid_to IS NULL)
		ON CONFLICT (account, role, valid_from) DO UPDATE SET valid_to = NULL`, account, held, string(from))
}

// queueSeats does the same with the councils.
func queueSeats(b *batch, account string, seats []string, from proposal.Date) {
	seats = append([]string{}, seats...)
	b.Queue(`UPDATE memberships SET valid_to = $3::text::date - 1 WHERE account = $1 AND seat AND agency <> ALL ($2)
		AND (valid_to IS NULL OR valid_to >= $3::text::date)`, account, seats, string(from))
	b.Queue(`INSERT INTO memberships (account, agency, seat, valid_from)
		SELECT $1, s, true, $3::text::date FROM unnest($2::text[]) s
		WHERE NOT EXISTS (SELECT FROM memberships m WHERE m.account = $1 AND m.agency = s AND m.seat AND m.valid_from <= $3::text::date AND m.valid_to IS NULL)
		ON CONFLICT (account, agency, valid_from) DO UPDATE SET valid_to = NULL, seat = true`, account, seats, string(from))
}
