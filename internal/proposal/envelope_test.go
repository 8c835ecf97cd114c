package proposal

import "testing"

func TestOutgrown(t *testing.T) {
	key := EnvelopeKey{2026, "chi-thuong-xuyen", "ubnd-tinh"}
	for name, tt := range map[string]struct {
		acts  func(*flow)
		key   EnvelopeKey
		want  string
		tells string
	}{
		"reserved, and the next gate open": {func(f *flow) { f.to("level") }, key,
			"dup:passed/1 ministry:passed/1 tech:passed/1 money:open/2 level:pending/2 province:pending/1", "reservation_outgrown money, gate_reopened money"},
		"the next gate waits for the filer": {func(f *flow) { f.to("level"); f.decide("level", returning()) }, key,
			"dup:passed/1 ministry:passed/1 tech:passed/1 money:open/2 level:returned/1 province:pending/1", "reservation_outgrown money, gate_reopened money"},
		"nothing reserved yet": {func(f *flow) { f.to("money") }, key,
			"dup:passed/1 ministry:passed/1 tech:passed/1 money:open/1 level:pending/1 province:pending/1", ""},
		"another envelope": {func(f *flow) { f.to("level") }, EnvelopeKey{2030, "khac", "ubnd-tinh"},
			"dup:passed/1 ministry:passed/1 tech:passed/1 money:passed/1 level:open/1 province:pending/1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := filed(t, standard())
			tt.acts(f)
			if r := f.Standing.Reserved; len(r) > 0 && tt.key == key {
				tt.key = r[0].EnvelopeKey
			}
			before, looked := f.Case, frozen(f.Case)
			got := f.Outgrown(tt.key, at(f.now))
			f.events = nil
			if len(got.Events) > 0 {
				f.take(got, nil)
			}
			if f.states() != tt.want || f.actions() != tt.tells {
				t.Errorf("got %s, %s\nwant %s, %s", f.states(), f.actions(), tt.want, tt.tells)
			}
			for _, r := range f.Standing.Reserved {
				if tt.tells != "" && r.EnvelopeKey == tt.key {
					t.Errorf("%+v is still held", r)
				}
			}
			if frozen(before) != looked {
				t.Error("the case it came from changed")
			}
		})
	}
}

func TestEnvelopesAreTheBudgetAuthoritys(t *testing.T) {
	for name, tt := range map[string]struct {
		a    Actor
		want bool
	}{
		"its reviewer":     {Actor{Agency: "so-tai-chinh", Roles: []Role{RoleReviewer}}, true},
		"its head":         {Actor{Agency: "so-tai-chinh", Roles: []Role{RoleHead}}, true},
		"its filer":        {Actor{Agency: "so-tai-chinh", Roles: []Role{RoleFiler}}, false},
		"another reviewer": {Actor{Agency: "so-khcn", Roles: []Role{RoleReviewer}}, false},
		"its successor's":  {Actor{Agency: "so-moi", Inherits: []string{"so-tai-chinh"}, Roles: []Role{RoleHead}}, true},
	} {
		if err := CanSetEnvelope(tt.a, []string{"so-tai-chinh"}); (err == nil) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnEndedOwnerHasNoEnvelope(t *testing.T) {
	amount := int64(0)
	in := EnvelopeEntry{Owner: "xa-cu", AmountVND: &amount, Document: Document{Date: "2026-01-01"}}
	if err := in.Check(&Agency{Code: "xa-cu", Kind: KindCommune, To: "2026-10-05"}, 0, "2026-10-05"); err != nil {
		t.Errorf("on its last day: %v", err)
	}
	if err := in.Check(&Agency{Code: "xa-cu", Kind: KindCommune, To: "2026-10-04"}, 0, "2026-10-05"); CodeOf(err) != CodeInvalid {
		t.Errorf("after it: %v", err)
	}
}
