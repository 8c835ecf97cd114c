package pages

import (
	"net/url"
	"slices"

	"pheduyet/api/html"
)

// worded are the lists whose values are always the same, as the API names them.
var worded = map[string][]string{
	"position":   {"agree", "agree_with_conditions", "disagree", "asks_for_more"},
	"ruling":     {"uphold", "send_back"},
	"accepted":   {"true", "false"},
	"agreed":     {"true", "false"},
	"classified": {"true"},
}

// choices are the values of one of an act's lists.
func (v *visit) choices(d *acting, from string) ([]html.Option, error) {
	if values, ok := worded[from]; ok {
		var all []html.Option
		for _, value := range values {
			all = append(all, html.Option{Value: value, Text: v.words(from + "." + value)})
		}
		return all, nil
	}
	switch from {
	case "consulted":
		return v.consulted(d)
	case "rejecting":
		return d.rejecting(), nil
	case "colleagues":
		return v.colleagues(d)
	case "stand-ins":
		return v.standIns(d.Gate)
	case "causes":
		return v.causes(d)
	}
	return nil, nil
}

// consulted are who may be written to: the ministries, and the agency that is
// named already.
func (v *visit) consulted(d *acting) ([]html.Option, error) {
	all, err := v.agencyOptions("ministry")
	named := d.LineMinistry
	if err == nil && named != nil && !slices.ContainsFunc(all, func(o html.Option) bool { return o.Value == *named }) {
		all = append(all, html.Option{Value: *named, Text: v.agencyName(named, false)})
	}
	return all, err
}

// rejecting are the gates to which a review may send the proposal back: that which
// rejected it and those before.
func (d *acting) rejecting() []html.Option {
	var all []html.Option
	for _, g := range d.Gates {
		all = append(all, html.Option{Value: g.ID, Text: g.Title})
		if g.State == "rejected" {
			break
		}
	}
	return all
}

// colleagues are those to whom the gate may be handed; none for who may not.
func (v *visit) colleagues(d *acting) ([]html.Option, error) {
	if !d.May {
		return nil, nil
	}
	var got struct {
		Items []struct{ Username, Name, Agency string }
	}
	if err := v.get("/proposals/"+url.PathEscape(d.ID)+"/gates/"+url.PathEscape(d.Gate.ID)+"/colleagues", nil, &got); err != nil {
		return nil, err
	}
	all := make([]html.Option, len(got.Items))
	for i, p := range got.Items {
		all[i] = html.Option{Value: p.Username, Text: p.Name + " (" + p.Username + ")"}
		if p.Agency != d.Gate.Authority {
			all[i].Text = p.Name + ", " + v.agencyName(p.Agency, false) + " (" + p.Username + ")"
		}
	}
	return all, nil
}

// causes are what the process lets the gate's clock stop for.
func (v *visit) causes(d *acting) ([]html.Option, error) {
	gates, err := v.gateRules(d.Process)
	if err != nil {
		return nil, err
	}
	var all []html.Option
	for _, g := range gates {
		if g.ID != d.Gate.ID {
			continue
		}
		for _, c := range g.Pauses {
			all = append(all, html.Option{Value: c.ID, Text: c.Text.in(v.lang)})
		}
	}
	return all, nil
}

// gateRules are the gates of the process that a proposal follows.
func (v *visit) gateRules(of *packNamed) ([]gateRuleRead, error) {
	var process struct {
		Gates []gateRuleRead `json:"gates"`
	}
	err := v.get("/processes/"+url.PathEscape(of.ID), url.Values{"version": {of.Version}}, &process)
	return process.Gates, err
}
