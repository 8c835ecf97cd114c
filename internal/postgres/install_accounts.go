package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/password"
	"pheduyet/internal/people"
	"pheduyet/internal/proposal"
)

// installing opens the database as its owner: who sets an installation up does
// alone what later takes two, and the ledger says that the system did it.
func installing(ctx context.Context, ownerURL string, do func(s *Store, t tx) error) error {
	s, err := Open(ctx, ownerURL)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.inTx(ctx, func(t tx) error {
		if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext('pheduyet accounts'))"); err != nil {
			return err
		}
		return do(s, t)
	})
}

// CreateAdmin makes the first admin, of the agency that decides the duplication
// check, and gives the one-time password. Where there is an admin it is a
// conflict: further ones are changes by two.
func CreateAdmin(ctx context.Context, ownerURL, username string) (secret string, err error) {
	secret = people.OneTimePassword()
	err = installing(ctx, ownerURL, func(s *Store, t tx) error {
		var there bool
		err := t.QueryRow(ctx, "SELECT EXISTS (SELECT FROM account_roles r JOIN accounts a ON a.id = r.account WHERE r.role = 'admin' AND r.valid_to IS NULL AND a.disabled_at IS NULL)").Scan(&there)
		if err != nil {
			return err
		}
		if there {
			return proposal.Errorf(proposal.CodeConflict, "Đã có quản trị viên; tài khoản khác do quản trị viên đề nghị và người thứ hai xác nhận.", "There is an admin already; further accounts are proposed by an admin and confirmed by a second person.")
		}
		agency, err := s.keeperAgency(ctx, t)
		if err != nil {
			return err
		}
		a := people.Account{Username: username, Name: username, Agency: agency, Roles: []proposal.Role{proposal.RoleAdmin}}
		reg, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		if bad := people.CheckRows([]people.Row{{Line: 1, Account: a}}, reg.lookUp, taken(ctx, t, []string{username}), proposal.DateOf(t.now)); len(bad) > 0 {
			return &proposal.Error{Code: proposal.CodeInvalid, Message: bad[0].Message}
		}
		b := &batch{at: t}
		id := queueAccount(b, a, password.HashRandom(secret))
		if err := b.send(ctx); err != nil {
			return err
		}
		return s.appendStream(ctx, t, streamPeople, proposal.Actor{}, "admin/"+id, proposal.Event{Action: "first_admin_created", ByRule: true, Data: accountTold{
			Account: id, Username: username, Agency: agency, Roles: a.Roles,
		}})
	})
	return secret, err
}

// keeperAgency is the agency that runs the check and with it this system.
func (s *Store) keeperAgency(ctx context.Context, t tx) (string, error) {
	reg, err := s.registers(ctx, t)
	if err != nil {
		return "", err
	}
	pack, err := reg.packs.Choose(proposal.NewBuild, proposal.DateOf(t.now))
	if err != nil {
		return "", err
	}
	for _, g := range pack.Gates {
		if g.Kind == proposal.KindDuplication {
			return g.Authority, nil
		}
	}
	return "", errors.New("the process in force has no duplication check; load the seeds first (migrate)")
}

func (r *registers) lookUp(code string) (proposal.Agency, bool) {
	a, ok := r.agencies[code]
	return a, ok
}

// taken tells which of some user names are in use.
func taken(ctx context.Context, t tx, names []string) func(string) bool {
	used := sync.OnceValue(func() map[string]bool {
		all := map[string]bool{}
		rows, err := t.Query(ctx, "SELECT username FROM accounts WHERE username = ANY ($1)", names)
		if err != nil {
			return all
		}
		found, _ := pgx.CollectRows(rows, pgx.RowTo[string])
		for _, n := range found {
			all[n] = true
		}
		return all
	})
	return func(name string) bool { return used()[name] }
}

// Imported is an account of a file with its one-time password.
type Imported struct {
	Username, Name, Agency, Secret string
}

// ImportAccounts makes the accounts of a file, all or none: with any fault nothing
// is written and every bad line is named. A dry run writes nothing and makes no
// passwords.
func ImportAccounts(ctx context.Context, ownerURL string, rows []people.Row, dry bool) ([]Imported, []people.LineFault, error) {
	var made []Imported
	var bad []people.LineFault
	err := installing(ctx, ownerURL, func(s *Store, t tx) error {
		reg, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		names := make([]string, len(rows))
		for i, r := range rows {
			names[i] = r.Username
		}
		bad = people.CheckRows(rows, reg.lookUp, taken(ctx, t, names), proposal.DateOf(t.now))
		if len(bad) > 0 || dry {
			return nil
		}
		made, err = s.importAccounts(ctx, t, rows)
		return err
	})
	if err != nil {
		return nil, bad, err
	}
	return made, bad, nil
}

func (s *Store) importAccounts(ctx context.Context, t tx, rows []people.Row) ([]Imported, error) {
	made := make([]Imported, len(rows))
	told := make([]accountTold, len(rows))
	b := &batch{at: t}
	for i, r := range rows {
		secret := people.OneTimePassword()
		id := queueAccount(b, r.Account, password.HashRandom(secret))
		made[i] = Imported{r.Username, r.Name, r.Agency, secret}
		told[i] = accountTold{Account: id, Username: r.Username, Name: r.Name, Agency: r.Agency, Roles: r.Roles, Seats: r.Seats, From: r.From}
	}
	if err := b.send(ctx); err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	hash, err := keepDocument(ctx, t, told)
	if err != nil {
		return nil, err
	}
	return made, s.appendStream(ctx, t, streamPeople, proposal.Actor{}, "accounts/"+newID(), proposal.Event{Action: "accounts_imported", ByRule: true, Data: struct {
		Accounts int    `json:"accounts"`
		SHA256   string `json:"sha256"`
	}{len(rows), hash}})
}
