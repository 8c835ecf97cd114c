package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"pheduyet/internal/calendar"
	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// previewHolidays shows what a year of holidays changes. The body is a holiday
// file; a date twice, a swapped day in the middle of the week or a swap without
// its other half is invalid, like a year that stays as it is.
func previewHolidays(ctx context.Context, c changing) (change.Preview, error) {
	var p change.Preview
	next, before, err := c.years(ctx)
	if err != nil {
		return p, err
	}
	old, now := byDate(before), byDate(next)
	for _, date := range slices.Sorted(maps.Keys(old)) {
		if _, stays := now[date]; !stays {
			p.Add(change.Ends, date, proposal.T("Không còn là ngày đặc biệt: %s", "No longer a special day: %s", old[date].Name))
		}
	}
	for _, date := range slices.Sorted(maps.Keys(now)) {
		was, known := old[date]
		switch d := now[date]; {
		case !known:
			p.Add(change.Adds, date, dayText(d))
		case was != d:
			p.Add(change.Changes, date, dayText(d))
		}
	}
	if len(p.Lines) == 0 && next.Note == before.Note && before.Year != 0 {
		return p, proposal.Errorf(proposal.CodeConflict, "Dữ liệu ngày nghỉ năm %d đã đúng như tệp này.", "The days of %d are as in this file already.", next.Year)
	}
	if before.Year == 0 {
		p.Add(change.Adds, strconv.Itoa(next.Year), proposal.T("Năm chưa có dữ liệu: hạn rơi vào năm này không còn là tạm tính", "A year without data so far: deadlines in it are no longer provisional"))
	}
	return p, nil
}

func dayText(d calendar.Day) proposal.Text {
	switch d.Kind {
	case calendar.Worked:
		return proposal.T("Ngày làm bù: %s", "Working day instead: %s", d.Name)
	case calendar.Substitute, calendar.SwappedOff:
		return proposal.T("Nghỉ bù, nghỉ hoán đổi: %s", "Day off in lieu: %s", d.Name)
	}
	return proposal.T("Nghỉ lễ: %s", "Holiday: %s", d.Name)
}

func byDate(y calendar.Year) map[string]calendar.Day {
	days := make(map[string]calendar.Day, len(y.Days))
	for _, d := range y.Days {
		days[d.Date] = d
	}
	return days
}

// years reads the year of the body and the one that it replaces, the zero year
// where there is none, and holds the new one against all others.
func (c changing) years(ctx context.Context) (next, before calendar.Year, err error) {
	if next, err = calendar.ParseYear("", c.body); err != nil {
		return next, before, invalidChange(bodyFaults(err)...)
	}
	stored, err := calendarYears(ctx, c)
	if err != nil {
		return next, before, err
	}
	all := []calendar.Year{next}
	for _, y := range stored {
		if y.Year == next.Year {
			before = y
			continue
		}
		all = append(all, y)
	}
	if _, err := calendar.New(all...); err != nil {
		return next, before, invalidChange(bodyFaults(err)...)
	}
	return next, before, nil
}

// bodyFaults names every fault of a body that a reader found, one field each.
func bodyFaults(err error) []proposal.FieldError {
	found := []error{err}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		found = many.Unwrap()
	}
	faults := make([]proposal.FieldError, 0, len(found))
	for _, e := range found {
		field, text := "body", e.Error()
		if at, ok := errors.AsType[*calendar.LineError](e); ok {
			field, text = "body.days["+strconv.Itoa(at.Day)+"]", at.Message
		}
		faults = append(faults, proposal.FieldError{Field: field, Message: proposal.Text{VI: text, EN: text}})
	}
	return faults
}

// applyHolidays replaces the year and has open deadlines computed again.
func applyHolidays(ctx context.Context, c *confirming) error {
	year, err := calendar.ParseYear("", c.body)
	if err != nil {
		return err
	}
	body, err := json.Marshal(year)
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, "INSERT INTO calendar_years (year, body) VALUES ($1, $2) ON CONFLICT (year) DO UPDATE SET body = excluded.body", year.Year, body)
	if err != nil {
		return err
	}
	c.spread(proposal.FactCalendar)
	return bumpRegisters(ctx, c.tx)
}

// bumpRegisters makes every process read the registers again.
func bumpRegisters(ctx context.Context, t tx) error {
	_, err := t.Exec(ctx, "UPDATE register_version SET version = version + 1")
	return err
}
