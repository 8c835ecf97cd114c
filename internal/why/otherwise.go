package why

import (
	"strings"
	"time"

	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
)

// consent is the last requirement wherever a person decides.
func (r Round) consent() proposal.Requirement {
	passes := r.Decision.Outcome.Passes()
	because := plain(r.Decision.Reason)
	if r.Decision.Reason == "" {
		because = proposal.T("Không nêu lý do khác.", "No other reason is given.")
	}
	return proposal.Requirement{
		Text:    proposal.T("%[1]s thống nhất", "%[1]s agrees", r.Office),
		Else:    proposal.T("%[1]s không thống nhất", "%[1]s does not agree", r.Office),
		Because: because, Met: &passes,
	}
}

// otherwise says what had to happen for another outcome.
func (r Round) otherwise(rules proposal.Rules) proposal.Text {
	switch {
	case r.Decision == nil:
		return sentence(proposal.T("Muốn được thông qua, phải có:", "To pass, there must be:"), r.Requirements, func(q proposal.Requirement) proposal.Text { return q.Text })
	case r.Decision.Outcome == proposal.Return && r.Decision.ReturnTo != "":
		earlier := title(rules, r.Decision.ReturnTo)
		return proposal.T("Bước này xét lại sau khi bước “%[1]s” có ý kiến mới.", "This gate decides again once “%[2]s” has decided anew.", earlier.VI, earlier.EN)
	case r.Decision.Outcome == proposal.Return:
		return proposal.T("Bước này xét lại sau khi cơ quan đề xuất trả lời %[1]d yêu cầu.", "This gate decides again once the filing agency has answered %[1]d items.", len(r.Decision.Items))
	case r.Decision.Outcome == proposal.Reject:
		return sentence(proposal.T("Điều kiện chưa đạt; muốn được thông qua, phải có:", "Unmet; to pass, there had to be:"), r.Unmet(), func(q proposal.Requirement) proposal.Text { return q.Text })
	}
	return sentence(proposal.T("Đã không được thông qua nếu:", "It would not have passed if:"), r.Requirements, func(q proposal.Requirement) proposal.Text { return q.Else })
}

// Unmet are the requirements that did not hold.
func (r Round) Unmet() []proposal.Requirement {
	var unmet []proposal.Requirement
	for _, q := range r.Requirements {
		if q.Met != nil && !*q.Met {
			unmet = append(unmet, q)
		}
	}
	return unmet
}

func sentence(begins proposal.Text, list []proposal.Requirement, of func(proposal.Requirement) proposal.Text) proposal.Text {
	if len(list) == 0 {
		return proposal.Text{}
	}
	var vi, en []string
	for _, q := range list {
		vi, en = append(vi, of(q).VI), append(en, of(q).EN)
	}
	return proposal.Text{VI: begins.VI + " " + strings.Join(vi, "; ") + ".", EN: begins.EN + " " + strings.Join(en, "; ") + "."}
}

// kept tells whether a decision kept its deadline, and by how much, in working
// days as they were counted then, or in calendar days where they were not.
func kept(t rebuild.Timing, at time.Time) proposal.Text {
	if t.Deadline == nil {
		return proposal.T("Không có hạn.", "There is no deadline.")
	}
	late := t.Late
	if !t.Counted {
		late = calendarDays(t.Deadline.DueAt, at)
	}
	by := days(max(late, -late), t.Counted)
	times := proposal.T("hạn %[1]s, có ý kiến lúc %[2]s", "due %[1]s, decided %[2]s", moment(t.Deadline.DueAt), moment(at))
	switch {
	case late > 0:
		return proposal.Text{VI: "Quá hạn " + by.VI + " (" + times.VI + ").", EN: "Late by " + by.EN + " (" + times.EN + ")."}
	case late < 0:
		return proposal.Text{VI: "Đúng hạn, sớm " + by.VI + " (" + times.VI + ").", EN: "Kept, " + by.EN + " early (" + times.EN + ")."}
	}
	return proposal.Text{VI: "Đúng hạn, trong ngày cuối (" + times.VI + ").", EN: "Kept, on the last day (" + times.EN + ")."}
}

func days(n int, working bool) proposal.Text {
	if working {
		return proposal.T("%[1]d ngày làm việc", "%[1]d working days", n)
	}
	return proposal.T("%[1]d ngày", "%[1]d days", n)
}

// calendarDays counts the days from the day of due to the day of at.
func calendarDays(due, at time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(proposal.Zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(at).Sub(day(due)).Hours()) / 24
}

func moment(t time.Time) string { return t.In(proposal.Zone).Format("15:04 02/01/2006") }
