package pages

import (
	"encoding/json"
	"strconv"
	"strings"

	"pheduyet/api/html"
)

// tellEdition tells which edition of the catalog is proposed.
func (v *visit) tellEdition(raw []byte, t *changeTold) error {
	var in struct {
		ID, Number, Title, Issuer, Issued, Replaces string
		From                                        string `json:"effective_from"`
		Entries                                     []struct {
			ID, Name, State string
			Owner           string `json:"owner_name"`
		}
	}
	if err := readBody(raw, &in); err != nil {
		return err
	}
	t.row("told.title", in.Title)
	t.row("told.code", in.ID)
	t.row("told.order", strings.Trim(in.Number+", "+in.Issuer+", "+html.Date(v.lang, in.Issued), ", "))
	t.row("told.from", html.Date(v.lang, in.From))
	t.row("told.replaces", in.Replaces)
	t.Table = &toldTable{Key: "told.entries", Heads: []string{"catalog.name", "catalog.id", "catalog.owner", "catalog.state"}}
	t.name(in.ID, in.Title)
	for _, e := range in.Entries {
		t.name(e.ID, e.Name)
		t.Table.Rows = append(t.Table.Rows, []string{e.Name, e.ID, e.Owner, v.words("entrystate." + e.State)})
	}
	return nil
}

// line writes a citation: its article before its document.
func (c citation) line() string { return strings.Trim(valueOf(c.Article)+", "+c.Document, ", ") }

// tellPack tells which process is proposed, step by step.
func (v *visit) tellPack(raw []byte, t *changeTold) error {
	var in struct {
		pack
		Kinds     []string
		Citations []citation
	}
	if err := readBody(raw, &in); err != nil {
		return err
	}
	t.row("told.title", in.Title.in(v.lang))
	t.row("told.code", in.ID)
	for _, k := range in.Kinds {
		t.row("told.kinds", v.words("kind."+k))
	}
	t.row("told.from", html.Date(v.lang, in.From))
	for _, c := range in.Citations {
		t.row("told.citations", c.line())
	}
	t.Table = &toldTable{Key: "processes.steps", Heads: []string{"processes.step", "processes.authority", "processes.days"}}
	for _, g := range in.Gates {
		t.Table.Rows = append(t.Table.Rows, []string{g.Title.in(v.lang), v.agencyName(g.Authority, false), strconv.Itoa(g.Days)})
	}
	return nil
}

// tellAgencies tells which agencies a file states.
func (v *visit) tellAgencies(raw []byte, t *changeTold) error {
	var in []struct {
		Code, Name, Kind, Parent string
		ShortName                string `json:"short_name"`
	}
	if err := readBody(raw, &in); err != nil {
		return err
	}
	t.Table = &toldTable{Key: "told.agencies", Heads: []string{"overview.agency", "agencies.code", "agencies.kind", "agencies.parent"}}
	for _, a := range in {
		t.name(a.Code, a.Name)
		t.Table.Rows = append(t.Table.Rows, []string{a.Name, a.Code, v.words("agencykind." + a.Kind), v.agencyName(a.Parent, false)})
	}
	return nil
}

// moved is what a process would change for one open proposal.
type moved struct {
	ID     string   `json:"id"`
	Number string   `json:"number"`
	Starts []string `json:"starts"`
	Gates  []struct {
		Gate    string      `json:"gate"`
		Was     *gateSketch `json:"was"`
		Becomes *gateSketch `json:"becomes"`
	} `json:"gates"`
	Level struct {
		Was     int `json:"was"`
		Becomes int `json:"becomes"`
	} `json:"required_level"`
}

// gateSketch is a gate as a process would have it.
type gateSketch struct {
	State     string  `json:"state"`
	Authority string  `json:"authority"`
	Days      int     `json:"working_days"`
	DueAt     *string `json:"due_at"`
}

// showForeseen shows what a change would do, before it is proposed.
func (v *visit) showForeseen(f *form, kind string, body map[string]any, lines []previewLine) error {
	raw, err := json.Marshal(body["body"])
	if err != nil {
		return err
	}
	told, err := v.tell(kind, raw, lines, true)
	if err != nil {
		return err
	}
	if document, ok := body["document"].(map[string]any); ok {
		number, _ := document["number"].(string)
		date, _ := document["date"].(string)
		told.row("changes.document", strings.Trim(number+", "+html.Date(v.lang, date), ", "))
	}
	told.row("changes.note", f.Value("note"))
	return v.show(view{page: "change-new", title: "change." + kind, form: f, data: changeNew{Kind: kind, Told: told}})
}
