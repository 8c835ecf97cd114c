package pages

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"pheduyet/api/html"
)

// keptText is a free text of a proposal's history, once, with every place where the
// history says just that.
type keptText struct {
	Value  string // its first place as the form sends it: seq and JSON pointer
	Text   string
	Places []string // in words
	values []string
}

// at reports whether the text stands in a place.
func (k keptText) at(seq int64, path string) bool {
	return slices.Contains(k.values, strconv.FormatInt(seq, 10)+" "+path)
}

// line is the text, its beginning where it is long, after its first place.
func (k keptText) line() string {
	text := []rune(k.Text)
	if len(text) > shownText {
		text = append(text[:shownText:shownText], '…')
	}
	return k.Places[0] + ": “" + string(text) + "”"
}

// keptFile is a file of a proposal's history whose content is still there.
type keptFile struct {
	ID, Title, Name, At string
	Size                int64
}

func (k keptFile) line() string {
	if k.Title == "" {
		return k.Name
	}
	return k.Title + " (" + k.Name + ")"
}

// keptTexts lists the free texts of a history, oldest first.
func (v *visit) keptTexts(events []eventRead) []keptText {
	var all []keptText
	revision := 0
	for _, e := range events {
		if e.Action == "submitted" || e.Action == "resubmitted" {
			revision++
		}
		var said any
		if json.Unmarshal(e.Data, &said) != nil {
			continue
		}
		for _, path := range e.Texts {
			text, ok := textAt(said, path)
			if !ok {
				continue
			}
			i := slices.IndexFunc(all, func(k keptText) bool { return k.Text == text })
			value := strconv.FormatInt(e.Seq, 10) + " " + path
			if i < 0 {
				i, all = len(all), append(all, keptText{Value: value, Text: text})
			}
			all[i].values = append(all[i].values, value)
			if place := v.place(e, path, revision); !slices.Contains(all[i].Places, place) {
				all[i].Places = append(all[i].Places, place)
			}
		}
	}
	return all
}

// place says where a text stands: its field, then the act, its step, the revision and
// when.
func (v *visit) place(e eventRead, path string, revision int) string {
	act := e.Text
	if e.Gate != nil {
		act += ", " + v.gateTitle(*e.Gate)
	}
	if revision > 0 {
		act += ", " + v.words("sealing.revision", revision)
	}
	return v.words("sealing.place", v.fieldAt(path), act, html.Moment(v.lang, e.At))
}

// fieldAt names the field that a JSON pointer leads to.
func (v *visit) fieldAt(path string) string {
	var names []string
	index := 0
	for part := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		n, err := strconv.Atoi(part)
		if err == nil {
			index = n + 1
			continue
		}
		names = append(names, part)
	}
	name := names[len(names)-1]
	if name == "text" || name == "owner" || name == "name" {
		for _, of := range []string{"items", "answers", "conditions", "accountable", "facts"} {
			if slices.Contains(names, of) {
				name = of + "." + name
				break
			}
		}
	}
	words := name
	if html.Has("place." + name) {
		words = v.words("place." + name)
	}
	if index > 0 {
		words += " " + strconv.Itoa(index)
	}
	return words
}

// keptFiles lists the files that came and were not taken out, oldest first.
func keptFiles(events []eventRead) []keptFile {
	var all []keptFile
	for _, e := range events {
		var said struct {
			Data struct {
				ID, Title, Name string
				Size            int64
				Attachments     []string // of a sealing
			}
		}
		if json.Unmarshal(e.Data, &said) != nil {
			continue
		}
		switch d := said.Data; e.Action {
		case "attached":
			all = append(all, keptFile{ID: d.ID, Title: d.Title, Name: d.Name, At: e.At, Size: d.Size})
		case "sealed":
			all = slices.DeleteFunc(all, func(k keptFile) bool { return slices.Contains(d.Attachments, k.ID) })
		}
	}
	return all
}

// textAt is the text that a JSON pointer leads to.
func textAt(said any, path string) (string, bool) {
	for step := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		switch in := said.(type) {
		case map[string]any:
			said = in[strings.NewReplacer("~1", "/", "~0", "~").Replace(step)]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n >= len(in) {
				return "", false
			}
			said = in[n]
		default:
			return "", false
		}
	}
	text, ok := said.(string)
	return text, ok
}
