package pages

import (
	"slices"
	"strings"

	"pheduyet/api/html"
)

// bilingual is a text of a process pack.
type bilingual struct{ VI, EN string }

func (b bilingual) in(lang string) string {
	if lang == "en" && b.EN != "" {
		return b.EN
	}
	return b.VI
}

// pack is what the pages say of a process.
type pack struct {
	ID      string    `json:"id"`
	Version string    `json:"version"`
	Title   bilingual `json:"title"`
	From    string    `json:"effective_from"`
	To      *string   `json:"effective_to"`
	Hash    string    `json:"hash"`
	Gates   []struct {
		ID        string    `json:"id"`
		Title     bilingual `json:"title"`
		Authority string    `json:"authority"`
		Days      int       `json:"working_days"`
	} `json:"gates"`
}

// gateName is a gate as any process knows it.
type gateName struct {
	id    string
	title bilingual
}

// gateNames are the gates of all processes, the newest title of each, in the order
// of the newest process.
func (v *visit) gateNames() ([]gateName, error) {
	return v.gates.get(v.Clock(), func() ([]gateName, error) {
		var got struct{ Items []pack }
		if err := v.get("/processes", nil, &got); err != nil {
			return nil, err
		}
		slices.SortStableFunc(got.Items, func(a, b pack) int { return strings.Compare(b.Version, a.Version) })
		var names []gateName
		for _, p := range got.Items {
			for _, g := range p.Gates {
				if !slices.ContainsFunc(names, func(n gateName) bool { return n.id == g.ID }) {
					names = append(names, gateName{g.ID, g.Title})
				}
			}
		}
		return names, nil
	})
}

// gateTitle is a gate's title; its id where it has none.
func (v *visit) gateTitle(id string) string {
	names, _ := v.gateNames()
	for _, n := range names {
		if n.id == id {
			return n.title.in(v.lang)
		}
	}
	return id
}

// gateOptions are the gates to choose from.
func (v *visit) gateOptions() ([]html.Option, error) {
	names, err := v.gateNames()
	var options []html.Option
	for _, n := range names {
		options = append(options, html.Option{Value: n.id, Text: n.title.in(v.lang)})
	}
	return options, err
}
