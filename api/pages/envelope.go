package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"pheduyet/api/html"
)

// envelopePath is the form of one envelope, new or there already.
const envelopePath = "/budgets/new"

// envelopeView is the form of an envelope and, once looked ahead, what it makes of
// it.
type envelopeView struct {
	Owners  []html.Option
	Fixed   bool      // which envelope it is stands already
	Now     *envelope // as it is; nil where there is none
	Becomes *envelopeChange
}

// envelopeChange is an envelope as it would be, and whose reservations no longer fit.
type envelopeChange struct {
	envelope
	Reopened []string `json:"reopened"`
}

// The parts of an envelope's key, as its form names them.
const (
	envelopeYear   = "fiscal_year:int"
	envelopeSource = "source"
	envelopeOwner  = "owner"
	envelopeFixed  = ownField + "fixed" // the key is not typed
)

func (v *visit) envelopeForm() error {
	values := url.Values{}
	q := v.query()
	for of, name := range map[string]string{"year": envelopeYear, "source": envelopeSource, "owner": envelopeOwner} {
		values.Set(name, q.Get(of))
	}
	now, err := v.envelopeOf(values)
	if err != nil {
		return err
	}
	if now != nil {
		values.Set(envelopeFixed, "true")
		values.Set("amount_vnd:int", html.Number(now.Amount))
		values.Set("state", now.State)
	}
	if values.Get(envelopeYear) == "" {
		values.Set(envelopeYear, strconv.Itoa(v.Clock().Year()))
	}
	return v.showEnvelope(v.form(values), nil)
}

// setEnvelope looks ahead at what was typed, and records it where that was seen.
func (v *visit) setEnvelope() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	step := f.step()
	if step == stepEdit {
		return v.showEnvelope(f, nil)
	}
	body, err := v.body(f)
	var seen struct {
		Becomes *envelopeChange `json:"becomes"`
	}
	if err == nil && step != stepSend {
		if err = v.foresee(f, "/budgets/preview", body, &seen); err == nil {
			return v.showEnvelope(f, seen.Becomes)
		}
	}
	var done envelopeChange
	if err == nil {
		err = v.send(f, http.MethodPost, "/budgets", nil, body, &done)
	}
	if f.refused(err) {
		return v.showEnvelope(f, nil)
	}
	if err != nil {
		return err
	}
	said := v.words("envelope.said")
	if n := len(done.Reopened); n > 0 {
		said = v.words("envelope.said.reopened", n)
	}
	v.say(said)
	return v.to("/budgets?year=" + strconv.Itoa(done.Year))
}

func (v *visit) showEnvelope(f *form, becomes *envelopeChange) error {
	now, err := v.envelopeOf(f.Values)
	if err != nil {
		return err
	}
	owners, err := v.agencyOptions("peoples_committee", "commune")
	if err != nil {
		return err
	}
	first := slices.IndexFunc(owners, func(o html.Option) bool { return v.isProvince(o.Value) })
	if first > 0 { // the province's money is the usual case
		province := owners[first]
		owners = slices.Insert(slices.Delete(owners, first, first+1), 0, province)
	}
	if becomes != nil {
		asked, err := v.asked()
		if err != nil {
			return err
		}
		becomes.Asked = asked(becomes.envelope)
	}
	return v.show(view{page: "envelope", title: "envelope.title", form: f, status: f.status(),
		data: envelopeView{owners, f.Value(envelopeFixed) != "", now, becomes}})
}

// envelopeOf finds the envelope that a form names; nil where there is none.
func (v *visit) envelopeOf(values url.Values) (*envelope, error) {
	all, _, err := v.allEnvelopes()
	if err != nil {
		return nil, err
	}
	year, err := strconv.Atoi(values.Get(envelopeYear))
	if err != nil {
		return nil, nil // none is named yet
	}
	i := slices.IndexFunc(all, func(e envelope) bool {
		return e.Year == year && e.Source == values.Get(envelopeSource) && e.Owner == values.Get(envelopeOwner)
	})
	if i < 0 {
		return nil, nil
	}
	return &all[i], nil
}
