package api

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"

	"pheduyet/internal/calendar"
)

// Calendar reads the data of working days.
type Calendar interface {
	// CalendarYears lists the years that have data, in order.
	CalendarYears(ctx context.Context) ([]calendar.Year, error)
}

// yearView is the data of a calendar year; a year that is not listed has none, and
// deadlines in it are provisional.
type yearView struct {
	Year int       `json:"year"`
	Note *string   `json:"note"`
	Days []dayView `json:"days"`
}

// dayView is a day that is not what its weekday would make it. For is the day it
// stands for: the holiday of a substitute, the other half of a swap.
type dayView struct {
	Date   string        `json:"date"`
	Kind   calendar.Kind `json:"kind"`
	Name   string        `json:"name"`
	For    *string       `json:"for"`
	Source string        `json:"source"`
	Grade  string        `json:"grade"`
}

// calendarYears answers the data of one year, or of all.
func (s *server) calendarYears(r *http.Request) (answer, error) {
	only := 0
	if q := r.URL.Query(); q.Has("year") {
		var err error
		if only, err = strconv.Atoi(q.Get("year")); err != nil || only < 2000 || only > 2200 {
			return answer{}, invalid(fault("year", "Cần một năm từ 2000 đến 2200.", "A year from 2000 to 2200 is wanted."))
		}
	}
	years, err := s.Store.CalendarYears(r.Context())
	if err != nil {
		return answer{}, err
	}
	shown := []yearView{}
	for _, y := range years {
		if only == 0 || y.Year == only {
			shown = append(shown, viewYear(y))
		}
	}
	return page(shown, "")
}

func viewYear(y calendar.Year) yearView {
	days := slices.SortedFunc(slices.Values(y.Days), func(a, b calendar.Day) int { return cmp.Compare(a.Date, b.Date) })
	return yearView{y.Year, orNull(y.Note), each(days, func(d calendar.Day) dayView {
		return dayView{d.Date, d.Kind, d.Name, orNull(d.For), d.Source, d.Grade}
	})}
}
