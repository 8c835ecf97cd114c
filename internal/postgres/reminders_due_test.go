package postgres

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pheduyet/internal/calendar"
	"pheduyet/internal/proposal"
)

// holidays loads the shipped holidays, Tết among them.
func (y *year) holidays() {
	y.t.Helper()
	names, err := filepath.Glob("../../seeds/holidays/*.json")
	if err != nil || len(names) == 0 {
		y.t.Fatal("no holidays", err)
	}
	s := Seeds{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			y.t.Fatal(err)
		}
		loaded, err := calendar.ParseYear(name, data)
		if err != nil {
			y.t.Fatal(err)
		}
		s.Years = append(s.Years, loaded)
	}
	if err := LoadSeeds(y.t.Context(), y.ownerURL, s, false); err != nil {
		y.t.Fatal(err)
	}
}

// happening is an event of the ledger as the simulation reads it.
type happening struct {
	at           time.Time
	action, gate string
	data         struct {
		Deadline  proposal.Deadline `json:"deadline"`
		Of        string            `json:"of"`
		Scheduled time.Time         `json:"scheduled"`
	}
}

func (y *year) events(id string) []happening {
	y.t.Helper()
	trace, err := y.Trace(y.t.Context(), id)
	if err != nil {
		y.t.Fatal(err)
	}
	var out []happening
	for _, e := range trace.Events {
		t := happening{at: e.At, action: e.Action, gate: e.Gate}
		if err := json.Unmarshal(e.Data, &struct{ Data any }{&t.data}); err != nil {
			continue // the data of other acts have other shapes
		}
		out = append(out, t)
	}
	return out
}

func keyOf(gate, of string, at time.Time) string {
	return gate + " " + of + " " + at.In(proposal.Zone).Format(time.RFC3339)
}

// given counts the reminders that were recorded.
func (y *year) given(id string) map[string]int {
	got := map[string]int{}
	for _, e := range y.events(id) {
		switch e.action {
		case "reminded", "escalated", "letter_drafted", "answer_overdue":
			got[keyOf(e.gate, e.data.Of, e.data.Scheduled)]++
		}
	}
	return got
}

// expected says by the calendar alone which reminders fell due: from what the
// ledger tells of when a gate's time began, until when, and when it was returned
// and answered.
func (y *year) expected(id string) map[string]int {
	y.t.Helper()
	reg, err := y.registers(y.t.Context(), y.pool)
	if err != nil {
		y.t.Fatal(err)
	}
	m := due{days: reg.days, rules: y.kase(id).Rules, want: map[string]int{}, running: map[string]proposal.Deadline{}, since: map[string]time.Time{}}
	for _, e := range y.events(id) {
		switch e.action {
		case "gate_opened", "gate_reopened", "deadline_changed":
			m.end(e.gate, e.at)
			m.running[e.gate], m.since[e.gate] = e.data.Deadline, e.at
		case "decided", "withdrawn", "resubmitted", "rejected":
			for gate := range m.running {
				if e.gate == "" || e.gate == gate {
					m.end(gate, e.at)
				}
			}
		case "returned":
			m.running[e.gate], m.since[e.gate] = proposal.Deadline{Stretch: proposal.OfAnswer, DueAt: m.days.Due(e.at, m.rules.AnswerDays).DueAt}, e.at
		}
	}
	return m.want
}

// due is the model: it knows the calendar and the pack, and nothing of how the
// product schedules.
type due struct {
	days    *calendar.Days
	rules   proposal.Rules
	want    map[string]int
	running map[string]proposal.Deadline
	since   map[string]time.Time
}

// end lists what fell due while a gate's time ran.
func (m *due) end(gate string, until time.Time) {
	d, ran := m.running[gate]
	if !ran {
		return
	}
	rule, _ := m.rules.Gate(gate)
	of, r := proposal.OfDeadline, rule.Reminders
	if d.Stretch == proposal.OfAnswer {
		of, r = proposal.OfAnswer, m.rules.AnswerReminders
	}
	for _, day := range m.onDays(d, r, rule.Stretches, until) {
		at := day.Add(7*time.Hour + 30*time.Minute)
		if at.After(m.since[gate]) && at.Before(until) {
			m.want[keyOf(gate, of, at)]++
		}
	}
	delete(m.running, gate)
}

// onDays walks the calendar day by day and picks those on which a reminder is
// due.
func (m *due) onDays(d proposal.Deadline, r *proposal.Reminders, s *proposal.Stretches, until time.Time) []time.Time {
	var out []time.Time
	from := d.DueAt.AddDate(0, -2, 0)
	for day := midnight(from); day.Before(until); day = day.AddDate(0, 0, 1) {
		if ok, _ := m.days.Working(day); !ok {
			continue
		}
		left := m.days.Between(day, d.DueAt) // working days to the due day, negative after it
		if d.Stretch == proposal.StretchReply {
			gone := m.days.Between(d.From, day)
			if gone >= s.RemindAfter && (gone-s.RemindAfter)%s.RemindEvery == 0 {
				out = append(out, day)
			}
			continue
		}
		late := -left - r.AfterDays
		before := false
		for _, n := range r.BeforeDays {
			before = before || left == n
		}
		if before || left == 0 || late == 0 || late > 0 && late%r.RepeatDays == 0 {
			out = append(out, day)
		}
	}
	return out
}

func midnight(t time.Time) time.Time {
	y, m, d := t.In(proposal.Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, proposal.Zone)
}

// delivered has the outbox delivered by senders that are killed meanwhile, and
// counts the letters that arrive.
func (y *year) delivered() {
	y.t.Helper()
	got, server := mailbox(y.t.(*testing.T))
	const told = "SELECT event_key FROM ledger_entries WHERE action IN ('reminded', 'escalated', 'letter_drafted', 'answer_overdue')"
	if n := y.count("SELECT count(*) FROM (" + told + ") r WHERE NOT EXISTS (SELECT FROM outbox WHERE cause = r.event_key)"); n > 0 {
		y.t.Errorf("nobody is told of %d reminders", n)
	}
	reminders, rows := y.count("SELECT count(*) FROM outbox WHERE cause IN ("+told+")"), y.count("SELECT count(*) FROM outbox")
	now, killed := inNovember.AddDate(5, 0, 0), 0
	y.Now = func() time.Time { return now }
	for within, left := time.Duration(rows)*time.Millisecond, 6; left >= 0; left-- {
		if left == 0 {
			within = 0 // the last is left to finish
		}
		if answer, err := y.ask(Job{Do: "deliver", Port: server.Port}, within); err != nil {
			killed++
		} else if answer.Failed != "" {
			y.t.Fatal(answer.Failed)
		}
		now = now.Add(lease)
	}
	ids := map[string]int{}
	for _, l := range got.Letters() {
		ids[l.MessageID]++
	}
	sent := y.count("SELECT count(*) FROM outbox WHERE state = 'sent'")
	y.t.Logf("%d letters to people, %d of them reminders; senders killed %d: %d letters arrived under %d Message-IDs, %d kept as sent",
		rows, reminders, killed, len(got.Letters()), len(ids), sent)
	if len(ids) != rows || sent != rows || len(got.Letters()) > rows+killed || killed == 0 {
		y.t.Errorf("%d letters under %d ids, %d sent, of %d rows", len(got.Letters()), len(ids), sent, rows)
	}
}
