package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/change"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// The kinds of change by two that are about people.
const (
	changeAccount    = "account"
	changeRoles      = "roles"
	changeMembership = "membership"
	changePassword   = "password_reset"
	changeEnable     = "account_enable"
)

// aboutPeople is a kind of change to somebody's account.
func aboutPeople(preview func(context.Context, changing) (change.Preview, error), apply func(context.Context, *confirming) error) kindOfChange {
	return kindOfChange{stream: streamPeople, mayPropose: byAdmin, mayConfirm: byHeadOrAdmin, preview: preview, apply: apply}
}

// byHeadOrAdmin lets past who may be the second for somebody of the agency that
// the body names: whether it is that person's, and a head's, is asked where the
// change is carried out.
func byHeadOrAdmin(a proposal.Actor, c change.Change) error {
	var body struct {
		Agency string `json:"agency"`
	}
	if err := json.Unmarshal(c.Body, &body); err != nil {
		return err
	}
	if a.Has(proposal.RoleAdmin) || a.Has(proposal.RoleHead) && a.Agency == body.Agency {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Chỉ lãnh đạo cơ quan của người này (với lãnh đạo: một quản trị viên khác) xác nhận.", "The head of this person's agency confirms (for a head: another admin).")
}

// person is whom a change is about, as the database knows them today. Agency is
// "" for who belongs nowhere.
type person struct {
	id, username, agency string
	roles                []proposal.Role
	seats                []string
	disabled             bool
}

func (p person) has(r proposal.Role) bool { return slices.Contains(p.roles, r) }

// person finds an account by its user name; nil where there is none.
func (c changing) person(ctx context.Context, username string) (*person, error) {
	var p person
	err := c.QueryRow(ctx, "SELECT id::text, username, disabled_at IS NOT NULL FROM accounts WHERE username = $1", username).
		Scan(&p.id, &p.username, &p.disabled)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a, err := readActor(ctx, c.tx, p.id, c.now)
	p.agency, p.roles, p.seats = a.Agency, a.Roles, a.Seats
	return &p, err
}

// known finds the person that a body names and refuses where there is none, or
// where the body states another agency: who confirms follows from it.
func (c changing) known(ctx context.Context, username, agency string) (person, error) {
	p, err := c.person(ctx, username)
	if err != nil {
		return person{}, err
	}
	if p == nil {
		return person{}, invalidField("body.username", proposal.T("Không có tài khoản “%s”.", "There is no account “%s”.", username))
	}
	if p.agency != agency {
		return *p, invalidField("body.agency", proposal.T("Người này không thuộc cơ quan “%s”.", "This person does not belong to the agency “%s”.", agency))
	}
	return *p, nil
}

// second asks whether the confirming person is the right one for a subject.
func (c *confirming) second(s people.Subject) error { return people.CanBeSecond(c.actor, s) }

// notOwn refuses a change that its proposer makes to the own account.
func (c *confirming) notOwn(account string) error {
	if c.change.ProposedBy.Account == account {
		return proposal.Errorf(proposal.CodeForbidden, "Không ai thay đổi hoặc xác nhận tài khoản của chính mình.", "Nobody changes or confirms their own account.")
	}
	return nil
}

func (c changing) agencies() people.Agencies {
	return func(code string) (proposal.Agency, bool) { a, ok := c.reg.agencies[code]; return a, ok }
}

func (c changing) today() proposal.Date { return proposal.DateOf(c.now) }

// underBody puts the faults of a body under its field.
func underBody(found []proposal.FieldError) error {
	if len(found) == 0 {
		return nil
	}
	for i := range found {
		found[i].Field = "body." + found[i].Field
	}
	return invalidChange(found...)
}

// secondLine tells in a preview who has to confirm.
func secondLine(p *change.Preview, agency string, head bool) {
	if head {
		p.Add(change.Warns, agency, proposal.T("Cần một quản trị viên khác xác nhận", "Another admin has to confirm"))
		return
	}
	p.Add(change.Warns, agency, proposal.T("Cần lãnh đạo cơ quan xác nhận", "The head of the agency has to confirm"))
}
