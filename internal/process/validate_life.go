package process

import (
	"fmt"
	"slices"
	"time"

	"pheduyet/internal/proposal"
)

// life holds what is asked after approval.
func (c *check) life() {
	l := c.pack.Life
	if l == nil {
		return
	}
	if l.BeginWithinDays < 0 {
		c.add("life.begin_within_days", "Số ngày không được âm.", "The days must not be negative.")
	}
	c.citations("life.citations", l.Citations)
	c.reminders("life.reminders", l.Reminders)
	seen := map[string]bool{}
	for i, o := range l.Obligations {
		field := fmt.Sprintf("life.obligations[%d]", i)
		if !slug.MatchString(o.ID) || seen[o.ID] {
			c.add(field+".id", "Mã nghĩa vụ “%s” không hợp lệ hoặc có hai lần.", "The obligation's id “%s” is not valid or there twice.", o.ID)
		}
		seen[o.ID] = true
		c.obligation(field, o)
	}
}

func (c *check) obligation(field string, o proposal.ObligationRule) {
	c.text(field+".title", o.Title)
	c.text(field+".text", o.Text)
	if o.Owner != proposal.OwnerFilingAgency {
		c.agency(field+".owner", o.Owner)
	}
	for name, gate := range map[string]string{"agrees": o.Agrees, "left_by": o.LeftBy} {
		if _, ok := c.pack.Gate(gate); gate != "" && !ok {
			c.add(field+"."+name, "Không có bước “%s”.", "There is no gate “%s”.", gate)
		}
	}
	if !slices.Contains([]string{proposal.StartsAtApproval, proposal.StartsAtAccepting}, o.Starts) {
		c.add(field+".starts", "Thời điểm bắt đầu “%s” phải là approval hoặc acceptance.", "The start “%s” must be approval or acceptance.", o.Starts)
	}
	if o.BeforeOperation && o.Starts != proposal.StartsAtApproval {
		c.add(field+".starts", "Việc phải xong trước khi vận hành bắt đầu từ khi phê duyệt.", "What comes before operation starts at the approval.")
	}
	if o.LevelAtLeast < 0 || o.LevelAtLeast > 5 {
		c.add(field+".level_at_least", "Cấp độ phải từ 0 đến 5.", "The level must be 0 to 5.")
	}
	c.citations(field+".citations", o.Citations)
	c.when(field, o)
}

// when holds that days have a unit and that a day of the year is one.
func (c *check) when(field string, o proposal.ObligationRule) {
	known := slices.Contains([]string{proposal.WorkingDays, proposal.CalendarDays}, o.Unit)
	switch {
	case o.EachYear != "":
		if _, err := time.Parse("01-02", o.EachYear); err != nil {
			c.add(field+".each_year", "Ngày “%s” phải có dạng MM-DD.", "The day “%s” must have the form MM-DD.", o.EachYear)
		}
		if o.Days != 0 || o.Unit != "" {
			c.add(field+".days", "Nghĩa vụ theo ngày cố định hằng năm không kèm số ngày.", "What is due on a day of every year has no number of days.")
		}
	case o.Days != 0 || o.Unit != "":
		c.positive(field+".days", o.Days)
		if !known {
			c.add(field+".unit", "Đơn vị “%s” phải là working_days hoặc calendar_days.", "The unit “%s” must be working_days or calendar_days.", o.Unit)
		}
	case !o.BeforeOperation:
		c.add(field+".days", "Phải có thời hạn, trừ việc phải xong trước khi vận hành.", "A term is needed, unless it is due before operation.")
	}
}

// presentLife turns absent lists into empty ones.
func presentLife(l *proposal.LifeRules) {
	if l == nil {
		return
	}
	presentReminders(l.Reminders)
	l.Citations, l.Obligations = orEmpty(l.Citations), orEmpty(l.Obligations)
	for i := range l.Obligations {
		l.Obligations[i].Citations = orEmpty(l.Obligations[i].Citations)
	}
}
