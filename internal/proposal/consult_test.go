package proposal

import (
	"strings"
	"testing"
	"time"
)

func TestRecordingPapers(t *testing.T) {
	letter := func(l Letter) Consultation { return Consultation{Letter: &l} }
	reply := func(r Reply) Consultation { return Consultation{Reply: &r} }
	today, tomorrow := DateOf(noon), DateOf(noon.AddDate(0, 0, 1))
	tests := []struct {
		name string
		in   Consultation
		want string
	}{
		{"nothing", Consultation{}, "letter"},
		{"both", Consultation{Letter: &Letter{}, Reply: &Reply{}}, "letter"},
		{"a letter to the line ministry", letter(Letter{Date: today}), ""},
		{"to another one", letter(Letter{To: "bo-cong-an", Date: "2025-01-01", AttachmentID: scan}), ""},
		{"to nobody known", letter(Letter{To: "?", Date: today}), "letter.to"},
		{"of tomorrow", letter(Letter{Date: tomorrow}), "letter.date"},
		{"with an unknown scan", letter(Letter{Date: today, AttachmentID: "?"}), "letter.attachment_id"},
		{"classified", letter(Letter{Date: today, Classified: true}), ""},
		{"classified with a scan", letter(Letter{Date: today, AttachmentID: scan, Classified: true}), "letter.attachment_id"},
		{"a reply", reply(Reply{Date: "2026-10-01", Position: Agree}), ""},
		{"on the letter's day", reply(Reply{Date: "2026-09-20", Position: Disagree}), ""},
		{"older than its letter", reply(Reply{Date: "2026-09-19", Position: Agree}), "reply.date"},
		{"of tomorrow", reply(Reply{Date: tomorrow, Position: Agree}), "reply.date"},
		{"without a letter", reply(Reply{From: "bo-cong-an", Date: today, Position: Agree}), "reply.from"},
		{"with conditions not stated", reply(Reply{Date: today, Position: AgreeWithConditions}), "reply.conditions"},
		{"with conditions", reply(Reply{Date: today, Position: AgreeWithConditions, Conditions: []string{"x"}}), ""},
		{"agreeing with conditions stated", reply(Reply{Date: today, Position: Agree, Conditions: []string{"x"}}), "reply.conditions"},
		{"asking with conditions stated", reply(Reply{Date: today, Position: AsksForMore, Conditions: []string{"x"}}), "reply.conditions"},
		{"classified, its conditions unsaid", reply(Reply{Date: today, Position: AgreeWithConditions, Classified: true}), ""},
		{"classified, its conditions said", reply(Reply{Date: today, Position: AgreeWithConditions, Classified: true, Conditions: []string{"x"}}), "reply.conditions"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := &flow{t: t, Case: draft(), now: noon}
			f.letter("bo-y-te", "2026-09-20")
			was := frozen(f.Case)
			after, err := f.Consult(tt.in, at(noon))
			if got := strings.TrimPrefix(faultsOf(err), "invalid "); got != tt.want {
				t.Errorf("faults %q, want %q", got, tt.want)
			}
			if frozen(f.Case) != was {
				t.Error("recording changed the case it started from")
			}
			if err == nil && len(after.Events) != 1 {
				t.Errorf("events %+v", after.Events)
			}
		})
	}
}

// What is recorded long after its date says so, and knows its scan.
func TestLateEntry(t *testing.T) {
	f := &flow{t: t, Case: draft(), now: noon}
	f.letter("", "2026-09-20")
	f.take(f.Consult(Consultation{Reply: &Reply{Number: "2/CV", Date: "2026-10-04", Position: Agree, AttachmentID: scan}}, at(f.now)))
	letter, reply, paper := f.Standing.Letters[0], f.Standing.Replies[0], f.events[0].Documents[0]
	if letter.To != "bo-y-te" || !letter.Late || reply.From != "bo-y-te" || reply.Late || paper.SHA256 != "abc" {
		t.Errorf("letter %+v, reply %+v, paper %+v", letter, reply, paper)
	}
}

