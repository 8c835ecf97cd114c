package pages

import (
	"net/url"

	"pheduyet/api/html"
)

// entry is an entry of the catalog.
type entry struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Owner        *string  `json:"owner"`
	OwnerCode    *string  `json:"owner_code"`
	State        string   `json:"state"`
	Scope        *string  `json:"scope"`
	Application  *string  `json:"application"`
	Description  *string  `json:"description"`
	Source       *string  `json:"source"`
	Edition      *string  `json:"edition"`
	EditionTitle *string  `json:"edition_title"`
	SameAs       []string `json:"same_as"`
	Shared       bool     `json:"shared"`
	Provinces    bool     `json:"provinces"`
	Reference    bool     `json:"reference"`
	ApprovedBy   *string  `json:"approved_by"`
}

// entryStates in the order of an entry's life.
var entryStates = []string{"planned", "in_use", "retired", "unknown"}

type catalogView struct {
	Rows             []entry
	Found            int
	Query            url.Values
	Editions, States []html.Option
	Pages            *pager
}

// catalog searches the catalog. Which editions there are is told by the entries
// found before the filters.
func (v *visit) catalog() error {
	q := v.query()
	var got struct{ Items []entry }
	if err := v.get("/catalog", listQuery(q, "q"), &got); err != nil {
		return err
	}
	data := catalogView{Query: q}
	seen := map[string]bool{}
	var rows []entry
	for _, e := range got.Items {
		if e.Edition != nil && !seen[*e.Edition] {
			seen[*e.Edition] = true
			data.Editions = append(data.Editions, html.Option{Value: *e.Edition, Text: valueOf(e.EditionTitle)})
		}
		if wanted := q.Get("edition"); wanted != "" && wanted != valueOf(e.Edition) {
			continue
		}
		if wanted := q.Get("state"); wanted != "" && wanted != e.State {
			continue
		}
		rows = append(rows, e)
	}
	for _, s := range entryStates {
		data.States = append(data.States, html.Option{Value: s, Text: html.Words(v.lang, "entrystate."+s)})
	}
	data.Found = len(rows)
	data.Rows, data.Pages = cut(rows, q)
	return v.show(view{page: "catalog", title: "nav.catalog", data: data})
}

func valueOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// entryView is an entry and its twins in other editions.
type entryView struct {
	entry
	Twins []entry
}

func (v *visit) catalogEntry() error {
	var data entryView
	if err := v.get("/catalog/"+url.PathEscape(v.r.PathValue("id")), nil, &data.entry); err != nil {
		return err
	}
	for _, id := range data.SameAs {
		var twin entry
		if err := v.get("/catalog/"+url.PathEscape(id), nil, &twin); err != nil {
			continue // of an edition that has ended
		}
		data.Twins = append(data.Twins, twin)
	}
	return v.show(view{page: "entry", title: "entry.title", args: []any{data.Name}, data: data})
}
