package pages

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"pheduyet/api/html"
	"pheduyet/internal/proposal"
)

// paperDossier is the change that enters what was decided on paper of a draft; its form is
// reached from the draft.
const paperDossier = "paper_dossier"

// paperForm is the form by which the filer enters, of one draft, the gates that were
// decided on paper.
type paperForm struct {
	*proposalRead
	Versions []html.Option
	Notes    []string // of the version that is followed
	Gates    []paperGate
	Rows     []int // for conditions, at each gate
}

// paperGate is a gate of the process that the dossier follows. Its fields stand under
// its id, so that what was typed keeps its gate where another version is chosen.
type paperGate struct {
	gateRuleRead
	Under    string // the beginning of its fields' names
	Name     string
	Outcomes []html.Option
	Signs    []html.Option
	Money    []budgetLine // what the draft asks for, where the gate allocates
}

// lawOfPaper is a version of a process that a dossier may follow.
type lawOfPaper struct {
	pack
	Kinds []string    `json:"kinds"`
	Notes []bilingual `json:"notes"`
}

// The fields that the form is put together by.
const (
	paperVersion = "body.law.version"
	paperGates   = ownField + "gates" // the ids of the gates shown, in their order
)

// paperForm reads the draft that the form names and the process that it follows.
func (v *visit) paperForm(f *form) (*paperForm, error) {
	p, err := v.readProposal(f.Value("body.proposal"))
	if err != nil {
		return nil, err
	}
	d := &paperForm{proposalRead: p, Rows: rows(f.addedRows())}
	var got struct{ Items []lawOfPaper }
	if err := v.get("/processes", nil, &got); err != nil {
		return nil, err
	}
	slices.SortStableFunc(got.Items, func(a, b lawOfPaper) int { return strings.Compare(b.Version, a.Version) })
	today := v.Clock().Format(time.DateOnly)
	var follows packNamed
	for _, of := range got.Items {
		if !slices.Contains(of.Kinds, p.Kind) || of.From > today {
			continue
		}
		if len(d.Versions) == 0 {
			missing(f, paperVersion, of.Version)
		}
		d.Versions = append(d.Versions, html.Option{Value: of.Version, Text: of.Title.in(v.lang) + ": " + v.since(of.pack)})
		if of.Version == f.Value(paperVersion) {
			follows = packNamed{ID: of.ID, Version: of.Version}
			for _, n := range of.Notes {
				d.Notes = append(d.Notes, n.in(v.lang))
			}
		}
	}
	if follows.ID == "" {
		return d, nil
	}
	d.Gates, err = v.paperGatesOf(f, p, &follows)
	return d, err
}

// since says from when to when a process is in force.
func (v *visit) since(of pack) string {
	if to := valueOf(of.To); to != "" {
		return v.words("paper.version.until", html.Date(v.lang, of.From), html.Date(v.lang, to))
	}
	return v.words("paper.version", html.Date(v.lang, of.From))
}

// missing fills in a field that was not yet on the form.
func missing(f *form, name, value string) {
	if _, there := f.Values[name]; !there {
		f.Values.Set(name, value)
	}
}

// paperGatesOf are the gates that can be entered from paper: not the check for
// duplicates, which is run anew, and not the decision that closes a dossier.
func (v *visit) paperGatesOf(f *form, p *proposalRead, follows *packNamed) ([]paperGate, error) {
	rules, err := v.gateRules(follows)
	if err != nil {
		return nil, err
	}
	var all []paperGate
	for _, rule := range rules {
		if kind := proposal.GateKind(rule.Kind); kind == proposal.KindDuplication || kind == proposal.KindProvincial {
			continue
		}
		g := paperGate{gateRuleRead: rule, Under: "body.gates." + rule.ID, Name: rule.Title.in(v.lang)}
		for _, o := range []proposal.Outcome{proposal.Approve, proposal.ApproveWithConditions} {
			option := html.Option{Value: string(o), Text: v.words("outcome." + string(o))}
			if text, labelled := rule.Labels[string(o)]; labelled {
				option.Text = text.in(v.lang)
			}
			g.Outcomes = append(g.Outcomes, option)
		}
		for _, c := range rule.Capacities {
			if c != "" {
				g.Signs = append(g.Signs, html.Option{Value: c, Text: c})
			}
		}
		details := g.Under + ".decision.details."
		switch proposal.GateKind(rule.Kind) {
		case proposal.KindBudget:
			g.Money = p.Budget
			for i, l := range g.Money {
				missing(f, fmt.Sprintf("%sallocations[%d].amount_vnd:int", details, i), html.Number(l.AmountVND))
			}
		case proposal.KindSecurity:
			if p.RequiredLevel != nil {
				missing(f, details+"level:int", strconv.Itoa(*p.RequiredLevel))
			}
			missing(f, details+"basis", "opinion")
		}
		all = append(all, g)
	}
	return all, nil
}

// paperBody is the content of a paper dossier: of its gates those that are ticked, in
// the order of the process.
func (v *visit) paperBody(f *form) (map[string]any, error) {
	body, err := v.body(f)
	if err != nil {
		return nil, err
	}
	in, _ := body["body"].(map[string]any)
	if in == nil {
		return nil, &problem{Status: http.StatusBadRequest}
	}
	typed, _ := in["gates"].(map[string]any)
	gates := []any{}
	for _, id := range f.tickedGates() {
		g, _ := typed[id].(map[string]any)
		decision, _ := g["decision"].(map[string]any)
		if decision == nil {
			decision = map[string]any{}
		}
		gates = append(gates, map[string]any{"gate": id, "decision": decided(decision)})
	}
	in["gates"] = gates
	return body, nil
}

// tickedGates are the gates that were decided on paper.
func (f *form) tickedGates() []string {
	var ticked []string
	for _, id := range f.Values[paperGates] {
		if f.Value("body.gates."+id+".gate") != "" {
			ticked = append(ticked, id)
		}
	}
	return ticked
}

var aPaperGate = regexp.MustCompile(`^gates\[(\d+)\](.*)$`)

// paperField is the field that a fault of a paper dossier is told at: the API names a
// gate by its place among those that were sent.
func (f *form) paperField(field string) string {
	field = strings.TrimPrefix(field, "body.")
	if at := aPaperGate.FindStringSubmatch(field); at != nil {
		ticked := f.tickedGates()
		if n, err := strconv.Atoi(at[1]); err == nil && n < len(ticked) {
			field = "gates." + ticked[n] + at[2]
		}
	}
	switch {
	case strings.HasSuffix(field, ".decision.documents"):
		field += "[0]"
	case field == "law.citation":
		field += ".document"
	}
	return "body." + field
}

// mayEnterPaper reports whether a visitor may enter what was decided on paper of a
// draft: the agency that drafted it, before it is submitted.
func mayEnterPaper(a proposal.Actor, p *proposalRead) bool {
	return p.Status == string(proposal.Draft) && p.Number == nil && p.FromPaper == nil && a.Agency == p.Agency && a.Files(p.Agency)
}
