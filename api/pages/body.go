package pages

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"pheduyet/api/html"
)

// A field's name ends in how it is read: nothing is text, and
//
//	:int    a whole number, its thousands parted or not
//	:bool   yes or no: "true" or anything else
//	:lines  a list, an item a line
//	:list   a list of the values chosen
//	:json   content of its own, as a file holds it
//	:day :month :year  the parts of a date
//
// What is left empty is left out, and so is a row where everything is. A name that
// begins with ownField is the page's own and no part of the content.
const ownField = "page-"

// body makes the JSON that the form's fields name. A number or a date that cannot
// be read is a problem at its field.
func (v *visit) body(f *form) (map[string]any, error) {
	root := map[string]any{}
	var faults []fieldFault
	names := make([]string, 0, len(f.Values))
	for name := range f.Values {
		names = append(names, name)
	}
	slices.SortFunc(names, byIndex)
	for _, name := range names {
		if strings.HasPrefix(name, ownField) {
			continue
		}
		path, kind, _ := strings.Cut(name, ":")
		at := steps(path)
		if len(at) == 0 || len(at) > maxSteps {
			return nil, &problem{Status: http.StatusBadRequest} // no form of ours has such a field
		}
		value, fault := f.read(name, path, kind)
		if fault != "" {
			faults = append(faults, fieldFault{path, html.Words(v.lang, fault)})
			continue
		}
		if value != nil {
			put(root, at, value)
		}
	}
	if len(faults) > 0 {
		return nil, f.told(&problem{Status: http.StatusUnprocessableEntity, Detail: html.Words(v.lang, "form.unreadable"), Errors: faults})
	}
	return compact(root).(map[string]any), nil
}

// read gives a field's value; nil where it is empty.
func (f *form) read(name, path, kind string) (value any, fault string) {
	typed := strings.TrimSpace(f.Values.Get(name))
	switch kind {
	case "int":
		return readInt(typed)
	case "bool":
		if typed == "" {
			return nil, ""
		}
		return typed == "true", ""
	case "lines":
		var lines []any
		for line := range strings.Lines(typed) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		return orNil(lines), ""
	case "list":
		var chosen []any
		for _, v := range f.Values[name] {
			if v != "" {
				chosen = append(chosen, v)
			}
		}
		return orNil(chosen), ""
	case "json":
		return readJSON(typed)
	case "year":
		return f.readDate(path)
	case "month", "day":
		if f.Values.Get(path+":year") == "" && typed != "" {
			return nil, "form.date"
		}
		return nil, ""
	}
	if typed == "" {
		return nil, ""
	}
	return typed, ""
}

func orNil(l []any) any {
	if len(l) == 0 {
		return nil
	}
	return l
}

func readJSON(typed string) (any, string) {
	if typed == "" {
		return nil, ""
	}
	if !json.Valid([]byte(typed)) {
		return nil, "form.json"
	}
	return json.RawMessage(typed), ""
}

// readInt reads a whole number as people write it: 1.500.000, 1 500 000.
func readInt(typed string) (any, string) {
	if typed == "" {
		return nil, ""
	}
	digits := strings.NewReplacer(".", "", ",", "", " ", "", "\u00a0", "").Replace(typed)
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return nil, "form.number"
	}
	return n, ""
}

// readDate joins a date's three fields. Whether there is such a day the API says.
func (f *form) readDate(path string) (any, string) {
	var parts [3]int
	typed := 0
	for i, part := range []string{"year", "month", "day"} {
		text := strings.TrimSpace(f.Values.Get(path + ":" + part))
		if text == "" {
			continue
		}
		typed++
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 9999 {
			return nil, "form.date"
		}
		parts[i] = n
	}
	switch {
	case typed == 0:
		return nil, ""
	case typed < 3:
		return nil, "form.date"
	}
	pad := func(n, width int) string {
		return strings.Repeat("0", max(0, width-len(strconv.Itoa(n)))) + strconv.Itoa(n)
	}
	return pad(parts[0], 4) + "-" + pad(parts[1], 2) + "-" + pad(parts[2], 2), ""
}

// maxSteps is how deep a field may lie. Each step is a call within a call where the
// content is put together and written: a name of a million steps would end the
// program.
const maxSteps = 16

// steps parts a path: budget[0].amount_vnd is budget, 0, amount_vnd.
func steps(path string) []string {
	return strings.FieldsFunc(path, func(c rune) bool { return c == '.' || c == '[' || c == ']' })
}

// put sets a value deep in objects; rows stand in an object by their index until
// compact makes lists of them.
func put(into map[string]any, path []string, value any) {
	for _, step := range path[:len(path)-1] {
		next, ok := into[step].(map[string]any)
		if !ok {
			next = map[string]any{}
			into[step] = next
		}
		into = next
	}
	into[path[len(path)-1]] = value
}

// compact turns objects whose names are all numbers into lists, in their order.
func compact(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	rows := len(m) > 0
	for name := range m {
		m[name] = compact(m[name])
		if _, err := strconv.Atoi(name); err != nil {
			rows = false
		}
	}
	if !rows {
		return m
	}
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.SortFunc(names, byIndex)
	list := make([]any, len(names))
	for i, name := range names {
		list[i] = m[name]
	}
	return list
}

// byIndex orders row 2 before row 10.
func byIndex(a, b string) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// fields is the opposite of body: what stands in an answer of the API, as values
// for a form's fields. Kinds names the fields that are not text.
func fields(answer any, kinds map[string]string) (map[string][]string, error) {
	data, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	var read any
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.UseNumber()
	if err := dec.Decode(&read); err != nil {
		return nil, err
	}
	out := map[string][]string{}
	fill(out, "", read, kinds)
	return out, nil
}
