package html

import (
	"fmt"
	"strings"
)

// Option is one of several values to choose from.
type Option struct{ Value, Text, Hint string }

// filled is what a field asks of the form it stands in.
type filled interface {
	Value(name string) string
	Error(name string) string
}

// field completes the description of a form's field: its id, what stands in it and
// what is wrong with it.
func field(of map[string]any) (map[string]any, error) {
	name, _ := of["name"].(string)
	f, ok := of["form"].(filled)
	if !ok || name == "" {
		return nil, fmt.Errorf("field %q: a form and a name are needed", name)
	}
	path, _, _ := strings.Cut(name, ":")
	out := map[string]any{
		"id": fieldID(path), "value": f.Value(name), "error": f.Error(name), "hint": nil, "optional": nil, "width": nil, "type": nil,
		"autocomplete": nil, "inputmode": nil, "spellcheck": nil, "rows": nil, "required": nil, "empty": nil, "inline": nil, "options": nil,
	}
	for name, v := range of {
		out[name] = v
	}
	return out, nil
}

// options are values to choose from, in the words that the table has for them.
func (l *look) options(table string, values ...string) ([]Option, error) {
	all := make([]Option, len(values))
	for i, value := range values {
		words, err := l.words(table + "." + value)
		if err != nil {
			return nil, err
		}
		all[i] = Option{Value: value, Text: words}
		if hint, ok := l.texts[table+"."+value+".hint"]; ok {
			all[i].Hint = hint[l.lang]
		}
	}
	return all, nil
}
