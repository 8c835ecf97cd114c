package pages

import (
	"net/url"
	"slices"
)

// relatives is the page of the proposals related to one: those it comes from, those
// that came of it, and those of its agency that it may have been split from, each
// with what changed from the earlier to the later.
type relatives struct {
	*proposalRead
	Groups []kin
}

// kin are relatives of one sort; Key names it.
type kin struct {
	Key  string
	List []relative
}

// relative is a related proposal; of one that is not for the visitor only agency
// and number are told.
type relative struct {
	Direction string        `json:"direction"` // "" of an alike one
	Relation  *string       `json:"relation"`
	ID        *string       `json:"id"`
	Number    *string       `json:"number"`
	Agency    string        `json:"agency"`
	Name      *string       `json:"name"`
	Status    *string       `json:"status"`
	Masked    bool          `json:"masked"`
	Changed   []fieldChange `json:"changes"`
	Changes   []difference  `json:"-"`
	// Match is what makes an alike one look split; nil where nothing tells.
	Match *match `json:"-"`
}

func (v *visit) relations() error {
	p, err := v.readProposal(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	var got struct {
		Items []relative `json:"items"`
		Split []relative `json:"split_suspected"`
	}
	if err := v.get("/proposals/"+url.PathEscape(p.ID)+"/relations", nil, &got); err != nil {
		return err
	}
	of := map[string][]relative{"alike": v.beside(got.Split)}
	for i := range got.Split {
		got.Split[i].Match = p.likeness(valueOf(got.Split[i].Number))
	}
	for _, r := range v.beside(got.Items) {
		of[r.Direction] = append(of[r.Direction], r)
	}
	d := &relatives{proposalRead: p}
	for _, key := range []string{"predecessor", "successor", "alike"} {
		if len(of[key]) > 0 {
			d.Groups = append(d.Groups, kin{"relations." + key, of[key]})
		}
	}
	return v.show(view{page: "relations", title: "relations.title", data: d})
}

// beside writes what changed for people.
func (v *visit) beside(list []relative) []relative {
	for i := range list {
		list[i].Changes = v.inWords(list[i].Changed)
	}
	return list
}

// likeness is what the screening found of another proposal; nil where nothing.
func (p *proposalRead) likeness(number string) *match {
	if p.Screening == nil {
		return nil
	}
	i := slices.IndexFunc(p.Screening.Matches, func(m match) bool { return m.Proposal && m.ID == number })
	if i < 0 {
		return nil
	}
	return &p.Screening.Matches[i]
}
