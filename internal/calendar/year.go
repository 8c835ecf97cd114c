package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Year is the data of one calendar year: having it means that the whole year is
// covered. Days are in any order.
type Year struct {
	Year int    `json:"year"`
	Note string `json:"note"`
	Days []Day  `json:"days"`
}

// LineError is a fault of a holiday file, with the line it stands on and the day's
// place among the days, from 0.
type LineError struct {
	File    string
	Line    int
	Day     int
	Message string
}

func (e *LineError) Error() string {
	return fmt.Sprintf("%s, dòng %d: %s", e.File, e.Line, e.Message)
}

// ParseYear reads a holiday file: one JSON object, unknown fields refused. Every
// fault of a day is reported, as a [LineError].
func ParseYear(file string, data []byte) (Year, error) {
	var raw struct {
		Year int               `json:"year"`
		Note string            `json:"note"`
		Days []json.RawMessage `json:"days"`
	}
	if err := strict(data, &raw); err != nil {
		return Year{}, fmt.Errorf("%s: %w", file, err)
	}
	if raw.Year < 2000 || raw.Year > 2200 {
		return Year{}, fmt.Errorf("%s: năm %d ngoài khoảng 2000–2200", file, raw.Year)
	}
	year := Year{Year: raw.Year, Note: raw.Note, Days: make([]Day, 0, len(raw.Days))}
	seen := map[string]int{}
	var errs []error
	offset := 0
	for i, r := range raw.Days {
		offset += bytes.Index(data[offset:], r)
		line := 1 + bytes.Count(data[:offset], []byte("\n"))
		offset += len(r)
		day, err := parseDay(r, raw.Year)
		if first, twice := seen[day.Date]; err == nil && twice {
			err = fmt.Errorf("ngày %s đã có ở dòng %d; hãy bỏ một trong hai dòng", day.Date, first)
		}
		if err != nil {
			errs = append(errs, &LineError{file, line, i, err.Error()})
			continue
		}
		seen[day.Date] = line
		year.Days = append(year.Days, day)
	}
	if err := errors.Join(errs...); err != nil {
		return Year{}, err
	}
	return year, nil
}

func parseDay(data []byte, year int) (Day, error) {
	var d Day
	if err := strict(data, &d); err != nil {
		return d, err
	}
	return d, d.check(year)
}

// check holds what a day must satisfy by itself; what needs other days is held
// by [New].
func (d Day) check(year int) error {
	s, err := parseSerial(d.Date)
	switch {
	case err != nil:
		return err
	case s.year() != year:
		return fmt.Errorf("ngày %s không thuộc năm %d của tệp", d.Date, year)
	case strings.TrimSpace(d.Name) == "":
		return fmt.Errorf("ngày %s thiếu tên", d.Date)
	case strings.TrimSpace(d.Source) == "":
		return fmt.Errorf("ngày %s thiếu căn cứ", d.Date)
	case !slices.Contains([]string{"stated", "secondary", "province", "unverified"}, d.Grade):
		return fmt.Errorf("ngày %s có mức tin cậy “%s” không rõ", d.Date, d.Grade)
	}
	return d.checkKind(s)
}

func (d Day) checkKind(s serial) error {
	switch d.Kind {
	case Holiday:
		return nil
	case Worked:
		if !s.atWeekend() {
			return fmt.Errorf("ngày làm bù %s phải là thứ Bảy hoặc Chủ nhật; hãy sửa ngày (date) hoặc loại (kind)", d.Date)
		}
	case Substitute, SwappedOff:
		if s.atWeekend() {
			return fmt.Errorf("ngày nghỉ bù, nghỉ hoán đổi %s không được rơi vào thứ Bảy, Chủ nhật", d.Date)
		}
	default:
		return fmt.Errorf("ngày %s có loại “%s” không rõ", d.Date, d.Kind)
	}
	if _, err := parseSerial(d.For); err != nil {
		return fmt.Errorf("ngày %s phải ghi “for”: ngày mà nó thay: %w", d.Date, err)
	}
	return nil
}

// strict decodes exactly one JSON value without unknown fields.
func strict(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("JSON không đọc được: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("JSON có nội dung thừa ở cuối")
	}
	return nil
}
