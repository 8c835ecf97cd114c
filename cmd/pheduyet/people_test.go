package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"pheduyet/cmd/internal/app"
	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/postgres"
)

// installation is a migrated database with the shipped registers and nobody in it.
func installation(t *testing.T) (program func(args ...string) (string, error), count func(sql string) int) {
	t.Helper()
	db := testdb.New(t, postgres.Migrate)
	if err := app.LoadSeeds(t.Context(), db.OwnerURL, false); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(t.Context()) })
	getenv := func(name string) string {
		return map[string]string{"MIGRATE_DATABASE_URL": db.OwnerURL, "DATABASE_URL": db.AppURL}[name]
	}
	program = func(args ...string) (string, error) {
		var out strings.Builder
		err := run(t.Context(), args, getenv, &out)
		return out.String(), err
	}
	return program, func(sql string) (n int) {
		t.Helper()
		if err := conn.QueryRow(t.Context(), sql).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
}

func TestTheFirstAdmin(t *testing.T) {
	program, count := installation(t)
	if _, err := program("admin", "create", "Tên Không Hợp Lệ"); err == nil {
		t.Error("a name that is no user name")
	}
	out, err := program("admin", "create", "quan.tri")
	if err != nil || !strings.Contains(out, "quan.tri") || !strings.Contains(out, "-") {
		t.Fatalf("%q, %v", out, err)
	}
	if n := count("SELECT count(*) FROM accounts a JOIN account_roles r ON r.account = a.id JOIN memberships m ON m.account = a.id WHERE r.role = 'admin' AND a.one_time"); n != 1 {
		t.Errorf("%d admins with a one-time password", n)
	}
	if out, err := program("admin", "create", "thu-hai"); err == nil || !strings.Contains(err.Error(), "Đã có quản trị viên") || out != "" {
		t.Errorf("a second first admin: %q, %v", out, err)
	}
	for _, args := range [][]string{{"admin"}, {"admin", "create"}, {"admin", "drop", "x"}, {"import"}, {"import", "people"}, {"import", "accounts"}} {
		if _, err := program(args...); err == nil {
			t.Errorf("%v: accepted", args)
		}
	}
	if n := count("SELECT count(*) FROM ledger_entries WHERE stream = 'people' AND action = 'first_admin_created'"); n != 1 {
		t.Errorf("the ledger tells of it %d times", n)
	}
}

func accountsFile(t *testing.T, n int, change func(lines []string)) string {
	t.Helper()
	lines := []string{"\ufeffusername,name,agency,roles,seats"}
	for i := range n {
		lines = append(lines, fmt.Sprintf("can-bo-%d,Cán bộ %d,so-y-te,filer,", i, i))
	}
	if change != nil {
		change(lines)
	}
	file := filepath.Join(t.TempDir(), "accounts.csv")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\r\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestImportOfAccounts(t *testing.T) {
	program, count := installation(t)
	file := accountsFile(t, 3, nil)
	if out, err := program("import", "accounts", "--dry-run", file); err != nil || !strings.Contains(out, "3 tài khoản") {
		t.Fatalf("dry run: %q, %v", out, err)
	}
	if n := count("SELECT count(*) FROM accounts"); n != 0 {
		t.Fatalf("a dry run made %d accounts", n)
	}
	if out, err := program("import", "accounts", file); err != nil || strings.Contains(out, "can-bo-1") {
		t.Fatalf("%q, %v", out, err)
	}
	secrets, err := os.ReadFile(file + ".passwords")
	if err != nil || strings.Count(string(secrets), "\n") != 4 {
		t.Errorf("the passwords: %q, %v", secrets, err)
	}
	if info, _ := os.Stat(file + ".passwords"); info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the passwords: %v", info.Mode())
	}
	if n := count("SELECT count(*) FROM accounts WHERE one_time"); n != 3 {
		t.Errorf("%d accounts", n)
	}
	// Once more: every name is taken, nothing is written, no file is left.
	again := accountsFile(t, 3, nil)
	out, err := program("import", "accounts", again)
	if err == nil || strings.Count(out, "đã có trong hệ thống") != 3 {
		t.Errorf("%q, %v", out, err)
	}
	if _, err := os.Stat(again + ".passwords"); err == nil {
		t.Error("a refused import left a file of passwords")
	}
}

// Of ten thousand rows with a bad one, none is imported and the bad one is named.
func TestTenThousandRowsAndOneBadLine(t *testing.T) {
	program, count := installation(t)
	file := accountsFile(t, 10_000, func(lines []string) { lines[7000] = "can-bo-x,,so-khong-co,chief,"; lines[9000] = lines[8000] })
	out, err := program("import", "accounts", file)
	if err == nil {
		t.Fatal("imported")
	}
	for _, want := range []string{"dòng 7001, name", "dòng 7001, agency", "dòng 7001, roles", "dòng 9001, username"} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q: %.400s", want, out)
		}
	}
	if n := count("SELECT count(*) FROM accounts"); n != 0 {
		t.Errorf("%d accounts were made", n)
	}
	if out, err := program("import", "accounts", accountsFile(t, 10_000, nil)); err != nil {
		t.Fatalf("%q, %v", out, err)
	}
	if n := count("SELECT count(*) FROM accounts"); n != 10_000 {
		t.Errorf("%d accounts", n)
	}
}
