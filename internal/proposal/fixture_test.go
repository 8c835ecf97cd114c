package proposal

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// noon is when acts happen unless a test says otherwise: a Monday.
var noon = time.Date(2026, 10, 5, 12, 0, 0, 0, Zone)

const (
	scan    = "0197a000-0000-7000-8000-000000000001"
	billion = 1_000_000_000
)

// at is the environment of an act: days are counted as calendar days, and a
// document older than five days is late.
func at(now time.Time) Env {
	return Env{
		Now: now,
		Due: func(from time.Time, days int, pauses ...Pause) Deadline {
			y, m, d := from.In(Zone).AddDate(0, 0, days+pausedDays(pauses)).Date()
			return Deadline{Days: days, From: from, DueAt: time.Date(y, m, d, 23, 59, 59, 0, Zone)}
		},
		Workday: func(t time.Time, n int) time.Time { return DateOf(t).Time().AddDate(0, 0, n) },
		Late:    func(d Date) bool { return d.Time().Before(now.AddDate(0, 0, -6)) },
		Entry: func(id string) (Entry, bool) {
			i := slices.IndexFunc(entries, func(e Entry) bool { return e.ID == id })
			if i < 0 {
				return Entry{}, false
			}
			return entries[i], true
		},
		Agency: func(code string) (Agency, bool) {
			a, ok := agencies[code]
			return a, ok
		},
	}
}

// pausedDays are the days of the pauses that have ended.
func pausedDays(pauses []Pause) int {
	n := 0
	for _, p := range pauses {
		if p.To != nil {
			n += int(DateOf(*p.To).Time().Sub(DateOf(p.From).Time()).Hours() / 24)
		}
	}
	return n
}

var agencies = map[string]Agency{
	"so-y-te": {Code: "so-y-te", Kind: KindDepartment}, "so-khcn": {Code: "so-khcn", Kind: KindDepartment},
	"so-cu": {Code: "so-cu", Kind: KindDepartment, To: "2025-12-31"}, "so-sap-het": {Code: "so-sap-het", Kind: KindDepartment, To: "2026-12-31"},
	"ubnd-tinh": {Code: "ubnd-tinh", Kind: KindPeople}, "to-giup-viec": {Code: "to-giup-viec", Kind: KindCouncil},
	"bo-y-te": {Code: "bo-y-te", Kind: KindMinistry}, "bo-cong-an": {Code: "bo-cong-an", Kind: KindMinistry},
}

var entries = []Entry{
	{ID: "N01", Name: "Nền tảng quốc gia", State: EntryInUse, Shared: true},
	{ID: "R01", Name: "Hệ thống riêng", Owner: "so-cong-thuong", State: EntryInUse, Provinces: true},
	{ID: "P01", Name: "Hệ thống dự kiến", Owner: "so-y-te", State: EntryPlanned, Provinces: true},
	{ID: "P02", Name: "Chưa rõ", Owner: "so-y-te", State: EntryUnknown, Provinces: true},
	{ID: "P03", Name: "Dự kiến của sở khác", Owner: "so-khcn", State: EntryPlanned, Provinces: true},
	{ID: "U01", Name: "Đang dùng", Owner: "so-y-te", State: EntryInUse, Provinces: true},
	{ID: "X01", Name: "Tỉnh khác", State: EntryPlanned, Reference: true, Provinces: true},
	{ID: "N02", Name: "Nền tảng dự kiến", State: EntryPlanned, Shared: true},
}

// standard is a process like the shipped ones: six gates, one after another.
func standard() Rules {
	r := Rules{
		ReviewDays: 15, LateEntryDays: 5,
		Level: LevelRule{BasicSubjectsForLevel3: 100_000, SensitiveSubjectsForLevel3: 10_000, AppraisalFromLevel: 4, ProvinceFromLevel: 3, PrimeMinisterLevel: 5},
		Reopens: []Reopening{
			{"name", []string{"dup"}}, {"functions", []string{"dup", "ministry", "tech"}}, {"line_ministry", []string{"ministry"}},
			{"legal_basis", []string{"tech"}}, {"budget", []string{"money"}}, {"security", []string{"level"}},
		},
	}
	before := []string{}
	for _, g := range []GateRule{
		{ID: "dup", Kind: KindDuplication, Authority: "so-khcn", Substitute: "to-giup-viec", WorkingDays: 3, Citations: []Citation{{Document: "KH 651"}}},
		{ID: "ministry", Kind: KindConsultation, Authority: "so-khcn", Substitute: "to-giup-viec", WorkingDays: 23, Consulted: "line_ministry", Stretches: &Stretches{SendDays: 5, ReplyDays: 15, ConfirmDays: 3}},
		{ID: "tech", Kind: KindTechnology, Authority: "so-khcn", Substitute: "to-giup-viec", WorkingDays: 20, Checklist: checklist},
		{ID: "money", Kind: KindBudget, Authority: "so-tai-chinh", Substitute: "to-giup-viec", WorkingDays: 10},
		{ID: "level", Kind: KindSecurity, Authority: "cong-an-tinh", Substitute: "hoi-dong", WorkingDays: 7, WorkingDaysWhen: []DaysWhen{{4, 25}, {3, 15}}},
		{ID: "province", Kind: KindProvincial, Authority: "ubnd-tinh", WorkingDays: 5, Capacities: []string{"", "TM.", "TM. KT."}},
	} {
		g.After = before
		r.Gates, before = append(r.Gates, g), []string{g.ID}
	}
	return r
}

