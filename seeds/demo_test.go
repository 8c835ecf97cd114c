package seeds

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"pheduyet/internal/proposal"
)

func TestAccountsOfTheContract(t *testing.T) {
	want := strings.Fields(`filer-so-y-te filer-so-cong-thuong filer-so-khcn filer-so-tai-chinh filer-so-nnmt filer-xa-hung-nguyen
		reviewer-so-khcn reviewer2-so-khcn reviewer-so-tai-chinh reviewer-cong-an-tinh reviewer-ubnd-tinh reviewer-to-giup-viec
		head-so-y-te head-so-nnmt head-so-khcn head-so-tai-chinh head-cong-an-tinh head-ubnd-tinh auditor admin`)
	var got []string
	for _, a := range must(t, Accounts) {
		got = append(got, a.Username)
		role, agency, _ := strings.Cut(a.Username, "-")
		role = strings.TrimRight(role, "2")
		if !slices.Contains(a.Roles, proposal.Role(role)) || (agency != "" && a.Agency != agency) {
			t.Errorf("%s: roles %v of %s", a.Username, a.Roles, a.Agency)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestKeepersBelongWhereTheContractSays(t *testing.T) {
	for _, a := range must(t, Accounts) {
		if want := map[string]string{"auditor": "thanh-tra-tinh", "admin": "so-khcn"}[a.Username]; want != "" && a.Agency != want {
			t.Errorf("%s belongs to %s", a.Username, a.Agency)
		}
	}
}

// TestEveryAuthorityHasADecider holds that each authority and substitute of the
// packs in force can act in the demonstration.
func TestEveryAuthorityHasADecider(t *testing.T) {
	for _, p := range must(t, Packs).All() {
		for _, g := range p.Gates {
			for _, authority := range []string{g.Authority, g.Substitute} {
				if authority != "" && !slices.ContainsFunc(must(t, Accounts), func(a Account) bool {
					return proposal.Actor{Agency: a.Agency, Roles: a.Roles, Seats: a.Seats}.Decides(authority)
				}) {
					t.Errorf("%s: nobody decides for %s", g.ID, authority)
				}
			}
		}
	}
}

func TestEnvelopes(t *testing.T) {
	sums := map[string]int64{}
	for _, e := range must(t, Envelopes) {
		sums[fmt.Sprintf("%d %s", e.FiscalYear, e.Source)] = e.AmountVND
		if !e.Illustrative || (e.State == "assigned") != (e.FiscalYear == 2026) || e.Owner != "ubnd-tinh" {
			t.Errorf("%+v", e)
		}
	}
	if len(sums) != 15 {
		t.Errorf("%d envelopes, want five years of three sources", len(sums))
	}
	for key, amount := range sums {
		if small := key == "2028 khac"; small != (amount < 100_000_000_000) {
			t.Errorf("%s holds %d", key, amount)
		}
	}
}

func TestCheckEnvelopesNamesTheFault(t *testing.T) {
	good := must(t, Envelopes)[0]
	tests := []struct {
		name   string
		change func(*Envelope)
		want   string
	}{
		{"owner", func(e *Envelope) { e.Owner = "x" }, "không có cơ quan “x”"},
		{"source", func(e *Envelope) { e.Source = "x" }, "nguồn “x”"},
		{"negative", func(e *Envelope) { e.AmountVND = -1 }, "số tiền"},
		{"state", func(e *Envelope) { e.State = "x" }, "trạng thái"},
		{"date", func(e *Envelope) { e.Document.Date = "2026-02-30" }, "văn bản"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := good
			tt.change(&e)
			if err := checkEnvelopes([]Envelope{e}, ByCode(must(t, Agencies))); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	if err := checkEnvelopes([]Envelope{good, good}, ByCode(must(t, Agencies))); err == nil {
		t.Error("an envelope twice was accepted")
	}
}

func TestCheckAccountsNamesTheFault(t *testing.T) {
	good := must(t, Accounts)[0]
	tests := []struct {
		name   string
		change func(*Account)
		want   string
	}{
		{"name", func(a *Account) { a.Name = "" }, "thiếu tên"},
		{"agency", func(a *Account) { a.Agency = "x" }, "không có cơ quan “x”"},
		{"an ended agency", func(a *Account) { a.Agency = "so-du-lich" }, "không có cơ quan “so-du-lich”"},
		{"seat", func(a *Account) { a.Seats = []string{"so-khcn"} }, "không phải là tổ, hội đồng"},
		{"no role", func(a *Account) { a.Roles = nil }, "chưa có vai trò"},
		{"unknown role", func(a *Account) { a.Roles = []proposal.Role{"king"} }, "“king”"},
		{"an admin who files", func(a *Account) { a.Roles = []proposal.Role{proposal.RoleAdmin, proposal.RoleFiler} }, "không đi cùng"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := good
			tt.change(&a)
			if err := checkAccounts([]Account{a}, ByCode(must(t, Agencies))); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestRawFilesAreThere(t *testing.T) {
	if data := must(t, Profiles); len(data) == 0 {
		t.Error("no profiles")
	}
	if words := must(t, Lexicon); len(words["synonyms"]) == 0 {
		t.Errorf("no synonyms among %d word lists", len(words))
	}
	must(t, Demonstrations)
}

// TestTextIsComposed holds that every file is NFC, so that equal words are equal
// bytes.
func TestTextIsComposed(t *testing.T) {
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(path)
		if err == nil && !norm.NFC.IsNormal(data) {
			t.Errorf("%s is not in NFC", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
