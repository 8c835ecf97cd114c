package seeds

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/calendar"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

var sixGates = []string{"duplication_check", "ministry_consultation", "technology_review", "budget_allocation", "security_level", "provincial_decision"}

func gateIDs(p process.Pack) []string {
	var ids []string
	for _, g := range p.Gates {
		ids = append(ids, g.ID)
	}
	return ids
}

func TestPackInForceOnADay(t *testing.T) {
	packs := must(t, Packs)
	tests := []struct {
		kind    proposal.Kind
		day     proposal.Date
		id      string
		version proposal.Date
	}{
		{proposal.NewBuild, "2025-08-07", "new-specialised-application", "2025-08-07"},
		{proposal.NewBuild, "2025-12-30", "new-specialised-application", "2025-08-07"},
		{proposal.NewBuild, "2025-12-31", "new-specialised-application", "2025-12-31"},
		{proposal.NewBuild, "2026-03-01", "new-specialised-application", "2026-03-01"},
		{proposal.NewBuild, "2026-07-01", "new-specialised-application", "2026-07-01"},
		{proposal.NewBuild, "2026-08-18", "new-specialised-application", "2026-07-01"},
		{proposal.NewBuild, "2026-11-21", "new-specialised-application", "2026-08-19"},
		{proposal.NewBuild, "2026-11-22", "new-specialised-application", "2026-11-22"},
		{proposal.Upgrade, "2026-11-22", "upgrade-application", "2026-11-22"},
		{proposal.Extension, "2026-11-22", "extend-application", "2026-11-22"},
		{proposal.Lease, "2026-11-22", "lease-service", "2026-11-22"},
	}
	for _, tt := range tests {
		if p, err := packs.Choose(tt.kind, tt.day); err != nil || p.ID != tt.id || p.Version != tt.version {
			t.Errorf("%s on %s: %s@%s, %v", tt.kind, tt.day, p.ID, p.Version, err)
		}
	}
	if _, err := packs.Choose(proposal.NewBuild, "2025-08-06"); err == nil {
		t.Error("a pack is in force before the first one")
	}
	if got := len(packs.All()); got != 12 {
		t.Errorf("%d packs, want 12", got)
	}
}

func TestGatesOfThePacks(t *testing.T) {
	for _, p := range must(t, Packs).All() {
		want := sixGates
		if p.ID == "upgrade-application" {
			want = slices.DeleteFunc(slices.Clone(sixGates), func(g string) bool { return g == "ministry_consultation" })
		}
		if diff := cmp.Diff(want, gateIDs(p)); diff != "" {
			t.Errorf("%s@%s: %s", p.ID, p.Version, diff)
		}
		for i, g := range p.Gates {
			after := []string{}
			if i > 0 {
				after = append(after, p.Gates[i-1].ID)
			}
			if diff := cmp.Diff(after, g.After); diff != "" {
				t.Errorf("%s@%s %s is not strictly after the one before: %s", p.ID, p.Version, g.ID, diff)
			}
			if g.Sign != "officer" || (len(g.Checklist) > 0) != (g.Kind == proposal.KindTechnology) {
				t.Errorf("%s@%s %s: sign %q, %d checklist items", p.ID, p.Version, g.ID, g.Sign, len(g.Checklist))
			}
		}
	}
}

