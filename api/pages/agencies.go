package pages

import (
	"slices"
	"strings"

	"pheduyet/api/html"
)

// agency is what a page says of an agency.
type agency struct {
	Code      string  `json:"code"`
	Name      string  `json:"name"`
	ShortName string  `json:"short_name"`
	Kind      string  `json:"kind"`
	Parent    *string `json:"parent"`
	From      *string `json:"from"`
	To        *string `json:"to"`
	Successor *string `json:"successor"`
}

// agencyList reads the agencies, by code.
func (v *visit) agencyList() (map[string]agency, error) {
	return v.agencies.get(v.Clock(), func() (map[string]agency, error) {
		var got struct{ Items []agency }
		if err := v.get("/agencies", nil, &got); err != nil {
			return nil, err
		}
		byCode := make(map[string]agency, len(got.Items))
		for _, a := range got.Items {
			byCode[a.Code] = a
		}
		return byCode, nil
	})
}

// agencyName is an agency's name; its code where the name cannot be had.
func (v *visit) agencyName(code any, short bool) string {
	var of string
	switch c := code.(type) {
	case string:
		of = c
	case *string:
		if c != nil {
			of = *c
		}
	}
	if v.actor.Account == "" || of == "" {
		return of
	}
	names, err := v.agencyList()
	a, ok := names[of]
	switch {
	case err != nil || !ok:
		return of
	case short && a.ShortName != "":
		return a.ShortName
	}
	return a.Name
}

// agencyOptions are the agencies of the kinds to choose from, by name.
func (v *visit) agencyOptions(kinds ...string) ([]html.Option, error) {
	all, err := v.agencyList()
	if err != nil {
		return nil, err
	}
	var options []html.Option
	for _, a := range all {
		if a.To == nil && slices.Contains(kinds, a.Kind) {
			options = append(options, html.Option{Value: a.Code, Text: a.Name})
		}
	}
	slices.SortFunc(options, func(a, b html.Option) int { return strings.Compare(a.Text, b.Text) })
	return options, nil
}
