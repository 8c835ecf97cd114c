package pages

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// holidayForm is the form of a year of holidays: the days there are, each to be
// kept or not, and rows for more; or a file instead.
type holidayForm struct {
	Year     string
	Data     *calendarYear
	Rows     []int
	Uploaded string
}

// The fields of the form besides its rows.
const (
	holidayYear   = "days.year:int"
	holiaddedRows = ownField + "rows" // how many rows there are to add days
	holidayDrop   = ownField + "drop" // the days that are left out
	stepMore      = "more"            // the button for more rows
	moreDays      = 4
)

func (v *visit) holidayForm(f *form) (*holidayForm, error) {
	all, err := v.calendarYears()
	if err != nil {
		return nil, err
	}
	h := &holidayForm{Year: strings.TrimSpace(f.Value(holidayYear)), Rows: rows(f.addedRows()), Uploaded: f.Value(fieldFile)}
	year, err := strconv.Atoi(h.Year)
	if err != nil {
		return h, nil // asked for on the form
	}
	h.Data = yearOf(all, year)
	if _, typed := f.Values["days.note"]; !typed && h.Data != nil {
		f.Values.Set("days.note", valueOf(h.Data.Note))
	}
	return h, nil
}

// addedRows is how many rows the form has for what is added.
func (f *form) addedRows() int {
	n, err := strconv.Atoi(f.Value(holiaddedRows))
	if err != nil || n < moreDays || n > 100 {
		return moreDays
	}
	return n
}

// moreRows gives the form more rows.
func (f *form) moreRows() { f.Values.Set(holiaddedRows, strconv.Itoa(f.addedRows()+moreDays)) }

// holidayBody makes of the form the year as a whole, as a file of it would state
// it. Where a file came it is the year.
func (v *visit) holidayBody(f *form, body map[string]any) error {
	typed, _ := body["days"].(map[string]any)
	delete(body, "days")
	if f.Value(fieldFile) != "" {
		return nil
	}
	kept, err := v.keptDays(f)
	if err != nil {
		return err
	}
	days := []any{}
	for _, d := range kept {
		days = append(days, d)
	}
	if added, ok := typed["add"].([]any); ok {
		days = append(days, added...)
	}
	body["body"] = map[string]any{"year": typed["year"], "note": typed["note"], "days": days}
	f.Values.Set(ownField+"kept", strconv.Itoa(len(kept)))
	return nil
}

// keptDays are the year's days that the form does not leave out.
func (v *visit) keptDays(f *form) ([]specialDay, error) {
	all, err := v.calendarYears()
	if err != nil {
		return nil, err
	}
	year, _ := strconv.Atoi(strings.TrimSpace(f.Value(holidayYear)))
	there := yearOf(all, year)
	if there == nil {
		return nil, nil
	}
	return slices.DeleteFunc(there.Days, func(d specialDay) bool { return f.Chosen(holidayDrop, d.Date) }), nil
}

// holidayField is the field of the form that holds what the API calls days[n]:
// after the days that are kept come the rows in which something is typed.
func (f *form) holidayField(field string) string {
	var n int
	if _, err := fmt.Sscanf(field, "body.days[%d]", &n); err != nil {
		if strings.HasPrefix(field, "body.year") {
			return "days.year"
		}
		return "body"
	}
	kept, _ := strconv.Atoi(f.Value(ownField + "kept"))
	n -= kept
	for row := range f.addedRows() {
		at := fmt.Sprintf("days.add[%d].", row)
		for name, values := range f.Values {
			if strings.HasPrefix(name, at) && strings.TrimSpace(strings.Join(values, "")) != "" {
				if n == 0 {
					return at + "date"
				}
				n--
				break
			}
		}
	}
	return "body"
}
