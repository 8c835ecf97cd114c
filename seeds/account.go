package seeds

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"pheduyet/internal/proposal"
)

// DemoPassword is the password of every demonstration account.
const DemoPassword = "pheduyet"

// Account is a person of the demonstration. Seats are the councils the person
// sits in.
type Account struct {
	Username string          `json:"username"`
	Name     string          `json:"name"`
	Agency   string          `json:"agency"`
	Roles    []proposal.Role `json:"roles"`
	Seats    []string        `json:"seats"`
	Position string          `json:"position"`
}

// Accounts are the demonstration accounts; names are made up.
var Accounts = sync.OnceValues(func() ([]Account, error) {
	all, err := list[Account]("accounts/demo.json")
	if err != nil {
		return nil, err
	}
	agencies, err := Agencies()
	if err != nil {
		return nil, err
	}
	return all, checkAccounts(all, ByCode(agencies))
})

var roles = []proposal.Role{proposal.RoleFiler, proposal.RoleReviewer, proposal.RoleHead, proposal.RoleAuditor, proposal.RoleAdmin}

func checkAccounts(all []Account, agencies map[string]proposal.Agency) error {
	var errs []error
	seen := map[string]bool{}
	for _, a := range all {
		if seen[a.Username] || a.Username == "" || a.Name == "" {
			errs = append(errs, fmt.Errorf("tài khoản “%s”: thiếu tên hoặc có hai lần", a.Username))
		}
		seen[a.Username] = true
		if at, ok := agencies[a.Agency]; !ok || at.To != "" {
			errs = append(errs, fmt.Errorf("tài khoản “%s”: không có cơ quan “%s”", a.Username, a.Agency))
		}
		for _, s := range a.Seats {
			if agencies[s].Kind != proposal.KindCouncil {
				errs = append(errs, fmt.Errorf("tài khoản “%s”: “%s” không phải là tổ, hội đồng", a.Username, s))
			}
		}
		if len(a.Roles) == 0 {
			errs = append(errs, fmt.Errorf("tài khoản “%s”: chưa có vai trò", a.Username))
		}
		for _, r := range a.Roles {
			if !slices.Contains(roles, r) || (r == proposal.RoleAdmin && len(a.Roles) > 1) {
				errs = append(errs, fmt.Errorf("tài khoản “%s”: vai trò “%s” không rõ hoặc không đi cùng vai trò khác", a.Username, r))
			}
		}
	}
	return errors.Join(errs...)
}
