package pages

import (
	"encoding/json"
	"strconv"
	"strings"

	"pheduyet/api/html"
)

// fill writes a value under its path. Rows are told by their index in path and by
// [] in kinds: kinds["budget[].amount_vnd"] is "int".
func fill(out map[string][]string, path string, v any, kinds map[string]string) {
	kind := kinds[anyRow(path)]
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			at := name
			if path != "" {
				at = path + "." + name
			}
			fill(out, at, inner, kinds)
		}
	case []any:
		fillList(out, path, kind, v, kinds)
	case string:
		if kind == "date" {
			fillDate(out, path, v)
			return
		}
		out[path] = []string{v}
	case json.Number:
		if n, err := v.Int64(); err == nil && strings.HasSuffix(path, "_vnd") {
			out[named(path, kind)] = []string{html.Number(n)}
			return
		}
		out[named(path, kind)] = []string{v.String()}
	case bool:
		out[named(path, kind)] = []string{strconv.FormatBool(v)}
	}
}

func fillList(out map[string][]string, path, kind string, items []any, kinds map[string]string) {
	var texts []string
	for i, item := range items {
		if s, ok := item.(string); ok && kind != "" {
			texts = append(texts, s)
			continue
		}
		fill(out, path+"["+strconv.Itoa(i)+"]", item, kinds)
	}
	switch {
	case len(texts) == 0:
	case kind == "lines":
		out[path+":lines"] = []string{strings.Join(texts, "\n")}
	default:
		out[path+":list"] = texts
	}
}

func fillDate(out map[string][]string, path, date string) {
	parts := strings.SplitN(date, "-", 3)
	if len(parts) != 3 {
		return
	}
	for i, part := range []string{"year", "month", "day"} {
		out[path+":"+part] = []string{strings.TrimLeft(parts[i], "0")}
	}
}

func named(path, kind string) string {
	if kind == "" {
		return path
	}
	return path + ":" + kind
}

// anyRow drops the indexes of a path: budget[0].source is budget[].source.
func anyRow(path string) string {
	var b strings.Builder
	inside := false
	for _, c := range path {
		switch {
		case c == '[':
			inside = true
			b.WriteRune(c)
		case c == ']':
			inside = false
			b.WriteRune(c)
		case !inside:
			b.WriteRune(c)
		}
	}
	return b.String()
}
