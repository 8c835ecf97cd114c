package proposal

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Revision is what was filed, under which covering document, by whom and when.
type Revision struct {
	Revision int
	Facts    Facts
	Document *Document
	By       Person
	At       time.Time
}

// FieldChange is one field that differs between two revisions. Parts of a
// compound field go by their path ("security.proposed_level"). Of a list, Added
// and Removed are the elements that only one of the two has.
type FieldChange struct {
	Field          string            `json:"field"`
	Before         json.RawMessage   `json:"before"`
	After          json.RawMessage   `json:"after"`
	Added, Removed []json.RawMessage `json:"-"`
}

// Diff tells every field that differs, by its JSON name, sorted: complete, so that
// the one revision and the differences make the other.
func Diff(before, after Facts) []FieldChange {
	was, is := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	flatten(was, "", before.fields())
	flatten(is, "", after.fields())
	var out []FieldChange
	for _, name := range paths(was, is) {
		a, b := orNull(was[name]), orNull(is[name])
		if string(a) == string(b) {
			continue
		}
		c := FieldChange{Field: name, Before: a, After: b}
		c.Removed, c.Added = unshared(elements(a), elements(b))
		out = append(out, c)
	}
	return out
}

// flatten gives every member of an object by its path; lists stay whole.
func flatten(into map[string]json.RawMessage, path string, members map[string]json.RawMessage) {
	for name, value := range members {
		var inner map[string]json.RawMessage
		if strings.HasPrefix(string(value), "{") && json.Unmarshal(value, &inner) == nil {
			flatten(into, path+name+".", inner)
			continue
		}
		into[path+name] = value
	}
}

// paths are those of both, sorted. What became a whole object or ceased to be one
// is told by its parts.
func paths(a, b map[string]json.RawMessage) []string {
	var all []string
	add := func(m, other map[string]json.RawMessage) {
		for name, value := range m {
			if string(value) != "null" || !parted(other, name) {
				all = append(all, name)
			}
		}
	}
	add(a, b)
	add(b, a)
	slices.Sort(all)
	return slices.Compact(all)
}

func parted(m map[string]json.RawMessage, name string) bool {
	for other := range m {
		if strings.HasPrefix(other, name+".") {
			return true
		}
	}
	return false
}

func orNull(v json.RawMessage) json.RawMessage {
	if len(v) == 0 || string(v) == `""` || string(v) == "[]" {
		return json.RawMessage("null")
	}
	return v
}

func elements(v json.RawMessage) []json.RawMessage {
	var list []json.RawMessage
	if json.Unmarshal(v, &list) != nil {
		return nil
	}
	return list
}

// unshared gives the elements that only a has and those that only b has, each as
// often as it has it more.
func unshared(a, b []json.RawMessage) (onlyA, onlyB []json.RawMessage) {
	rest := slices.Clone(b)
	for _, v := range a {
		i := slices.IndexFunc(rest, func(w json.RawMessage) bool { return string(v) == string(w) })
		if i < 0 {
			onlyA = append(onlyA, v)
			continue
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return onlyA, rest
}
