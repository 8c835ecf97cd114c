package people

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func known(code string) (proposal.Agency, bool) {
	a, ok := map[string]proposal.Agency{
		"so-y-te": {Code: "so-y-te", Kind: proposal.KindDepartment}, "to-giup-viec": {Code: "to-giup-viec", Kind: proposal.KindCouncil},
		"so-cu": {Code: "so-cu", Kind: proposal.KindDepartment, To: "2025-02-28"}, "bo-y-te": {Code: "bo-y-te", Kind: proposal.KindMinistry},
	}[code]
	return a, ok
}

func free(string) bool { return false }

func TestAFileOfAccounts(t *testing.T) {
	for name, text := range map[string]string{
		"plain":         "username,name,agency,roles\nan.nv,Nguyễn Văn An,so-y-te,filer;reviewer\n",
		"BOM and CRLF":  "\ufeffusername,name,agency,roles\r\nan.nv,Nguyễn Văn An,so-y-te,filer reviewer\r\n",
		"semicolons":    "name;roles;agency;username\n\"Nguyễn Văn An\";\"filer|reviewer\";so-y-te; an.nv\n",
		"decomposed":    "username,name,agency,roles\nan.nv,Nguyễn Văn An,so-y-te,filer reviewer\n",
		"more columns":  "username,name,agency,roles,seats,email,from\nan.nv,Nguyễn Văn An,so-y-te,filer reviewer,,,\n",
		"capital heads": "Username,NAME,agency,roles\nan.nv,Nguyễn Văn An,so-y-te,filer reviewer",
	} {
		rows, bad := ReadFile([]byte(text))
		want := []Row{{2, Account{Username: "an.nv", Name: "Nguyễn Văn An", Agency: "so-y-te", Roles: []proposal.Role{"filer", "reviewer"}}}}
		for i := range rows {
			if len(rows[i].Seats) == 0 {
				rows[i].Seats = nil
			}
		}
		if d := cmp.Diff(want, rows); d != "" || len(bad) > 0 {
			t.Errorf("%s: %v %s", name, bad, d)
		}
		if bad := CheckRows(rows, known, free, "2026-11-22"); len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "no header": "an,An,so-y-te,filer\n", "a column missing": "username,name,roles\n", "a column twice": "username,name,agency,roles,name\n",
		"not UTF-8": "username,name,agency,roles\nan,\xff\xfe,so-y-te,filer\n", "a broken quotation": "username,name,agency,roles\nan,\"An,so-y-te,filer\n",
		"a short line": "username,name,agency,roles\nan,An,so-y-te\n",
	} {
		if _, bad := ReadFile([]byte(text)); len(bad) == 0 {
			t.Errorf("%s: read without a fault", name)
		}
	}
}

// Every bad line is named, by its number and field.
func TestEveryBadLineIsNamed(t *testing.T) {
	rows, bad := ReadFile([]byte(strings.Join([]string{
		"username,name,agency,roles,seats",
		"an,Nguyễn An,so-y-te,filer,",
		"Bình,Bình,so-y-te,filer,",
		"chi,,so-y-te,filer,",
		"dung,Dũng,so-la,filer,",
		"em,Em,so-cu,filer,",
		"gia,Gia,so-y-te,chief,",
		"ha,Hà,so-y-te,admin;filer,",
		"an,An khác,so-y-te,filer,",
		"khanh,Khánh,so-y-te,filer,so-y-te",
		"lan,Lan,bo-y-te,filer,",
		"minh,Minh,so-y-te,,",
		"taken,Minh,so-y-te,filer,",
	}, "\n")))
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	got := map[int]string{}
	for _, f := range CheckRows(rows, known, func(u string) bool { return u == "taken" }, "2026-11-22") {
		got[f.Line] = f.Field
		if !strings.HasPrefix(f.Error(), fmt.Sprintf("dòng %d", f.Line)) {
			t.Errorf("told as %q", f)
		}
	}
	want := map[int]string{3: "username", 4: "name", 5: "agency", 6: "agency", 7: "roles", 8: "roles", 9: "username", 10: "seats", 11: "agency", 12: "roles", 13: "username"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func FuzzReadFile(f *testing.F) {
	f.Add([]byte("\ufeffusername,name,agency,roles\nan,An,so-y-te,filer\n"))
	f.Add([]byte("a;b\n\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, bad := ReadFile(data)
		for _, r := range rows {
			if r.Line < 2 {
				t.Errorf("a row on line %d", r.Line)
			}
		}
		for _, b := range bad {
			if b.Message.VI == "" {
				t.Errorf("a fault without a message: %+v", b)
			}
		}
	})
}

func TestWhoIsTheSecond(t *testing.T) {
	head := proposal.Actor{Account: "h", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleHead}}
	admin := proposal.Actor{Account: "a", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleAdmin}}
	officer := proposal.Actor{Account: "o", Agency: "so-y-te", Roles: []proposal.Role{proposal.RoleReviewer}}
	for _, c := range []struct {
		name    string
		who     proposal.Actor
		subject Subject
		may     bool
	}{
		{"the head of the agency", head, Subject{"x", "so-y-te", false}, true},
		{"the head of another", head, Subject{"x", "so-noi-vu", false}, false},
		{"an admin for an officer", admin, Subject{"x", "so-y-te", false}, false},
		{"an officer", officer, Subject{"x", "so-y-te", false}, false},
		{"an admin for a head", admin, Subject{"x", "so-y-te", true}, true},
		{"a head for a head", head, Subject{"x", "so-y-te", true}, false},
		{"a head's own", head, Subject{"h", "so-y-te", false}, false},
		{"an admin's own", admin, Subject{"a", "so-khcn", true}, false},
	} {
		if err := CanBeSecond(c.who, c.subject); (err == nil) != c.may {
			t.Errorf("%s: %v, want %v", c.name, err, c.may)
		}
	}
}

func TestPasswords(t *testing.T) {
	if a, b := OneTimePassword(), OneTimePassword(); a == b || len(a) != 23 {
		t.Errorf("%q, %q", a, b)
	}
	for chosen, good := range map[string]bool{"ngắn": false, "mat-khau-cu-1": false, "toi-la-an.nv-day": false, "một câu dễ nhớ": true} {
		if bad := CheckPassword("an.nv", "mat-khau-cu-1", chosen); (len(bad) == 0) != good {
			t.Errorf("%q: %v", chosen, bad)
		}
	}
}
