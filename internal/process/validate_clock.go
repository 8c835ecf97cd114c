package process

import (
	"fmt"
	"slices"
	"time"

	"pheduyet/internal/proposal"
)

// clock holds what moves a gate's deadline: reminders, pauses, extension.
func (c *check) clock(field string, g proposal.GateRule) {
	c.reminders(field+".reminders", g.Reminders)
	seen := map[string]bool{}
	for i, p := range g.Pauses {
		at := fmt.Sprintf("%s.pauses[%d]", field, i)
		if !slug.MatchString(p.ID) || seen[p.ID] {
			c.add(at+".id", "Mã lý do tạm dừng “%s” không hợp lệ hoặc có hai lần.", "The pause's id “%s” is not valid or there twice.", p.ID)
		}
		seen[p.ID] = true
		c.text(at+".text", p.Text)
		c.citation(at+".citation", p.Citation)
	}
	if e := g.Extension; e != nil {
		if e.Times < 1 {
			c.add(field+".extension.times", "Số lần gia hạn phải lớn hơn 0.", "The number of extensions must be above 0.")
		}
		c.positive(field+".extension.max_days", e.MaxDays)
		c.citations(field+".extension.citations", e.Citations)
	}
}

// reminders holds that each comes nearer to the due day than the one before, and
// that whoever is informed exists.
func (c *check) reminders(field string, r *proposal.Reminders) {
	if r == nil {
		return
	}
	for i, days := range r.BeforeDays {
		if days < 1 || (i > 0 && days >= r.BeforeDays[i-1]) {
			c.add(fmt.Sprintf("%s.before_days[%d]", field, i), "Các ngày nhắc trước hạn phải lớn hơn 0 và giảm dần.", "The days before must be above 0 and descend.")
		}
	}
	c.positive(field+".after_days", r.AfterDays)
	if r.RepeatDays < 0 {
		c.add(field+".repeat_days", "Số ngày không được âm.", "The days must not be negative.")
	}
	for i, code := range r.Inform {
		c.agency(fmt.Sprintf("%s.inform[%d]", field, i), code)
	}
	c.citations(field+".citations", r.Citations)
}

// remindAt holds that a pack that reminds says at what time of day.
func (c *check) remindAt() {
	reminds := c.pack.AnswerReminders != nil ||
		slices.ContainsFunc(c.pack.Gates, func(g proposal.GateRule) bool { return g.Reminders != nil })
	if c.pack.RemindAt == "" && !reminds {
		return
	}
	if _, err := time.Parse("15:04", c.pack.RemindAt); err != nil {
		c.add("remind_at", "Giờ nhắc “%s” phải có dạng 07:30.", "The time of reminders “%s” must have the form 07:30.", c.pack.RemindAt)
	}
}

// letters holds that who signs reminder letters to the ministry is known.
func (c *check) letters(field string, s proposal.Stretches) {
	if s.OwnLetters < 0 || (s.OwnLetters == 0) != (s.ThenSignedBy == "") {
		c.add(field+".own_letters", "Phải nêu cả số công văn nhắc do cơ quan đề xuất ký và cơ quan ký các công văn sau.", "State both how many reminder letters the filing agency signs and who signs the later ones.")
	}
	if s.ThenSignedBy != "" {
		c.agency(field+".then_signed_by", s.ThenSignedBy)
	}
}

// presentClock turns absent lists of a gate's clock into empty ones.
func presentClock(g *proposal.GateRule) {
	presentReminders(g.Reminders)
	if g.Extension != nil {
		g.Extension.Citations = orEmpty(g.Extension.Citations)
	}
}

func presentReminders(r *proposal.Reminders) {
	if r == nil {
		return
	}
	r.BeforeDays, r.Inform, r.Citations = orEmpty(r.BeforeDays), orEmpty(r.Inform), orEmpty(r.Citations)
}