// The consultation's deadline is that of the stretch that runs, and changes with
// what is recorded.
func TestStretches(t *testing.T) {
	type act func(f *flow)
	letter := func(to string, date Date) act { return func(f *flow) { f.letter(to, date) } }
	reply := func(from string, date Date, position string) act {
		return func(f *flow) { f.reply(from, date, position) }
	}
	// The gate opens on 05/10; every act takes place a day later.
	tests := []struct {
		name   string
		before []act // in the draft, on 03/10 and later
		after  []act // from 06/10 on
		days   int
		from   Date
	}{
		{name: "the letter is to be sent", days: 5, from: "2026-10-05"},
		{name: "the reply counts from the letter", after: []act{letter("bo-y-te", "2026-10-06")}, days: 15, from: "2026-10-06"},
		{name: "a letter older than the filing", before: []act{letter("bo-y-te", "2026-09-01")}, days: 15, from: "2026-09-01"},
		{name: "both from the draft", before: []act{letter("bo-y-te", "2026-09-01"), reply("bo-y-te", "2026-09-20", Agree)}, days: 3, from: "2026-10-05"},
		{name: "confirmed from the recording of the reply", before: []act{letter("bo-y-te", "2026-09-01")}, after: []act{reply("bo-y-te", "2026-09-20", Agree)}, days: 3, from: "2026-10-06"},
		{name: "a disagreement is to be confirmed too", after: []act{letter("bo-y-te", "2026-10-05"), reply("bo-y-te", "2026-10-06", Disagree)}, days: 3, from: "2026-10-07"},
		{name: "more is asked: a letter is to be sent", after: []act{letter("bo-y-te", "2026-10-05"), reply("bo-y-te", "2026-10-06", AsksForMore)}, days: 5, from: "2026-10-07"},
		{name: "asked again", after: []act{letter("bo-y-te", "2026-10-05"), reply("bo-y-te", "2026-10-06", AsksForMore), letter("bo-y-te", "2026-10-07")}, days: 15, from: "2026-10-07"},
		{name: "only another ministry was asked", after: []act{letter("bo-cong-an", "2026-10-05")}, days: 5, from: "2026-10-05"},
		{name: "the older letter of two", after: []act{letter("bo-y-te", "2026-10-06"), letter("bo-cong-an", "2026-10-04")}, days: 15, from: "2026-10-04"},
		{name: "the other letter still waits", after: []act{letter("bo-y-te", "2026-10-06"), letter("bo-cong-an", "2026-10-04"), reply("bo-cong-an", "2026-10-08", Agree)}, days: 15, from: "2026-10-06"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := &flow{t: t, Case: draft(), now: noon.AddDate(0, 0, -2)}
			for _, act := range tt.before {
				act(f)
			}
			f.now = noon
			f.submit(standard())
			f.screen()
			for i, act := range tt.after {
				f.now = noon.AddDate(0, 0, i+1)
				g, _ := f.Gate("ministry")
				was := g.Deadline.DueAt
				act(f)
				g, _ = f.Gate("ministry")
				if changed := strings.Contains(f.actions(), "deadline_changed ministry"); changed == g.Deadline.DueAt.Equal(was) {
					t.Errorf("act %d: events %s, due %s then %s", i, f.actions(), was, g.Deadline.DueAt)
				}
			}
			g, _ := f.Gate("ministry")
			due := at(noon).Due(tt.from.Time(), tt.days).DueAt
			if d := g.Deadline; d.Days != tt.days || DateOf(d.From) != tt.from || !d.DueAt.Equal(due) {
				t.Errorf("deadline %+v, want %d days from %s", g.Deadline, tt.days, tt.from)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for d, want := range map[Date]bool{"2026-02-28": true, "2026-02-31": false, "": false, "31/02/2026": false} {
		if d.Valid() != want || d.Time().IsZero() == want {
			t.Errorf("%q: valid %v, time %v", d, d.Valid(), d.Time())
		}
	}
	if got := DateOf(time.Date(2026, 10, 4, 17, 30, 0, 0, time.UTC)); got != "2026-10-05" {
		t.Errorf("half past midnight in Việt Nam falls on %s", got)
	}
	if !Date("2026-01-01").Before("2026-01-02") || !Date("2026-01-02").After("2026-01-01") || Date("2026-01-01").After("2026-01-01") {
		t.Error("days are out of order")
	}
}
