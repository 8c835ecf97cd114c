package postgres

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"pheduyet/internal/proposal"
)

// bodyOf decodes a body strictly: nothing that was typed is ignored in silence, and
// no name is taken for another. The decoder alone takes “Texts” and “textſ” for
// “texts”, of which the database, carrying the change out, knows only the last: the
// second person would be shown one thing and do another.
func bodyOf[T any](body json.RawMessage) (T, error) {
	var into T
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&into); err != nil {
		return into, invalidField("body", proposal.T("Nội dung không đúng dạng: %v.", "The content has the wrong form: %v.", err))
	}
	var tree any
	if err := json.Unmarshal(body, &tree); err != nil {
		return into, err
	}
	if name, odd := oddName(tree); odd {
		return into, invalidField("body", proposal.T("Không có trường “%s”; tên trường viết đúng như tài liệu.", "There is no field “%s”; names are written exactly as documented.", name))
	}
	return into, nil
}

// oddName finds the name of a field, however deep, that no body has: all of them are
// of small letters, digits and underscores.
func oddName(v any) (name string, odd bool) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
				return name, true
			}
			if name, odd := oddName(v[name]); odd {
				return name, true
			}
		}
	case []any:
		for _, item := range v {
			if name, odd := oddName(item); odd {
				return name, true
			}
		}
	}
	return "", false
}
