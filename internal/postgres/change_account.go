package postgres

import (
	"cmp"
	"context"
	"strings"

	"pheduyet/internal/change"
	"pheduyet/internal/password"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// previewAccount shows a new account.
func previewAccount(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	in, err := bodyOf[people.Account](c.body)
	if err != nil {
		return p, err
	}
	faults := in.Check(c.agencies(), c.today())
	there, err := c.person(ctx, in.Username)
	if err != nil {
		return p, err
	}
	if there != nil {
		faults = append(faults, proposal.FieldError{Field: "username", Message: proposal.T("Tên đăng nhập “%s” đã có.", "The user name “%s” is taken.", in.Username)})
	}
	if err := underBody(faults); err != nil {
		return p, err
	}
	roles := rolesText(in.Roles)
	p.Add(change.Adds, in.Username, proposal.T("Tài khoản mới: %[1]s, %[2]s, vai trò %[3]s", "New account: %[1]s, %[2]s, roles %[4]s", in.Name, c.reg.officeName(in.Agency), roles.VI, roles.EN))
	for _, s := range in.Seats {
		p.Add(change.Adds, in.Username, proposal.T("Tham gia %s", "Sits in %s", c.reg.officeName(s)))
	}
	secondLine(&p, in.Agency, contains(in.Roles, proposal.RoleHead))
	return p, nil
}

// roleNames are the roles in people's words.
var roleNames = map[proposal.Role]proposal.Text{
	proposal.RoleFiler:    {VI: "cán bộ lập hồ sơ", EN: "filer"},
	proposal.RoleReviewer: {VI: "cán bộ xử lý", EN: "reviewer"},
	proposal.RoleHead:     {VI: "lãnh đạo", EN: "head"},
	proposal.RoleAuditor:  {VI: "thanh tra, kiểm toán", EN: "auditor"},
	proposal.RoleAdmin:    {VI: "quản trị hệ thống", EN: "administrator"},
}

func rolesText(roles []proposal.Role) proposal.Text {
	var vi, en []string
	for _, r := range roles {
		vi, en = append(vi, roleNames[r].VI), append(en, roleNames[r].EN)
	}
	return proposal.Text{VI: strings.Join(vi, ", "), EN: strings.Join(en, ", ")}
}

func contains(roles []proposal.Role, r proposal.Role) bool {
	for _, x := range roles {
		if x == r {
			return true
		}
	}
	return false
}

// applyAccount makes the account. Nobody has its password until who confirmed
// asks for a one-time one.
func applyAccount(ctx context.Context, c *confirming) error {
	in, err := bodyOf[people.Account](c.body)
	if err != nil {
		return err
	}
	if err := c.second(people.Subject{Agency: in.Agency, Head: contains(in.Roles, proposal.RoleHead)}); err != nil {
		return err
	}
	b := &batch{at: c.tx}
	id := queueAccount(b, in, password.HashUnknown())
	c.happened(proposal.Event{Action: "account_created", Data: accountTold{
		Account: id, Username: in.Username, Name: in.Name, Agency: in.Agency, Roles: in.Roles, Seats: in.Seats, From: cmp.Or(in.From, c.today()), Change: c.change.ID,
	}})
	return b.send(ctx)
}

// accountTold is what the ledger keeps of a person's account after an act.
type accountTold struct {
	Account  string          `json:"account"`
	Username string          `json:"username,omitempty"`
	Name     string          `json:"name,omitempty"`
	Agency   string          `json:"agency,omitempty"`
	Roles    []proposal.Role `json:"roles,omitempty"`
	Seats    []string        `json:"seats,omitempty"`
	From     proposal.Date   `json:"from,omitempty"`
	LastDay  proposal.Date   `json:"last_day,omitempty"`
	Reason   string          `json:"reason,omitempty"`
	Change   string          `json:"change,omitempty"`
}

// queueAccount makes an account whose password is for one time, and gives its id.
func queueAccount(b *batch, in people.Account, hash string) string {
	id, from := newID(), string(cmp.Or(in.From, proposal.DateOf(b.at.now)))
	b.Queue(`INSERT INTO accounts (id, username, name, email, password_hash, one_time, password_until, created_at)
		VALUES ($1, $2, $3, nullif($4, ''), $5, true, $6, $7)`,
		id, in.Username, in.Name, in.Email, hash, b.at.now.Add(people.OneTimeLife), b.at.now)
	queueStay(b, id, in.Agency, false, from)
	for _, s := range in.Seats {
		queueStay(b, id, s, true, from)
	}
	for _, r := range in.Roles {
		queueRole(b, id, r, from)
	}
	return id
}

// queueStay and queueRole begin a membership or a role; one that was to end later
// goes on.
func queueStay(b *batch, account, agency string, seat bool, from string) {
	b.Queue(`INSERT INTO memberships (account, agency, seat, valid_from) VALUES ($1, $2, $3, $4::text::date)
		ON CONFLICT (account, agency, valid_from) DO UPDATE SET valid_to = NULL, seat = excluded.seat`, account, agency, seat, from)
}

func queueRole(b *batch, account string, r proposal.Role, from string) {
	b.Queue(`INSERT INTO account_roles (account, role, valid_from) VALUES ($1, $2, $3::text::date)
		ON CONFLICT (account, role, valid_from) DO UPDATE SET valid_to = NULL`, account, string(r), from)
}