var checklist = []ChecklistItem{{ID: "layers", Text: Text{"Bốn lớp", "Four layers"}, Mandatory: true}, {ID: "access", Text: Text{"Tiếp cận", "Accessibility"}}}

// parallel puts the level and a review of the pack's own beside the others: all
// three branches start at the submission and meet at the province.
func parallel() Rules {
	r := standard()
	for i := range r.Gates {
		switch g := &r.Gates[i]; g.ID {
		case "level":
			g.After = []string{}
		case "province":
			g.After = []string{"money", "level", "legal"}
		}
	}
	review := GateRule{ID: "legal", Kind: KindReview, Authority: "so-tu-phap", WorkingDays: 4, After: []string{}, Checklist: checklist[:1]}
	r.Gates = slices.Insert(r.Gates, 5, review)
	return r
}

func full() Facts {
	return Facts{
		Kind: NewBuild, Name: "Quản lý tiêm chủng", Summary: "Tóm tắt", Functions: []string{"Tra cứu"}, Sector: "Y tế", LineMinistry: "bo-y-te",
		Scope: ScopeProvince, Users: []string{"Cán bộ y tế"}, ArchitectureLayer: new(3), ExpectedCompletion: "2027-12-31",
		Budget:   []BudgetLine{{2027, "chi-thuong-xuyen", 5 * billion}, {2028, "chi-thuong-xuyen", 2 * billion}},
		Security: secure(),
	}
}

// secure are complete security facts of a level 2 system.
func secure() *Security {
	return &Security{ProposedLevel: new(2), Audience: "internal", Information: "restricted", Infrastructure: "none",
		PersonalDataSubjects: new(int64(0)), SensitiveDataSubjects: new(int64(0)), HandlesTTHC: new(false), StateSecret: new(false)}
}

// draft is a complete draft of Sở Y tế; changes are made to its facts.
func draft(changes ...func(*Facts)) Case {
	f := full()
	for _, change := range changes {
		change(&f)
	}
	return Case{
		Progress: Progress{ID: "p", Status: Draft, Agency: "so-y-te", DraftedAt: noon.AddDate(0, 0, -7)}, Number: "DX-2026-000001", Facts: f,
		FilingKind: KindDepartment, Attachments: []Attachment{{ID: scan, Kind: "letter", SHA256: "abc"}},
		Envelopes: []EnvelopeKey{{2027, "chi-thuong-xuyen", "ubnd-tinh"}, {2028, "chi-thuong-xuyen", "ubnd-tinh"}, {2027, "khac", "ubnd-tinh"}},
	}
}

func filing(r Rules) Filing {
	return Filing{Process: PackRef{ID: "new", Version: "2026-08-19"}, Rules: r, Parties: Parties{Agencies: []string{"so-y-te", "trung-tam"}, Conflicted: []string{"so-y-te"}, Persons: []string{"an"}}}
}

// flow drives a case through acts that must succeed.
type flow struct {
	t interface {
		Helper()
		Fatalf(format string, args ...any)
	}
	Case
	now    time.Time
	events []Event // of the last act
}

func filed(t *testing.T, r Rules, changes ...func(*Facts)) *flow {
	t.Helper()
	f := &flow{t: t, Case: draft(changes...), now: noon}
	f.submit(r)
	return f
}

func (f *flow) take(t Transition, err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatalf("refused: %v", faultsOf(err))
	}
	f.Case, f.events = t.Case, t.Events
	f.now = f.now.Add(time.Hour)
}

func (f *flow) submit(r Rules, answers ...Answer) {
	f.t.Helper()
	f.take(f.Submit(Submission{Answers: answers}, filing(r), at(f.now)))
}

