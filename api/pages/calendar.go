package pages

import (
	"slices"
	"strconv"
	"time"

	"pheduyet/api/html"
)

// calendarYear is the data of a year's working days.
type calendarYear struct {
	Year int          `json:"year"`
	Note *string      `json:"note"`
	Days []specialDay `json:"days"`
}

// specialDay is a day that is not what its weekday would make it.
type specialDay struct {
	Date   string `json:"date"`
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	For    string `json:"for,omitempty"`
	Source string `json:"source"`
	Grade  string `json:"grade"`
}

// Weekday is the key of the day's name in a week; "" where there is no such day.
func (d specialDay) Weekday() string {
	t, err := time.Parse(time.DateOnly, d.Date)
	if err != nil {
		return ""
	}
	return "weekday." + strconv.Itoa(int(t.Weekday()))
}

// calendar shows which days of a year are no working days, and why: this year's
// where none is asked for.
func (v *visit) calendar() error {
	all, err := v.calendarYears()
	if err != nil {
		return err
	}
	data := struct {
		Year  int
		Years []int
		Data  *calendarYear // nil where the year has none
	}{Year: v.Clock().Year()}
	if asked, err := strconv.Atoi(v.query().Get("year")); err == nil {
		data.Year = asked
	}
	for _, y := range all {
		data.Years = append(data.Years, y.Year)
	}
	next := v.Clock().Year() // the first to come without data is offered too
	for slices.Contains(data.Years, next) {
		next++
	}
	data.Years = append(data.Years, next)
	slices.Sort(data.Years)
	data.Data = yearOf(all, data.Year)
	return v.show(view{page: "calendar", title: "calendar.title", data: data})
}

func (v *visit) calendarYears() ([]calendarYear, error) {
	var got struct{ Items []calendarYear }
	err := v.get("/calendar", nil, &got)
	return got.Items, err
}

// yearOf finds the data of a year; nil where there is none.
func yearOf(all []calendarYear, year int) *calendarYear {
	i := slices.IndexFunc(all, func(y calendarYear) bool { return y.Year == year })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// tellHolidays tells what a year of holidays would be as a whole.
func (v *visit) tellHolidays(raw []byte, t *changeTold) error {
	var in calendarYear
	if err := readBody(raw, &in); err != nil {
		return err
	}
	t.row("calendar.year", strconv.Itoa(in.Year))
	t.row("calendar.note", valueOf(in.Note))
	t.Table = &toldTable{Key: "calendar.whole", Heads: []string{"calendar.day", "calendar.kind", "calendar.name", "calendar.source"}}
	for _, d := range in.Days {
		t.Table.Rows = append(t.Table.Rows, []string{html.Date(v.lang, d.Date), v.words("daykind." + d.Kind), d.Name, d.Source})
	}
	return nil
}
