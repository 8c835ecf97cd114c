package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// withDays puts days in the places of $today, $today-3 and $today+180, anywhere
// in a JSON value. A day before today on a weekend becomes the Friday before:
// papers are signed on working days.
func withDays(v any, today time.Time) (any, error) {
	switch v := v.(type) {
	case string:
		return dayIn(v, today)
	case []any:
		list := make([]any, len(v))
		for i := range v {
			var err error
			if list[i], err = withDays(v[i], today); err != nil {
				return nil, err
			}
		}
		return list, nil
	case map[string]any:
		m := make(map[string]any, len(v))
		for k := range v {
			var err error
			if m[k], err = withDays(v[k], today); err != nil {
				return nil, err
			}
		}
		return m, nil
	}
	return v, nil
}

func dayIn(s string, today time.Time) (string, error) {
	rest, ok := strings.CutPrefix(s, "$today")
	if !ok {
		return s, nil
	}
	days := 0
	if rest != "" {
		n, err := strconv.Atoi(rest)
		if err != nil || (rest[0] != '+' && rest[0] != '-') {
			return "", fmt.Errorf("“%s” không phải là một ngày: viết $today, $today-3 hoặc $today+180", s)
		}
		days = n
	}
	t := today.AddDate(0, 0, days)
	if days < 0 {
		t = workday(t)
	}
	return t.Format(time.DateOnly), nil
}

func workday(t time.Time) time.Time {
	switch t.Weekday() {
	case time.Saturday:
		return t.AddDate(0, 0, -1)
	case time.Sunday:
		return t.AddDate(0, 0, -2)
	}
	return t
}
