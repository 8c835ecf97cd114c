package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// People keeps accounts. What gives rights is a change by two; see
// ProposeChange.
type People interface {
	// Username gives an account's user name.
	Username(ctx context.Context, account string) (string, error)
	// SetPassword stores the hash of a password that its person chose and ends all
	// sessions but the one whose token's hash is kept.
	SetPassword(ctx context.Context, a proposal.Actor, hash string, keep []byte) error
	// Accounts lists accounts by user name, of an agency or, for "", of all, and
	// the cursor of the next page.
	Accounts(ctx context.Context, agency, cursor string) ([]people.Record, string, error)
	// DisableAccount records a stored command, once. Body is proposal.Disabling.
	DisableAccount(ctx context.Context, command string) (people.Record, error)
	// OneTimePassword makes the password that a confirmed change promised, for who
	// confirmed it.
	OneTimePassword(ctx context.Context, a proposal.Actor, change string) (username, secret string, until time.Time, err error)
}

// accountView is an account as its keepers see it.
type accountView struct {
	ID          string     `json:"id"`
	Username    string     `json:"username"`
	Name        string     `json:"name"`
	Email       *string    `json:"email"`
	Agency      *string    `json:"agency"`
	Roles       []heldView `json:"roles"`
	Memberships []stayView `json:"memberships"`
	CreatedAt   string     `json:"created_at"`
	DisabledAt  *string    `json:"disabled_at"`
	OneTime     bool       `json:"one_time_password"`
	SignedInAt  *string    `json:"signed_in_at"`
	Delegations int        `json:"delegations"`
}

type heldView struct {
	Role proposal.Role  `json:"role"`
	From proposal.Date  `json:"from"`
	To   *proposal.Date `json:"to"`
}

type stayView struct {
	Agency string         `json:"agency"`
	Seat   bool           `json:"seat"`
	From   proposal.Date  `json:"from"`
	To     *proposal.Date `json:"to"`
}

func viewAccount(r people.Record) accountView {
	return accountView{
		ID: r.ID, Username: r.Username, Name: r.Name, Email: orNull(r.Email), Agency: orNull(r.Agency),
		Roles:       each(r.Roles, func(h people.Held) heldView { return heldView{h.Role, h.From, orNull(h.To)} }),
		Memberships: each(r.Stays, func(m people.Stay) stayView { return stayView{m.Agency, m.Seat, m.From, orNull(m.To)} }),
		CreatedAt:   timeView(r.CreatedAt), DisabledAt: viewTime(r.DisabledAt), OneTime: r.OneTime, SignedInAt: viewTime(r.LastSignIn), Delegations: r.Delegations,
	}
}

// accounts answers accounts to admins and auditors, and to heads those of their
// agency.
func (s *server) accounts(r *http.Request) (answer, error) {
	a, q := about(r).actor, r.URL.Query()
	agency := q.Get("agency")
	switch {
	case a.Has(proposal.RoleAdmin), a.Has(proposal.RoleAuditor):
	case a.Has(proposal.RoleHead) && (agency == "" || agency == a.Agency):
		agency = a.Agency
	default:
		return answer{}, proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị viên, người kiểm tra và lãnh đạo (với cơ quan mình) được xem tài khoản.", "Accounts are for admins, auditors and, of their own agency, heads to see.")
	}
	for name, text := range map[string]string{"agency": agency, "cursor": q.Get("cursor")} {
		if _, ok := clean(text, false); !ok || len(text) > 100 {
			return answer{}, invalid(fault(name, "Giá trị quá dài hoặc có ký tự điều khiển.", "The value is too long or has a control character."))
		}
	}
	all, next, err := s.Store.Accounts(r.Context(), agency, q.Get("cursor"))
	if err != nil {
		return answer{}, err
	}
	return page(each(all, viewAccount), next)
}

// disableRequest is why an account is disabled.
type disableRequest struct {
	Reason string `json:"reason" validate:"required,max=10000"`
}

// disable takes an account's rights away at once.
func (s *server) disable(r *http.Request) (answer, error) {
	in, body, err := decode[disableRequest](s, r)
	if err != nil {
		return answer{}, err
	}
	content, err := json.Marshal(proposal.Disabling{Account: chi.URLParam(r, "id"), Reason: in.Reason})
	if err != nil {
		return answer{}, err
	}
	command, err := s.newCommand(r, proposal.CommandDisableAccount, body.hash, content)
	if err != nil {
		return answer{}, err
	}
	actor := about(r).actor
	return s.once(r, job{
		command: command,
		judge: func(context.Context, *proposal.Command) error {
			if !actor.Has(proposal.RoleAdmin) && !actor.Has(proposal.RoleHead) {
				return proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị viên hoặc lãnh đạo cơ quan của người này được khóa tài khoản.", "Only an admin or the head of this person's agency disables the account.")
			}
			return body.check(in)
		},
		perform: func(ctx context.Context, cmd proposal.Command) (answer, error) {
			record, err := s.Store.DisableAccount(ctx, cmd.ID)
			if err != nil {
				return answer{}, err
			}
			return ok(viewAccount(record))
		},
	})
}

// oneTimePassword answers the password that a confirmed change promised. Nothing
// of the answer is kept; an Idempotency-Key is ignored.
func (s *server) oneTimePassword(r *http.Request) (answer, error) {
	if _, _, err := decode[struct{}](s, r); err != nil {
		return answer{}, err
	}
	username, secret, until, err := s.Store.OneTimePassword(r.Context(), about(r).actor, chi.URLParam(r, "id"))
	if err != nil {
		return answer{}, err
	}
	return ok(struct {
		Username string `json:"username"`
		Password string `json:"password"`
		Until    string `json:"valid_until"`
	}{username, secret, timeView(until)})
}
