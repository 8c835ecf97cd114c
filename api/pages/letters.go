package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"pheduyet/internal/proposal"
)

// letter is a document made from a proposal's data for somebody to number, sign
// and send, in the layout of Nghị định 30/2020/NĐ-CP Phụ lục I. It is in
// Vietnamese, whatever the reader's language: that is what is sent.
type letter struct {
	traceRead
	Kind string
	// Office writes it, Above is what Office is under.
	Office, Above string
	To            []string
	Gate          *roundRead // whose return a request for supplements states
	Rounds        []roundRead
	Year          int
}

// The kinds of letter, as addresses call them.
const (
	letterMinistry   = "ministry"   // công văn xin ý kiến Bộ
	letterSupplement = "supplement" // phiếu yêu cầu bổ sung
	letterSubmission = "submission" // tờ trình tổng hợp
)

// letter shows a letter: of the filing agency to the ministry, of a gate's
// authority that returned the proposal, or of the agency that reviews it to the
// province.
func (v *visit) letter() error {
	d := letter{Kind: v.r.PathValue("letter"), Year: v.Clock().Year()}
	if err := v.get("/proposals/"+url.PathEscape(v.r.PathValue("id"))+"/trace", nil, &d.traceRead); err != nil {
		return err
	}
	fill := map[string]func(*letter) bool{letterMinistry: v.toMinistry, letterSupplement: v.forSupplements, letterSubmission: v.toProvince}[d.Kind]
	if fill == nil || !fill(&d) {
		return &problem{Status: http.StatusNotFound}
	}
	return v.show(view{page: "letter", title: "letter." + d.Kind, data: &d})
}

// toMinistry asks the line ministry for its opinion.
func (v *visit) toMinistry(d *letter) bool {
	p := d.Proposal
	if p.LineMinistry == nil {
		return false
	}
	v.from(d, p.Agency)
	d.To = []string{v.agencyName(p.LineMinistry, false)}
	return true
}

// forSupplements states what the newest return of a gate asks for.
func (v *visit) forSupplements(d *letter) bool {
	gate := v.query().Get("gate")
	for i, g := range slices.Backward(d.Gates) {
		if g.Gate == gate && g.Decision != nil && g.Decision.Outcome == "return" {
			d.Gate = &d.Gates[i]
			v.from(d, g.Authority)
			d.To = []string{v.agencyName(d.Proposal.Agency, false)}
			return true
		}
	}
	return false
}

// toProvince puts together what every authority said, for the province to decide.
func (v *visit) toProvince(d *letter) bool {
	gates := d.Proposal.Gates
	last := slices.IndexFunc(gates, func(g gateCard) bool { return g.Kind == string(proposal.KindProvincial) })
	writer := slices.IndexFunc(gates, func(g gateCard) bool { return g.Kind == string(proposal.KindTechnology) })
	if last < 0 || writer < 0 || gates[writer].State != "passed" {
		return false
	}
	v.from(d, gates[writer].Authority)
	d.To = []string{v.agencyName(gates[last].Authority, false)}
	for _, g := range d.Gates {
		if g.Decision != nil && !g.Struck() && g.Gate != gates[last].ID && g.Decision.Outcome != "return" {
			d.Rounds = append(d.Rounds, g)
		}
	}
	return true
}

// from says who writes.
func (v *visit) from(d *letter, code string) {
	d.Office = strings.ToUpper(v.agencyName(code, false))
	all, err := v.agencyList()
	if err != nil {
		return
	}
	writer := all[code]
	switch {
	case writer.Parent != nil:
		d.Above = strings.ToUpper(v.agencyName(writer.Parent, false))
	case writer.Kind == "department" || writer.Kind == "commune": // of the province itself
		for _, a := range all {
			if a.Kind == "peoples_committee" && a.To == nil {
				d.Above = strings.ToUpper(a.Name)
			}
		}
	}
}

// lettersOf are the letters that can be made of a proposal now: what each is and
// where it stands.
func lettersOf(p *proposalRead) []door {
	at := "/proposals/" + p.ID + "/letters/"
	var all []door
	if p.LineMinistry != nil {
		all = append(all, door{Key: "letter." + letterMinistry, Href: at + letterMinistry})
	}
	reviewed := false
	for _, g := range p.Gates {
		if g.State == "returned" {
			all = append(all, door{Key: "letter." + letterSupplement, Href: at + letterSupplement + "?gate=" + url.QueryEscape(g.ID)})
		}
		reviewed = reviewed || g.Kind == string(proposal.KindTechnology) && g.State == "passed"
	}
	if reviewed {
		all = append(all, door{Key: "letter." + letterSubmission, Href: at + letterSubmission})
	}
	return all
}
