package html

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"time"

	"pheduyet/api/static"
	"pheduyet/internal/proposal"
)

// funcs are what templates may ask for.
func (l *look) funcs() template.FuncMap {
	return template.FuncMap{
		"t":        l.words,
		"has":      func(key string) bool { _, ok := l.texts[key]; return ok },
		"lang":     func() string { return [2]string{"vi", "en"}[l.lang] },
		"args":     args,
		"id":       fieldID,
		"asset":    static.Address,
		"date":     l.date,
		"datetime": l.datetime,
		"number":   func(n any) string { return Number(whole(n)) },
		"dong":     l.dong,
		"or0":      deref,
		"trimDot":  func(v any) string { return strings.TrimSuffix(fmt.Sprint(v), ".") },
		"join":     strings.Join,
		"add":      func(a, b int) int { return a + b },
		"times":    func(a, b int) int { return a * b },
		"size":     size,
		"comma":    comma,
		"options":  l.options,
		"inWords":  l.inWords,
		"key":      func(table string, v any) string { return table + fmt.Sprint(deref(v)) },
		"percent":  percent,
		"share":    share,
		"field":    field,
		"list":     func(items ...string) []string { return items },
	}
}

// args makes one value of many for a template that takes several.
func args(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("args: names and values come in pairs")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("args: %v is not a name", pairs[i])
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// fieldID is the id of the element that a field's name has: letters, digits and
// hyphens alone, so that a link finds it however it is written.
func fieldID(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' {
			return c
		}
		return '-'
	}, name)
}

// deref gives what a pointer points to, the zero value where it is nil.
func deref(v any) any {
	p := reflect.ValueOf(v)
	switch {
	case !p.IsValid():
		return ""
	case p.Kind() != reflect.Pointer:
		return v
	case p.IsNil():
		return reflect.Zero(p.Type().Elem()).Interface()
	}
	return p.Elem().Interface()
}

// moment reads a time as the API writes it: RFC 3339 or a date alone.
func moment(v any) (t time.Time, dateOnly, ok bool) {
	switch v := deref(v).(type) {
	case time.Time:
		return v.In(proposal.Zone), false, !v.IsZero()
	case string:
		if t, err := time.Parse(time.RFC3339, v); err == nil {
			return t.In(proposal.Zone), false, true
		}
		t, err := time.Parse(time.DateOnly, v)
		return t, true, err == nil
	case proposal.Date:
		t, err := time.Parse(time.DateOnly, string(v))
		return t, true, err == nil
	}
	return time.Time{}, false, false
}

// date writes a day: 22/11/2026, 22 Nov 2026.
func (l *look) date(v any) string {
	t, _, ok := moment(v)
	if !ok {
		return ""
	}
	if l.lang == english {
		return t.Format("2 Jan 2006")
	}
	return t.Format("02/01/2006")
}

// Date writes a day in a language ("vi" or "en"); "" where it is none.
func Date(lang, day string) string { return looks()[lang].date(day) }

// Moment writes a day and its time in a language ("vi" or "en").
func Moment(lang, at string) string { return looks()[lang].datetime(at) }

// datetime writes a day and its time: 14:05 ngày 22/11/2026.
func (l *look) datetime(v any) string {
	t, day, ok := moment(v)
	switch {
	case !ok:
		return ""
	case day:
		return l.date(v)
	case l.lang == english:
		return t.Format("2 Jan 2006, 15:04")
	}
	return t.Format("15:04 02/01/2006")
}

// comma writes what may be absent after something else.
func comma(s *string) string {
	if s == nil || *s == "" {
		return ""
	}
	return ", " + *s
}
