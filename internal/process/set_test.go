package process_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

func version(t testing.TB, id, from, to string, kinds ...any) process.Pack {
	p := small(t)
	p["id"], p["version"], p["effective_from"], p["effective_to"], p["kinds"] = id, from, from, to, kinds
	return parse(t, p)
}

func TestNewSetRefuses(t *testing.T) {
	tests := []struct {
		name  string
		packs []process.Pack
		want  string
	}{
		{"a version twice", []process.Pack{version(t, "a", "2026-01-01", "", "new_build"), version(t, "a", "2026-01-01", "", "new_build")}, "a@2026-01-01: Phiên bản này có hai lần"},
		{"an overlap", []process.Pack{version(t, "a", "2026-01-01", "2026-03-31", "new_build"), version(t, "a", "2026-03-31", "", "new_build")}, "a@2026-01-01: Trùng thời gian"},
		{"two ids for one kind", []process.Pack{version(t, "a", "2026-01-01", "", "lease", "upgrade"), version(t, "b", "2026-01-01", "", "upgrade")}, "cho cùng loại “upgrade”"},
		{"a gap", []process.Pack{version(t, "a", "2026-01-01", "2026-03-30", "new_build"), version(t, "a", "2026-04-01", "", "new_build")}, "a@2026-01-01: Phải kết thúc ngay trước"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := process.NewSet(tt.packs...); !strings.Contains(vietnamese(err), tt.want) {
				t.Errorf("got %q, want %q", vietnamese(err), tt.want)
			}
		})
	}
}

func TestChoose(t *testing.T) {
	set, err := process.NewSet(
		version(t, "new", "2026-04-01", "", "new_build"),
		version(t, "new", "2026-01-01", "2026-03-31", "new_build"),
		version(t, "rent", "2026-02-01", "", "lease"),
	)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		kind proposal.Kind
		day  proposal.Date
		want string
	}{
		{proposal.NewBuild, "2026-01-01", "2026-01-01"},
		{proposal.NewBuild, "2026-03-31", "2026-01-01"},
		{proposal.NewBuild, "2026-04-01", "2026-04-01"},
		{proposal.NewBuild, "2030-01-01", "2026-04-01"},
		{proposal.Lease, "2026-02-01", "2026-02-01"},
		{proposal.Lease, "2026-01-31", ""},
		{proposal.NewBuild, "2025-12-31", ""},
		{proposal.Upgrade, "2026-04-01", ""},
	}
	for _, tt := range tests {
		p, err := set.Choose(tt.kind, tt.day)
		if string(p.Version) != tt.want || (tt.want == "") != (proposal.CodeOf(err) == proposal.CodeNotFound && err != nil) {
			t.Errorf("%s on %s: got %q (%v), want %q", tt.kind, tt.day, p.Version, err, tt.want)
		}
	}
	if p, ok := set.InForce("new", "2026-02-01"); !ok || p.Version != "2026-01-01" {
		t.Errorf("in force: %v %v", p.Version, ok)
	}
	if _, ok := set.Get("new", "2026-01-02"); ok {
		t.Error("found a version that is not there")
	}
	if got := set.All(); len(got) != 3 || got[0].Version != "2026-01-01" || got[2].ID != "rent" {
		t.Errorf("all: %v", got)
	}
}

func TestPacksAreImmutable(t *testing.T) {
	first := version(t, "a", "2026-01-01", "2026-06-30", "new_build")
	set, err := process.NewSet(first)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := set.With(first); err != nil || again != set {
		t.Errorf("the same content: %v", err)
	}
	if _, err := set.With(version(t, "a", "2026-01-01", "2026-07-31", "new_build")); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("other content: got %v, want a conflict", err)
	}
	larger, err := set.With(version(t, "a", "2026-07-01", "", "new_build"))
	if err != nil || len(larger.All()) != 2 || len(set.All()) != 1 {
		t.Errorf("a next version: %v", err)
	}
}

func TestAtMostOnePackIsInForce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		day := rapid.Custom(func(t *rapid.T) string {
			return string(proposal.DateOf(proposal.Date("2026-01-01").Time().AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "day"))))
		})
		var packs []process.Pack
		for _, id := range []string{"a", "b", "c"}[:rapid.IntRange(1, 3).Draw(rt, "packs")] {
			packs = append(packs, version(t, id, day.Draw(rt, "from"), day.Draw(rt, "to"), "new_build"))
		}
		set, err := process.NewSet(packs...)
		if err != nil {
			return
		}
		on, n := proposal.Date(day.Draw(rt, "on")), 0
		for _, p := range packs {
			if !on.Before(p.EffectiveFrom) && !on.After(p.EffectiveTo) {
				n++
			}
		}
		if _, err := set.Choose(proposal.NewBuild, on); n > 1 || (n == 1) != (err == nil) {
			rt.Fatalf("%d packs in force, chosen: %v", n, err)
		}
	})
}

// A new version ends the one without a last day, whose file stays as it is; and
// what is added is not seen by who holds the smaller set.
func TestANewVersionEndsTheOpenOne(t *testing.T) {
	first := version(t, "a", "2026-01-01", "", "new_build")
	set, err := process.NewSet(first)
	if err != nil {
		t.Fatal(err)
	}
	larger, err := set.With(version(t, "a", "2026-07-01", "", "new_build"))
	if err != nil {
		t.Fatal(vietnamese(err))
	}
	for day, want := range map[proposal.Date]proposal.Date{"2026-06-30": "2026-01-01", "2026-07-01": "2026-07-01", "2030-01-01": "2026-07-01"} {
		if p, err := larger.Choose(proposal.NewBuild, day); err != nil || p.Version != want {
			t.Errorf("on %s: %s, %v", day, p.Version, err)
		}
	}
	old, _ := larger.Get("a", "2026-01-01")
	if old.EffectiveTo != "2026-06-30" || old.Hash != first.Hash {
		t.Errorf("the former version ends %q, hash changed %v", old.EffectiveTo, old.Hash != first.Hash)
	}
	if p, _ := set.Get("a", "2026-01-01"); p.EffectiveTo != "" {
		t.Errorf("the smaller set's version ends %q", p.EffectiveTo)
	}
	if again, err := larger.With(first); err != nil || again != larger {
		t.Errorf("the ended version once more: %v", err)
	}
}