// TestLatestPack holds the numbers and authorities that the province set.
func TestLatestPack(t *testing.T) {
	p, ok := must(t, Packs).Get("new-specialised-application", "2026-11-22")
	if !ok {
		t.Fatal("no pack")
	}
	type row struct {
		Authority, Substitute string
		Days, At3, At5        int
	}
	got := map[string]row{}
	for _, g := range p.Gates {
		got[g.ID] = row{g.Authority, g.Substitute, g.Days(1), g.Days(3), g.Days(5)}
	}
	want := map[string]row{
		"duplication_check":     {"so-khcn", "to-giup-viec", 3, 3, 3},
		"ministry_consultation": {"so-khcn", "to-giup-viec", 23, 23, 23},
		"technology_review":     {"so-khcn", "to-giup-viec", 20, 20, 20},
		"budget_allocation":     {"so-tai-chinh", "to-giup-viec", 10, 10, 10},
		"security_level":        {"cong-an-tinh", "hoi-dong-tham-dinh", 7, 15, 25},
		"provincial_decision":   {"ubnd-tinh", "", 5, 5, 5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	ministry, _ := p.Gate("ministry_consultation")
	if diff := cmp.Diff(&proposal.Stretches{SendDays: 5, ReplyDays: 15, ConfirmDays: 3, RemindAfter: 10, RemindEvery: 5, OwnLetters: 2, ThenSignedBy: "ubnd-tinh"}, ministry.Stretches); diff != "" {
		t.Error(diff)
	}
	security, _ := p.Gate("security_level")
	if security.SupplementDays != 5 || p.ReviewDays != 15 || p.LateEntryDays != 5 {
		t.Errorf("supplement %d, review %d, late %d", security.SupplementDays, p.ReviewDays, p.LateEntryDays)
	}
	if l := p.Level; l.BasicSubjectsForLevel3 != 100_000 || l.SensitiveSubjectsForLevel3 != 10_000 || l.AppraisalFromLevel != 4 || l.ProvinceFromLevel != 3 {
		t.Errorf("level rule %+v", l)
	}
}

func TestChecklistOfTheTechnologyReview(t *testing.T) {
	p, _ := must(t, Packs).Get("new-specialised-application", "2026-08-19")
	g, _ := p.Gate("technology_review")
	if len(g.Checklist) != 12 || g.Checklist[0].ID != "van-ban-de-nghi" {
		t.Errorf("%d items, the first %q", len(g.Checklist), g.Checklist[0].ID)
	}
	for _, item := range g.Checklist {
		if item.Mandatory == (item.ID == "tiep-can-ngon-ngu") {
			t.Errorf("%s: mandatory %v", item.ID, item.Mandatory)
		}
	}
}

func TestLabelsDistinguishAdviceFromDecision(t *testing.T) {
	for _, p := range must(t, Packs).All() {
		for _, g := range p.Gates {
			approve, reject := "Thống nhất", "Không thống nhất"
			if g.Kind == proposal.KindProvincial {
				approve, reject = "Phê duyệt", "Từ chối"
			}
			if g.Labels[proposal.Approve].VI != approve || g.Labels[proposal.Reject].VI != reject || g.Labels[proposal.Return].VI != "Yêu cầu bổ sung, giải trình" {
				t.Errorf("%s@%s %s: %v", p.ID, p.Version, g.ID, g.Labels)
			}
		}
	}
}

// TestEachPeriodCitesItsLaw holds which documents each period's pack cites, and
// which it must not.
func TestEachPeriodCitesItsLaw(t *testing.T) {
	tests := map[proposal.Date]struct{ cites, not string }{
		"2025-08-07": {"3692 73/2019 82/2024 85/2016", "4520 45/2026 331/2026 116/2025"},
		"2025-12-31": {"4520 73/2019 82/2024 85/2016", "3692 45/2026 331/2026 116/2025"},
		"2026-03-01": {"4520 45/2026 85/2016", "3692 73/2019 82/2024 331/2026 116/2025"},
		"2026-07-01": {"4520 45/2026 85/2016 116/2025", "3692 73/2019 331/2026"},
		"2026-08-19": {"4520 45/2026 331/2026 116/2025", "3692 73/2019 85/2016 118/2025"},
		"2026-11-22": {"4520 45/2026 331/2026 116/2025 118/2025", "3692 73/2019 85/2016"},
	}
	for version, tt := range tests {
		p, _ := must(t, Packs).Get("new-specialised-application", version)
		text := string(p.Canonical())
		cited := func(number string) bool {
			for part := range strings.SplitSeq(text, `"document":"`) {
				if name, _, _ := strings.Cut(part, `"`); strings.Contains(name, number) {
					return true
				}
			}
			return false
		}
		for _, n := range strings.Fields(tt.cites) {
			if !cited(n) {
				t.Errorf("%s does not cite %s", version, n)
			}
		}
		for _, n := range strings.Fields(tt.not) {
			if cited(n) {
				t.Errorf("%s cites %s", version, n)
			}
		}
	}
}

func TestAPackThatCitesEndedLawFailsToLoad(t *testing.T) {
	data, err := files.ReadFile("packs/new-specialised-application@2026-08-19.json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := process.Parse([]byte(strings.ReplaceAll(string(data), "NĐ 331/2026/NĐ-CP\"", "NĐ 85/2016/NĐ-CP\"")))
	if err != nil {
		t.Fatal(err)
	}
	err = p.Validate(process.Known{Agencies: ByCode(must(t, Agencies)), Register: must(t, Register)})
	if e, ok := err.(*proposal.Error); !ok || !strings.Contains(e.Message.VI, "“NĐ 85/2016/NĐ-CP” (hiệu lực 2016-07-01 → 2026-08-18) không có hiệu lực") {
		t.Errorf("got %v", err)
	}
}

