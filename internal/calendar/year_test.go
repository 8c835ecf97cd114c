package calendar_test

import (
	"errors"
	"strings"
	"testing"

	"pheduyet/internal/calendar"
)

func file(days ...string) []byte {
	return []byte("{\n\"year\": 2026,\n\"note\": \"\",\n\"days\": [\n" + strings.Join(days, ",\n") + "\n]}")
}

func day(date, kind, forDay string) string {
	return `{"date": "` + date + `", "kind": "` + kind + `", "name": "Lễ", "for": "` + forDay + `", "source": "BLLĐ", "grade": "secondary"}`
}

func TestParseYearNamesTheLine(t *testing.T) {
	good := day("2026-09-02", "holiday", "")
	tests := []struct {
		name string
		bad  string
		want string
	}{
		{"a date twice", good, "dòng 6: ngày 2026-09-02 đã có ở dòng 5"},
		{"not a date", day("2026-02-31", "holiday", ""), "dòng 6: “2026-02-31” không phải là một ngày có thật"},
		{"another year", day("2027-01-01", "holiday", ""), "dòng 6: ngày 2027-01-01 không thuộc năm 2026"},
		{"a swapped day on a weekday", day("2026-08-21", "worked", "2026-08-31"), "dòng 6: ngày làm bù 2026-08-21 phải là thứ Bảy hoặc Chủ nhật"},
		{"a day off in lieu on a Sunday", day("2026-04-26", "substitute", "2026-04-25"), "dòng 6: ngày nghỉ bù, nghỉ hoán đổi 2026-04-26"},
		{"unknown kind", day("2026-08-21", "party", ""), "dòng 6: ngày 2026-08-21 có loại “party”"},
		{"a swap that names no day", day("2026-08-31", "swapped_off", ""), "dòng 6: ngày 2026-08-31 phải ghi “for”"},
		{"unknown field", `{"date": "2026-01-01", "when": 1}`, "dòng 6: JSON không đọc được"},
		{"no name", `{"date": "2026-01-01", "kind": "holiday", "source": "x", "grade": "secondary"}`, "dòng 6: ngày 2026-01-01 thiếu tên"},
		{"no source", `{"date": "2026-01-01", "kind": "holiday", "name": "x", "grade": "secondary"}`, "dòng 6: ngày 2026-01-01 thiếu căn cứ"},
		{"no grade", `{"date": "2026-01-01", "kind": "holiday", "name": "x", "source": "x"}`, "dòng 6: ngày 2026-01-01 có mức tin cậy"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := calendar.ParseYear("2026.json", file(good, tt.bad))
			line, ok := errors.AsType[*calendar.LineError](err)
			if !ok || line.Line != 6 || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestParseYearRefusesTheWholeFile(t *testing.T) {
	tests := map[string]string{
		"":                             "JSON không đọc được",
		`{"year": 2026, "days": []}{}`: "nội dung thừa",
		`{"year": 26, "days": []}`:     "ngoài khoảng",
		`{"jahr": 2026}`:               "JSON không đọc được",
	}
	for data, want := range tests {
		if _, err := calendar.ParseYear("x.json", []byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", data, err, want)
		}
	}
}

func TestParseYearReportsEveryFault(t *testing.T) {
	_, err := calendar.ParseYear("2026.json", file(day("2026-02-31", "holiday", ""), day("2026-13-01", "holiday", "")))
	if err == nil || !strings.Contains(err.Error(), "dòng 5") || !strings.Contains(err.Error(), "dòng 6") {
		t.Errorf("got %v, want both lines", err)
	}
}

func TestNewRefusesWhatOnlyTheWholeShows(t *testing.T) {
	d := func(date string, kind calendar.Kind, forDay string) calendar.Day {
		return calendar.Day{Date: date, Kind: kind, Name: "Lễ", For: forDay, Source: "x", Grade: "secondary"}
	}
	year := func(y int, days ...calendar.Day) calendar.Year { return calendar.Year{Year: y, Days: days} }
	tests := []struct {
		name  string
		years []calendar.Year
		want  string
	}{
		{"a year twice", []calendar.Year{year(2026), year(2026)}, "hai bộ dữ liệu"},
		{"a date twice", []calendar.Year{year(2026, d("2026-09-02", calendar.Holiday, ""), d("2026-09-02", calendar.Holiday, ""))}, "2026-09-02 có hai lần"},
		{"a bad day that skipped parsing", []calendar.Year{year(2026, d("2026-08-21", calendar.Worked, "2026-08-31"))}, "thứ Bảy hoặc Chủ nhật"},
		{"half a swap", []calendar.Year{year(2026, d("2026-08-22", calendar.Worked, "2026-08-31"))}, "2026-08-22 (worked) thay cho 2026-08-31"},
		{"a swap that does not match", []calendar.Year{year(2026, d("2026-08-22", calendar.Worked, "2026-08-31"), d("2026-08-31", calendar.SwappedOff, "2026-08-29"))}, "2026-08-31 (swapped_off)"},
		{"a day in lieu of nothing", []calendar.Year{year(2026, d("2026-04-27", calendar.Substitute, "2026-04-26"))}, "2026-04-27 (substitute)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := calendar.New(tt.years...); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func FuzzParseYear(f *testing.F) {
	f.Add(file(day("2026-09-02", "holiday", "")))
	f.Add([]byte(`{"year": 2026, "days": [{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		y, err := calendar.ParseYear("f.json", data)
		if err != nil {
			return
		}
		for _, d := range y.Days {
			if len(d.Date) != len("2026-01-01") || d.Name == "" {
				t.Errorf("accepted %+v", d)
			}
		}
	})
}
