package pages

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"pheduyet/api/html"
)

// revised is the page of a proposal's revisions: each with what it changed, of one
// the differences field by field.
type revised struct {
	*proposalRead
	Revisions []revisionRead // newest first
	Shown     int
	Against   int
	Changes   []difference
}

type revisionRead struct {
	Revision int       `json:"revision"`
	At       string    `json:"at"`
	By       *person   `json:"by"`
	Document *document `json:"document"`
	Changed  []string  `json:"changed"`
}

// difference is a field that differs, written for people; of a list Added and
// Removed are its elements.
type difference struct {
	Field          string
	Before, After  string
	Added, Removed []string
}

// List reports whether the elements of a list are told.
func (d difference) List() bool { return len(d.Added)+len(d.Removed) > 0 }

func (v *visit) revisions() error {
	p, err := v.readProposal(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	d := &revised{proposalRead: p, Shown: p.Revision}
	at := "/proposals/" + url.PathEscape(p.ID) + "/revisions"
	var got struct{ Items []revisionRead }
	if err := v.get(at, nil, &got); err != nil {
		return err
	}
	for _, r := range got.Items {
		d.Revisions = append([]revisionRead{r}, d.Revisions...)
	}
	if n, err := strconv.Atoi(v.query().Get("revision")); err == nil {
		d.Shown = n
	}
	if d.Shown > 1 {
		if err := v.differences(d, at); err != nil {
			return err
		}
	}
	return v.show(view{page: "revisions", title: "proposal.revisions", data: d})
}

func (v *visit) differences(d *revised, at string) error {
	var got struct {
		Against int           `json:"against"`
		Changes []fieldChange `json:"changes"`
	}
	if err := v.get(at+"/"+strconv.Itoa(d.Shown)+"/diff", listQuery(v.query(), "against"), &got); err != nil {
		return err
	}
	d.Against, d.Changes = got.Against, v.inWords(got.Changes)
	return nil
}

// fieldChange is one field that differs, as the API tells it.
type fieldChange struct {
	Field   string            `json:"field"`
	Before  json.RawMessage   `json:"before"`
	After   json.RawMessage   `json:"after"`
	Added   []json.RawMessage `json:"added"`
	Removed []json.RawMessage `json:"removed"`
}

func (v *visit) inWords(changes []fieldChange) []difference {
	var out []difference
	for _, c := range changes {
		out = append(out, difference{
			Field: v.fieldName(c.Field), Before: v.written(c.Before), After: v.written(c.After),
			Added: v.eachWritten(c.Added), Removed: v.eachWritten(c.Removed),
		})
	}
	return out
}

// fieldName is what a form calls the field of a path.
func (v *visit) fieldName(path string) string {
	for _, key := range []string{"fact." + path, "diff." + path, "filing." + path} {
		if html.Has(key) {
			return v.words(key)
		}
	}
	return path
}

func (v *visit) eachWritten(values []json.RawMessage) []string {
	out := make([]string, len(values))
	for i, value := range values {
		out[i] = v.written(value)
	}
	return out
}

// written is a value as a page says it.
func (v *visit) written(raw json.RawMessage) string {
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return string(raw)
	}
	switch value := value.(type) {
	case nil:
		return "–"
	case string:
		return value
	case bool:
		return v.words("diff." + strconv.FormatBool(value))
	case float64:
		return html.Number(int64(value))
	case []any:
		var parts []json.RawMessage
		_ = json.Unmarshal(raw, &parts)
		return strings.Join(v.eachWritten(parts), "\n")
	}
	var line struct {
		budgetLine
		follow
	}
	if json.Unmarshal(raw, &line) == nil && line.FiscalYear != 0 {
		source := line.Source
		if html.Has("source." + source) {
			source = v.words("source." + source)
		}
		return strconv.Itoa(line.FiscalYear) + ", " + source + ": " + html.Number(line.AmountVND) + " đ"
	}
	if line.Number != "" {
		return line.Number
	}
	return string(raw)
}
