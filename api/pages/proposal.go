package pages

import (
	"net/url"
	"slices"

	"pheduyet/api/html"
	"pheduyet/internal/proposal"
)

// dossier is the page of one proposal.
type dossier struct {
	*proposalRead
	Picture picture
	// Doors are the forms that the visitor may open now.
	Doors []door
	// Drafts are the letters that can be made of it.
	Drafts []door
	// Weighty counts the matches that need a finding.
	Weighty int
	Shown   []match // of the matches, those worth a look
	// Money is what the envelopes hold for it, else what was advised.
	Money []budgetLine
	// FormKey is the key of the acts that take no words: one of them at a time.
	FormKey string
	// Register says that only the register's fields are for the visitor.
	Register bool
	// Seals says that the visitor may propose to take content out, Paper that the
	// visitor may enter what was decided on paper.
	Seals, Paper bool
}

// door leads to a form.
type door struct {
	Key, Href string
	Main      bool
}

// doors are the forms of a proposal's actions, in the order of its life.
var doors = []struct{ action, path string }{
	{"edit", "/edit"}, {"submit", "/submission"}, {"present", "/submission"}, {"return_filing", "/return-to-filer"}, {"accept", "/acceptance"}, {"consult", "/consultation"},
	{"recall", "/recall"}, {"withdraw", "/withdrawal"}, {"request_review", "/review-request"},
	{"review", "/review"}, {"revoke", "/revocation"},
}

// proposal shows one proposal; ?part=progress its progress alone, which the page
// asks for while it is open.
func (v *visit) proposal() error {
	p, err := v.readProposal(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	d := &dossier{proposalRead: p, Seals: v.actor.Has(proposal.RoleAdmin), Paper: mayEnterPaper(v.actor, p), Picture: draw(p.Gates), Register: p.FiledBy == nil, Doors: doorsOf(p), FormKey: newKey()}
	if !d.Register {
		d.Drafts = lettersOf(p)
	}
	if d.Money = p.Reserved; len(d.Money) == 0 {
		d.Money = p.Advice
	}
	if p.Screening != nil {
		for _, m := range p.Screening.Matches {
			if m.Weighty {
				d.Weighty++
			}
		}
		d.Shown = p.Screening.Matches[:min(len(p.Screening.Matches), max(d.Weighty, 3))]
	}
	what := view{page: "proposal", title: "proposal.title", args: []any{p.Name}, data: d}
	if v.query().Get("part") == "progress" {
		what.part = "progress"
	}
	return v.show(what)
}

// readProposal reads a proposal and makes its gates ready to show.
func (v *visit) readProposal(id string) (*proposalRead, error) {
	var p proposalRead
	if err := v.get("/proposals/"+url.PathEscape(id), nil, &p); err != nil {
		return nil, err
	}
	for i := range p.Gates {
		g := &p.Gates[i]
		if g.State == "open" || g.State == "returned" {
			g.Due = v.due(g.DueAt)
		}
	}
	return &p, nil
}

func doorsOf(p *proposalRead) []door {
	var open []door
	for _, d := range doors {
		if slices.Contains(p.Actions, d.action) {
			key := "action." + d.action
			if d.action == "submit" && p.BeforeTheHead() {
				key = "action.send_presented"
			}
			open = append(open, door{Key: key, Href: "/proposals/" + p.ID + d.path})
		}
	}
	if len(open) > 0 {
		open[0].Main = true
	}
	return open
}

// Stands says in a word where a gate stands: its outcome in the pack's words once
// it is decided.
func (g gateCard) Stands(lang string) string {
	if g.Label != nil && (g.State == "passed" || g.State == "rejected") {
		return *g.Label
	}
	return html.Words(lang, "gate."+g.State)
}

// Hundredths is how alike a match is, of a hundred.
func (m match) Hundredths() int { return int(m.Score*100 + .5) }

// Total is what is asked for in all, in đồng.
func (f factsRead) Total() int64 {
	var sum int64
	for _, l := range f.Budget {
		sum += l.AmountVND
	}
	return sum
}
