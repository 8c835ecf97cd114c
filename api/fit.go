package api

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pheduyet/internal/proposal"
)

// fitting holds a parsed JSON value against a Go type and gathers every fault
// with its path.
type fitting struct {
	unknown []proposal.FieldError
	faults  []proposal.FieldError
}

// answeredOnly are fields of domain types that are answered, never sent.
var answeredOnly = map[reflect.Type][]string{
	reflect.TypeFor[proposal.Document](): {"late", "sha256"},
	reflect.TypeFor[proposal.Citation](): {"provenance", "note"},
	reflect.TypeFor[proposal.Decision](): {"acted_for", "from_paper", "prepared_by"},
}

// longText marks, in a validate tag, the texts that may have lines.
const longText = "max=10000"

// fit gives the value as it can be decoded into t: texts in NFC, what does not
// fit left out and named. Tag is the validate tag of the field.
func (f *fitting) fit(path string, v any, t reflect.Type, tag string) any {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if v == nil {
		return nil
	}
	if t == reflect.TypeFor[json.RawMessage]() {
		return f.free(path, v)
	}
	switch t.Kind() {
	case reflect.Struct:
		return f.object(path, v, t)
	case reflect.Slice:
		return f.list(path, v, t.Elem(), tag)
	case reflect.String:
		return f.text(path, v, strings.Contains(tag, longText))
	case reflect.Int, reflect.Int64:
		return f.whole(path, v)
	case reflect.Bool:
		if _, ok := v.(bool); !ok {
			return f.drop(path, "Cần giá trị true hoặc false.", "true or false is wanted.")
		}
		return v
	}
	panic("api: no request has a field of type " + t.String())
}

// drop leaves a value out and says why.
func (f *fitting) drop(path, vi, en string) any {
	f.faults = append(f.faults, proposal.FieldError{Field: path, Message: proposal.Text{VI: vi, EN: en}})
	return nil
}

func (f *fitting) object(path string, v any, t reflect.Type) any {
	m, ok := v.(map[string]any)
	if !ok {
		return f.drop(path, "Cần một đối tượng.", "An object is wanted.")
	}
	known := fieldsOf(t)
	out := make(map[string]any, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		at := name
		if path != "" {
			at = path + "." + name
		}
		field, ok := known[name]
		if !ok {
			f.unknown = append(f.unknown, fault(at, "Không có trường này.", "There is no such field."))
			continue
		}
		out[name] = f.fit(at, m[name], field.Type, field.Tag.Get("validate"))
	}
	return out
}

// fieldsOf lists the fields of a struct by the exact names they are sent under.
func fieldsOf(t reflect.Type) map[string]reflect.StructField {
	known := make(map[string]reflect.StructField, t.NumField())
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if !slices.Contains(answeredOnly[t], name) {
			known[name] = field
		}
	}
	return known
}

func (f *fitting) list(path string, v any, elem reflect.Type, tag string) any {
	l, ok := v.([]any)
	if !ok {
		return f.drop(path, "Cần một danh sách.", "A list is wanted.")
	}
	out := make([]any, len(l))
	for i := range l {
		out[i] = f.fit(path+"["+strconv.Itoa(i)+"]", l[i], elem, tag)
	}
	return out
}

// free gives a value whose shape its reader knows, with its texts cleaned.
func (f *fitting) free(path string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			out[name] = f.free(path+"."+name, v[name])
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = f.free(path+"["+strconv.Itoa(i)+"]", v[i])
		}
		return out
	case string:
		s, ok := clean(v, true)
		if !ok {
			return f.drop(path, "Có ký tự điều khiển không được nhận.", "There is a control character, which is not accepted.")
		}
		return s
	}
	return v
}

func (f *fitting) text(path string, v any, long bool) any {
	s, ok := v.(string)
	if !ok {
		return f.drop(path, "Cần một chuỗi ký tự.", "A text is wanted.")
	}
	s, ok = clean(s, long)
	if !ok {
		return f.drop(path, "Có ký tự điều khiển không được nhận.", "There is a control character, which is not accepted.")
	}
	if strings.TrimSpace(s) == "" {
		return "" // blank says nothing
	}
	return s
}

// clean gives a text in NFC and reports whether it is free of control characters,
// those that turn the direction of writing included: they make a name look like
// another. Long texts may have lines and tabs.
func clean(s string, long bool) (string, bool) {
	if long {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	s = norm.NFC.String(s)
	bad := strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && !(long && (r == '\n' || r == '\t')) || unicode.Is(unicode.Bidi_Control, r)
	})
	return s, !bad
}

func (f *fitting) whole(path string, v any) any {
	n, ok := v.(json.Number)
	if ok {
		_, err := strconv.ParseInt(n.String(), 10, 64)
		ok = err == nil
	}
	if !ok {
		return f.drop(path, "Cần một số nguyên.", "A whole number is wanted.")
	}
	return v
}