func (f *flow) screen(matches ...Match) {
	f.t.Helper()
	s := Screening{Verdict: ClearByRule, Note: "không tìm thấy", Revision: f.Revision, Matches: matches}
	if len(matches) > 0 {
		s.Verdict = "review"
	}
	f.take(f.Screened("dup", s, at(f.now)))
}

// consult records a letter to the ministry and its reply.
func (f *flow) consult(position string, conditions ...string) {
	f.t.Helper()
	f.letter("bo-y-te", DateOf(f.now))
	f.reply("bo-y-te", DateOf(f.now), position, conditions...)
}

func (f *flow) letter(to string, date Date) {
	f.t.Helper()
	f.take(f.Consult(Consultation{Letter: &Letter{To: to, Number: "1/CV", Date: date}}, at(f.now)))
}

func (f *flow) reply(from string, date Date, position string, conditions ...string) {
	f.t.Helper()
	f.take(f.Consult(Consultation{Reply: &Reply{From: from, Number: "2/CV", Date: date, Position: position, Conditions: conditions}}, at(f.now)))
}

func (f *flow) decide(gate string, d Decision) {
	f.t.Helper()
	f.take(f.Decide(gate, d, at(f.now)))
}

// to passes the gates of the standard order before the one named.
func (f *flow) to(gate string) *flow {
	f.t.Helper()
	for _, g := range f.Gates {
		if g.ID == gate {
			break
		}
		f.pass(g.ID)
	}
	return f
}

// pass decides a gate with all that its kind asks for.
func (f *flow) pass(gate string) {
	f.t.Helper()
	g, _ := f.Gate(gate)
	switch g.Kind {
	case KindDuplication:
		f.screen()
		return
	case KindConsultation:
		f.consult(Agree)
	}
	f.decide(gate, f.good(g.Kind))
}

// good is a plain approval that a gate of a kind accepts.
func (f *flow) good(kind GateKind) Decision {
	d := Decision{Outcome: Approve, Documents: []Document{paper()}}
	switch kind {
	case KindTechnology:
		d.Details.Checklist = []CheckAnswer{{Item: "layers", Answer: "yes"}, {Item: "access", Answer: "no"}}
	case KindReview:
		d.Details.Checklist = []CheckAnswer{{Item: "layers", Answer: "n/a"}}
	case KindConsultation:
		d.Reason = "Ý kiến của Bộ vẫn bao quát."
	case KindBudget:
		d.Details.Allocations = slices.Clone(f.stated().Budget)
	case KindSecurity:
		d.Details.Level = new(2)
	case KindProvincial:
		d.Details.Signatory, d.Details.Capacity = "Nguyễn Văn A", "TM. KT."
	}
	return d
}

func paper() Document {
	return Document{Number: "12/SKHCN", Date: DateOf(noon), Title: "V/v ý kiến", Signatory: "Trần B"}
}

// returning asks the filer for one thing.
func returning() Decision {
	return Decision{Outcome: Return, Reason: "Chưa rõ", Items: []ItemRequest{{Text: "Nêu rõ"}}}
}

func rejecting() Decision {
	return Decision{Outcome: Reject, Reason: "Không phù hợp", Citations: []Citation{{Document: "KH 651"}}, Documents: []Document{paper()}}
}

// withConditions turns an approval into one with a condition.
func withConditions(d Decision, texts ...string) Decision {
	d.Outcome, d.Reason = ApproveWithConditions, "Có điều kiện"
	for _, text := range texts {
		d.Conditions = append(d.Conditions, Condition{Text: text, Owner: "so-y-te", Due: "2027-06-30"})
	}
	return d
}

// states writes the gates as "dup:passed/1 …".
func (f *flow) states() string {
	var out []string
	for _, g := range f.Gates {
		out = append(out, fmt.Sprintf("%s:%s/%d", g.ID, g.State, g.Round))
	}
	return strings.Join(out, " ")
}

func (f *flow) actions() string {
	var out []string
	for _, e := range f.events {
		out = append(out, strings.TrimSuffix(e.Action+" "+e.Gate, " "))
	}
	return strings.Join(out, ", ")
}

// faultsOf writes an error as its code and the fields at fault.
func faultsOf(err error) string {
	if err == nil {
		return ""
	}
	e := err.(*Error)
	out := []string{string(e.Code)}
	for _, f := range e.Fields {
		if !slices.Contains(out, f.Field) {
			out = append(out, f.Field)
		}
	}
	return strings.Join(out, " ")
}

// frozen is the whole case as JSON, to see whether it changed.
func frozen(c Case) string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	return string(b)
}
