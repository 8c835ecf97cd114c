package people

import (
	"crypto/rand"
	"regexp"
	"slices"
	"strings"
	"time"

	"pheduyet/internal/proposal"
)

// Roles are all there are.
var Roles = []proposal.Role{proposal.RoleFiler, proposal.RoleReviewer, proposal.RoleHead, proposal.RoleAuditor, proposal.RoleAdmin}

// Account is a person with an account, as a new one is stated: where the person
// belongs, with which roles, in which councils, from which day. Email may be
// empty.
type Account struct {
	Username string          `json:"username" validate:"required,max=64"`
	Name     string          `json:"name" validate:"required,max=200"`
	Email    string          `json:"email" validate:"max=254"`
	Agency   string          `json:"agency" validate:"required,max=100"`
	Roles    []proposal.Role `json:"roles" validate:"required,min=1,max=5"`
	Seats    []string        `json:"seats" validate:"max=20"`
	From     proposal.Date   `json:"from" validate:"omitempty,date"`
}

// Record is an account as it is shown to who keeps or heads it.
type Record struct {
	ID          string
	Username    string
	Name        string
	Email       string
	Agency      string // of today; "" for who belongs nowhere
	Roles       []Held
	Stays       []Stay
	CreatedAt   time.Time
	DisabledAt  *time.Time
	OneTime     bool // still has a one-time password
	LastSignIn  *time.Time
	Delegations int // held now
}

// Held is a role with its days; Stay a membership, or a seat in a council.
type (
	Held struct {
		Role proposal.Role `json:"role"`
		From proposal.Date `json:"from"`
		To   proposal.Date `json:"to"` // last day; "" while it lasts
	}
	Stay struct {
		Agency string        `json:"agency"`
		Seat   bool          `json:"seat"`
		From   proposal.Date `json:"from"`
		To     proposal.Date `json:"to"`
	}
)

var usernameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,63}$`)

// ValidUsername reports whether s can be a user name.
func ValidUsername(s string) bool { return usernameForm.MatchString(s) }

// Agencies looks an agency up; ok is false where there is none.
type Agencies func(code string) (a proposal.Agency, ok bool)

// Check names every fault of a new account, each under its field.
func (a Account) Check(agencies Agencies, today proposal.Date) []proposal.FieldError {
	var f faults
	if !ValidUsername(a.Username) {
		f.add("username", "Tên đăng nhập gồm 2–64 chữ thường không dấu, chữ số, dấu chấm, gạch.", "A user name is 2–64 of a–z, 0–9, dot, dash, underscore.")
	}
	if strings.TrimSpace(a.Name) == "" || len([]rune(a.Name)) > 200 {
		f.add("name", "Cần nêu họ tên, không quá 200 ký tự.", "State the person's name, 200 characters at most.")
	}
	if a.Email != "" && (len(a.Email) > 254 || strings.Count(a.Email, "@") != 1 || strings.ContainsAny(a.Email, " ,;<>")) {
		f.add("email", "Địa chỉ thư điện tử không hợp lệ.", "This is not an e-mail address.")
	}
	checkPlace(&f, "agency", a.Agency, agencies, today)
	checkRoles(&f, a.Roles)
	checkSeats(&f, a.Seats, agencies)
	if a.From != "" && !a.From.Valid() {
		f.add("from", "Ngày không hợp lệ (dạng 2026-11-22).", "This is not a day in the form 2026-11-22.")
	}
	return f
}

// checkPlace wants an agency that exists from today on.
func checkPlace(f *faults, field, code string, agencies Agencies, today proposal.Date) {
	switch a, ok := agencies(code); {
	case !ok:
		f.add(field, "Không có cơ quan “%s”.", "There is no agency “%s”.", code)
	case a.To != "" && a.To.Before(today):
		f.add(field, "Cơ quan “%s” đã kết thúc hoạt động.", "The agency “%s” has ended.", code)
	case a.Kind == proposal.KindMinistry:
		f.add(field, "“%s” là bộ, ngành trung ương; tài khoản chỉ cấp cho cơ quan của tỉnh.", "“%s” is a ministry; accounts are for the province's agencies.", code)
	}
}

// checkRoles wants known roles, each once, and an admin to hold no other.
func checkRoles(f *faults, roles []proposal.Role) {
	if len(roles) == 0 {
		f.add("roles", "Cần ít nhất một vai trò.", "At least one role is needed.")
	}
	for i, r := range roles {
		if !slices.Contains(Roles, r) {
			f.add("roles", "Không có vai trò “%s”.", "There is no role “%s”.", r)
		}
		if slices.Contains(roles[:i], r) {
			f.add("roles", "Vai trò “%s” nêu hai lần.", "The role “%s” is there twice.", r)
		}
	}
	if slices.Contains(roles, proposal.RoleAdmin) && len(roles) > 1 {
		f.add("roles", "Quản trị hệ thống không giữ vai trò khác.", "An admin holds no other role.")
	}
}

func checkSeats(f *faults, seats []string, agencies Agencies) {
	for i, s := range seats {
		if a, ok := agencies(s); !ok || a.Kind != proposal.KindCouncil {
			f.add("seats", "“%s” không phải là một tổ, hội đồng.", "“%s” is no council.", s)
		}
		if slices.Contains(seats[:i], s) {
			f.add("seats", "“%s” nêu hai lần.", "“%s” is there twice.", s)
		}
	}
}

// faults gathers what is wrong, by field.
type faults []proposal.FieldError

func (f *faults) add(field, vi, en string, args ...any) {
	*f = append(*f, proposal.FieldError{Field: field, Message: proposal.T(vi, en, args...)})
}

// OneTimeLife is how long a one-time password may wait for its person.
const OneTimeLife = 7 * 24 * time.Hour

// OneTimePassword makes a password of 100 random bits that can be read out.
func OneTimePassword() string {
	s := strings.ToLower(rand.Text())
	return s[:5] + "-" + s[5:10] + "-" + s[10:15] + "-" + s[15:20]
}

// MinPassword is the least length of a password that a person chooses.
const MinPassword = 10

// CheckPassword names what is wrong with a password that a person chooses.
func CheckPassword(username, old, chosen string) []proposal.FieldError {
	var f faults
	switch {
	case len([]rune(chosen)) < MinPassword:
		f.add("new", "Mật khẩu mới cần ít nhất %d ký tự.", "The new password needs at least %d characters.", MinPassword)
	case chosen == old:
		f.add("new", "Mật khẩu mới phải khác mật khẩu đang dùng.", "The new password must differ from the present one.")
	case strings.Contains(strings.ToLower(chosen), strings.ToLower(username)):
		f.add("new", "Mật khẩu mới không được chứa tên đăng nhập.", "The new password must not contain the user name.")
	}
	return f
}
