package proposal

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// someSecurity draws security facts, some of them missing.
func someSecurity(t *rapid.T) *Security {
	count := func(name string) *int64 {
		return rapid.SampledFrom([]*int64{nil, new(int64(0)), new(int64(9_999)), new(int64(10_000)), new(int64(100_000))}).Draw(t, name)
	}
	return &Security{
		Audience:             rapid.SampledFrom([]string{"", "internal", "public"}).Draw(t, "audience"),
		Information:          rapid.SampledFrom([]string{"", "public", "restricted", "personal"}).Draw(t, "information"),
		Infrastructure:       rapid.SampledFrom([]string{"", "none", "one_agency", "shared"}).Draw(t, "infrastructure"),
		PersonalDataSubjects: count("personal"), SensitiveDataSubjects: count("sensitive"),
		HandlesTTHC: rapid.SampledFrom([]*bool{nil, new(false), new(true)}).Draw(t, "tthc"),
	}
}

// A fact made graver never lowers the level, and every level has its reasons.
func TestGraverFactsNeverLowerTheLevel(t *testing.T) {
	rule := standard().Level
	rapid.Check(t, func(t *rapid.T) {
		s := someSecurity(t)
		was, reasons := rule.RequiredLevel(s)
		if was < 1 || was > 3 || len(reasons) == 0 {
			t.Fatalf("level %d because of %v", was, reasons)
		}
		graver := *s
		switch rapid.IntRange(0, 4).Draw(t, "made graver") {
		case 0:
			graver.Audience = "public"
		case 1:
			graver.Infrastructure = "shared"
		case 2:
			graver.HandlesTTHC = new(true)
		case 3:
			graver.PersonalDataSubjects = new(int64(1_000_000))
		case 4:
			graver.Information = "personal"
		}
		known := s.Audience != "" && s.Infrastructure != "" && s.HandlesTTHC != nil && s.PersonalDataSubjects != nil && s.Information != ""
		if is, _ := rule.RequiredLevel(&graver); known && is < was {
			t.Fatalf("%d becomes %d", was, is)
		}
	})
}

// Papers are judged by their dates, in whatever order they are recorded.
func TestOrderOfRecordingDoesNotMatter(t *testing.T) {
	days := []Date{"2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-05", "2026-09-06"}
	rapid.Check(t, func(t *rapid.T) {
		var letters []RecordedLetter
		var replies []RecordedReply
		for _, d := range days {
			if rapid.Bool().Draw(t, "a letter") {
				letters = append(letters, RecordedLetter{Letter: Letter{To: "bo-y-te", Date: d}, At: noon})
			} else {
				p := rapid.SampledFrom([]string{Agree, Disagree, AsksForMore}).Draw(t, "position")
				replies = append(replies, RecordedReply{Reply: Reply{From: "bo-y-te", Date: d, Position: p}, At: noon})
			}
		}
		inOrder := Case{Standing: Standing{Letters: letters, Replies: replies}}
		shuffled := Case{Standing: Standing{Letters: rapid.Permutation(letters).Draw(t, "letters"), Replies: rapid.Permutation(replies).Draw(t, "replies")}}
		want, got := inOrder.exchange("bo-y-te"), shuffled.exchange("bo-y-te")
		if want.letter != got.letter || want.reply.Date != got.reply.Date || want.final() != got.final() {
			t.Fatalf("in order %+v, else %+v", want, got)
		}
		if last := len(replies) > 0 && replies[len(replies)-1].Date == days[5]; got.answered() != last {
			t.Fatalf("answered %v, the last paper a reply %v", got.answered(), last)
		}
	})
}

// A signing capacity is valid exactly where its parts are a subsequence of those
// that there are, and its normal form says the same.
func TestCapacityForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"TM.", "Q.", "KT.", "TL.", "TUQ.", "PP."}), 0, 4).Draw(t, "parts")
		s := strings.Join(parts, rapid.SampledFrom([]string{"", " ", "  "}).Draw(t, "between"))
		normal := NormalCapacity(s)
		if normal != strings.Join(parts, " ") || NormalCapacity(normal) != normal || ValidCapacity(s) != ValidCapacity(normal) {
			t.Fatalf("%q is written %q", s, normal)
		}
		rest := parts
		for _, c := range capacities {
			if len(rest) > 0 && rest[0] == c {
				rest = rest[1:]
			}
		}
		if ValidCapacity(s) != (len(rest) == 0) {
			t.Fatalf("%q valid: %v", s, ValidCapacity(s))
		}
	})
}

// What changed from a to b changed from b to a, and nothing from a to a.
func TestChangedIsSymmetric(t *testing.T) {
	some := rapid.Custom(func(t *rapid.T) Facts {
		f := full()
		f.Name = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "name")
		f.Users = rapid.SampledFrom([][]string{nil, {}, {"x"}, {"x", "y"}}).Draw(t, "users")
		f.Security = someSecurity(t)
		f.ArchitectureLayer = rapid.SampledFrom([]*int{nil, new(1), new(2)}).Draw(t, "layer")
		return f
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := some.Draw(t, "a"), some.Draw(t, "b")
		if d := cmp.Diff(Changed(a, b), Changed(b, a)); d != "" || Changed(a, a) != nil {
			t.Fatalf("from a to a %v, there and back %s", Changed(a, a), d)
		}
	})
}

// A whole life told event by event: beside one another, returned, narrowed,
// accepted, approved.
func TestOneLifeInEvents(t *testing.T) {
	f := filed(t, parallel())
	var told []string
	note := func() { told = append(told, f.actions()) }
	act := func(gate string, d Decision) { f.decide(gate, d); note() }
	note()
	f.screen()
	note()
	act("level", f.good(KindSecurity))
	f.letter("bo-y-te", DateOf(f.now))
	note()
	f.reply("bo-y-te", DateOf(f.now), AgreeWithConditions, "Kết nối LGSP")
	note()
	act("ministry", withConditions(f.good(KindConsultation), "Kết nối LGSP"))
	act("legal", returning())
	act("tech", f.good(KindTechnology))
	f.submit(parallel(), Answer{"legal-1-1", "Đã nêu"})
	note()
	short(f)
	note()
	act("legal", f.good(KindReview))
	f.take(f.Accept(Acceptance{Accepted: true}, at(f.now)))
	note()
	act("province", f.good(KindProvincial))
	want := []string{
		"submitted, gate_opened dup, gate_opened level, gate_opened legal",
		"screened dup, decided dup, gate_opened ministry",
		"decided level",
		"letter_recorded, deadline_changed ministry",
		"reply_recorded, deadline_changed ministry",
		"decided ministry, gate_opened tech",
		"decided legal, returned legal",
		"decided tech, gate_opened money",
		"resubmitted, gate_reopened legal",
		"decided money, money_reserved",
		"decided legal, gate_opened province",
		"amount_accepted",
		"decided province, money_committed, approved",
	}
	if d := cmp.Diff(want, told); d != "" {
		t.Error(d)
	}
	if got := f.Standing.Level; got != 2 || !slices.ContainsFunc(f.Standing.Conditions, func(c StandingCondition) bool { return c.Text == "Kết nối LGSP" }) {
		t.Errorf("level %d, conditions %+v", got, f.Standing.Conditions)
	}
	if draft().Reopens() != nil {
		t.Error("a draft has nothing to reopen")
	}
}
