package seeds

import (
	"path"
	"sync"

	"pheduyet/internal/calendar"
)

// Holidays are the shipped years of holidays, days off in lieu and swapped days.
var Holidays = sync.OnceValues(func() ([]calendar.Year, error) {
	var years []calendar.Year
	for _, name := range names("holidays", ".json") {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		y, err := calendar.ParseYear(path.Base(name), data)
		if err != nil {
			return nil, err
		}
		years = append(years, y)
	}
	if _, err := calendar.New(years...); err != nil {
		return nil, err
	}
	return years, nil
})
