package pages

import (
	"strconv"
	"strings"
)

// holidayData tells which years have holiday data and what waits for others.
type holidayData struct {
	Items []struct {
		Year int    `json:"year"`
		Days int    `json:"days"`
		Note string `json:"note"`
	} `json:"items"`
	Provisional struct {
		Gates       int `json:"gates"`
		Reviews     int `json:"reviews"`
		Obligations int `json:"obligations"`
	} `json:"provisional"`
	Missing []int `json:"missing"`
}

// Years names the missing years.
func (d holidayData) Years() string {
	var all []string
	for _, year := range d.Missing {
		all = append(all, strconv.Itoa(year))
	}
	return strings.Join(all, ", ")
}

// holidays warns of years that due dates count without data, and says how to mend
// it.
func (v *visit) holidays() error {
	var got holidayData
	if err := v.get("/holidays", nil, &got); err != nil {
		return err
	}
	return v.show(view{page: "holidays", title: "admin.holidays", data: got})
}