func TestHolidaysCoverThreeYears(t *testing.T) {
	days, err := calendar.New(must(t, Holidays)...)
	if err != nil {
		t.Fatal(err)
	}
	for year := 2025; year <= 2027; year++ {
		if !days.Covered(year) {
			t.Errorf("%d is not covered", year)
		}
	}
	if ok, why := days.Working(proposal.Date("2026-11-24").Time()); ok || why.Kind != calendar.Holiday {
		t.Errorf("24/11/2026 is %v (%v)", ok, why)
	}
	if ok, _ := days.Working(proposal.Date("2026-08-22").Time()); !ok {
		t.Error("the swapped Saturday 22/8/2026 is not a working day")
	}
}

// TestPacksInForceHaveAClock holds that every gate of the packs in force reminds,
// may pause for a cause and may be extended once.
func TestPacksInForceHaveAClock(t *testing.T) {
	for _, p := range must(t, Packs).All() {
		inForce := p.Version == "2026-11-22"
		if (p.AnswerReminders != nil) != inForce || (p.RemindAt != "") != inForce {
			t.Errorf("%s@%s: reminds at %q, of answers %+v", p.ID, p.Version, p.RemindAt, p.AnswerReminders)
		}
		for _, g := range p.Gates {
			if (g.Reminders != nil) != inForce || (len(g.Pauses) > 0) != inForce || (g.Extension != nil) != inForce {
				t.Errorf("%s@%s %s: %+v, %d pauses, %+v", p.ID, p.Version, g.ID, g.Reminders, len(g.Pauses), g.Extension)
			}
			if inForce && (g.Extension.Times != 1 || g.Reminders.BeforeDays[0] >= g.Days(1)) {
				t.Errorf("%s@%s %s: extended %d times, first reminded %d days before of %d", p.ID, p.Version, g.ID, g.Extension.Times, g.Reminders.BeforeDays[0], g.Days(1))
			}
		}
	}
}

// What follows an approval is there in every pack of today, and each of it says
// on what it rests.
func TestPacksOfTodaySayWhatFollowsAnApproval(t *testing.T) {
	ids := map[string]bool{}
	for _, p := range must(t, Packs).All() {
		if p.Version < "2026-11-22" {
			if p.Life != nil {
				t.Errorf("%s@%s was released without obligations", p.ID, p.Version)
			}
			continue
		}
		if p.Life == nil || p.Life.BeginWithinDays == 0 || p.Life.Reminders == nil {
			t.Errorf("%s@%s asks nothing after an approval", p.ID, p.Version)
			continue
		}
		for _, o := range p.Life.Obligations {
			ids[o.ID] = true
		}
	}
	for _, id := range []string{"level_dossier", "v_apex", "lgsp", "kpi_feed", "four_layers", "progress_report", "security_report"} {
		if !ids[id] {
			t.Errorf("no obligation %s", id)
		}
	}
}
