package api

import (
	"time"

	"pheduyet/internal/proposal"
)

// deadlineView is a due time and why it is that one ("vì sao hạn này"): so many
// working days from the day after OpenedAt, leaving out Skipped and Paused.
// FirstDueAt is the due time before any extension, LateDays the working days past
// it. Recounted are the due times that it had until the calendar or the process
// had it counted anew.
type deadlineView struct {
	WorkingDays int            `json:"working_days"`
	Days        int            `json:"days"`
	From        string         `json:"from"`
	OpenedAt    string         `json:"opened_at"`
	DueAt       string         `json:"due_at"`
	FirstDueAt  string         `json:"first_due_at"`
	LateDays    int            `json:"late_days"`
	Provisional bool           `json:"provisional"`
	Stretch     *string        `json:"stretch"`
	Holder      *string        `json:"holder"`
	StoppedAt   *string        `json:"stopped_at"`
	Paused      []pauseView    `json:"paused"`
	Skipped     []skippedView  `json:"skipped"`
	Extended    *extendedView  `json:"extended"`
	Recounted   []pastDueView  `json:"recounted"`
	Cites       []citationView `json:"cites"`
}

// pauseView is a span in which the clock stood still; To is null while it lasts.
type pauseView struct {
	Cause    string        `json:"cause"`
	Text     *string       `json:"text"`
	From     string        `json:"from"`
	To       *string       `json:"to"`
	Reason   *string       `json:"reason"`
	Note     *string       `json:"note"`
	Document *documentView `json:"document"`
}

// pastDueView is a due time that held until then.
type pastDueView struct {
	DueAt string `json:"due_at"`
	Until string `json:"until"`
}

// skippedView is a day that was not counted, and why in words.
type skippedView struct {
	Date       proposal.Date `json:"date"`
	Why        string        `json:"why"`
	Kind       string        `json:"kind"`
	Provenance *string       `json:"provenance"`
}

// extendedView is more time given (phiếu xin lỗi và hẹn lại).
type extendedView struct {
	Days     int           `json:"days"`
	At       string        `json:"at"`
	Reason   *string       `json:"reason"`
	Document *documentView `json:"document"`
}

// deadline shows a deadline with what it rests on.
func (v viewer) deadline(d proposal.Deadline, cites []proposal.Citation) deadlineView {
	out := deadlineView{
		WorkingDays: d.Days, Days: d.Days, From: timeView(d.From), OpenedAt: timeView(d.From), DueAt: timeView(d.DueAt),
		FirstDueAt: timeView(d.DueAt), LateDays: d.LateDays, Provisional: d.Provisional,
		Stretch: orNull(d.Stretch), Holder: orNull(d.Holder), StoppedAt: viewTime(d.StoppedAt),
		Recounted: each(d.Before, func(h proposal.Held) pastDueView { return pastDueView{timeView(h.DueAt), timeView(h.Until)} }),
		Skipped:   each(d.Skipped, v.skipped), Cites: each(cites, viewCitation),
	}
	if d.FirstDueAt != nil {
		out.FirstDueAt = timeView(*d.FirstDueAt)
	}
	out.Paused = each(d.Paused, func(p proposal.Pause) pauseView {
		return pauseView{Cause: p.Cause, From: timeView(p.From), To: viewTime(p.To)}
	})
	if e := d.Extended; e != nil {
		out.Days += e.Days
		out.Extended = &extendedView{Days: e.Days, At: timeView(e.At)}
	}
	return out
}

// tell adds what was said for a gate's pauses and extension.
func (v viewer) tell(c proposal.Case, g proposal.Gate, d *deadlineView) {
	rule, _ := c.Rules.Gate(g.ID)
	for i := range d.Paused {
		p := &d.Paused[i]
		for _, cause := range rule.Pauses {
			if cause.ID == p.Cause {
				p.Text = orNull(cause.Text.In(v.lang))
			}
		}
	}
	if v.access == proposal.AccessRegister {
		return
	}
	for _, said := range c.Standing.Pauses {
		for i := range d.Paused {
			if p := &d.Paused[i]; said.Gate == g.ID && said.Round == g.Round && timeView(said.From) == p.From {
				p.Reason, p.Note, p.Document = orNull(said.Reason), orNull(said.Note), optional(said.Document, viewDocument)
			}
		}
	}
	for _, said := range c.Standing.Extensions {
		if d.Extended != nil && said.Gate == g.ID && said.Round == g.Round {
			d.Extended.Reason, d.Extended.Document = orNull(said.Reason), optional(said.Document, viewDocument)
		}
	}
}

// weekdays are the days of a weekend in words.
var weekdays = map[time.Weekday]proposal.Text{
	time.Saturday: proposal.T("Thứ Bảy", "Saturday"),
	time.Sunday:   proposal.T("Chủ nhật", "Sunday"),
}

// kinds of day in words, where the holiday data give no name.
var dayKinds = map[string]proposal.Text{
	"holiday":     proposal.T("Nghỉ lễ", "Holiday"),
	"substitute":  proposal.T("Nghỉ bù", "Day off in lieu"),
	"swapped_off": proposal.T("Nghỉ hoán đổi", "Swapped day off"),
	"paused":      proposal.T("Tạm dừng", "Paused"),
}

func (v viewer) skipped(s proposal.SkippedDay) skippedView {
	out := skippedView{Date: s.Date, Why: s.Name, Kind: s.Why, Provenance: orNull(s.Grade)}
	if out.Why == "" {
		out.Why = dayKinds[s.Why].In(v.lang)
	}
	if name, ok := weekdays[s.Date.Time().Weekday()]; ok && s.Why == "weekend" {
		out.Why = name.In(v.lang)
	}
	return out
}
