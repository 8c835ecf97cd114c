package pages

import (
	"fmt"
	"maps"
	"net/http"
	"strings"

	"pheduyet/api/html"
)

// successionForm is the form by which agencies give way to others: one of its own
// for each way.
type successionForm struct {
	Of       string // merge, split or rename; "" to choose one
	Agencies []html.Option
	Ending   []int // rows of agencies that end
	Parts    []int // rows of a split's other parts
	Existing bool  // the successor may be there already
}

// How many rows a form has: a merger of more is proposed as a file or in two.
const (
	mergedRows = 6
	partRows   = 3
)

func (v *visit) successionForm(f *form) (*successionForm, error) {
	s := &successionForm{Of: f.Value("body.kind"), Ending: rows(1)}
	switch s.Of {
	case "merge":
		s.Ending, s.Existing = rows(mergedRows), true
	case "split":
		s.Parts, s.Existing = rows(partRows), true
	case "rename":
	default:
		s.Of = ""
	}
	var err error
	s.Agencies, err = v.agencyOptions("department", "commune", "unit", "peoples_committee", "council")
	return s, err
}

func rows(n int) []int {
	r := make([]int, n)
	for i := range r {
		r[i] = i
	}
	return r
}

// withSuccessors reads the form with the agencies that were chosen from the list as
// successors; one that is both chosen and described as new is a problem at its place.
func (v *visit) withSuccessors(f *form) (map[string]any, error) {
	at := []string{"successor"}
	for i := range partRows {
		at = append(at, fmt.Sprintf("parts[%d].successor", i))
	}
	var faults []fieldFault
	read := *f
	read.Values = maps.Clone(f.Values)
	for _, path := range at {
		chosen := f.Value(ownField + "existing." + path)
		if chosen == "" {
			continue
		}
		for _, part := range []string{"code", "name", "short_name"} {
			if strings.TrimSpace(f.Value("body."+path+"."+part)) != "" {
				faults = append(faults, fieldFault{"body." + path, v.words("succession.both")})
				break
			}
		}
		read.Values.Set("body."+path+".code", chosen)
	}
	if len(faults) > 0 {
		return nil, f.told(&problem{Status: http.StatusUnprocessableEntity, Detail: v.words("form.unreadable"), Errors: faults})
	}
	body, err := v.body(&read)
	return body, f.told(err)
}

// tellSuccession tells a succession in words.
func (v *visit) tellSuccession(raw []byte, t *changeTold) error {
	var in struct {
		Kind, Day string
		Agencies  []string
		Successor successor
		Parts     []struct {
			Successor         successor
			People, Proposals []string
		}
	}
	if err := readBody(raw, &in); err != nil {
		return err
	}
	t.row("succession.kind", v.words("succession."+in.Kind))
	for _, code := range in.Agencies {
		t.row("succession.ending."+in.Kind, v.agencyName(code, false))
	}
	t.row("succession.day", html.Date(v.lang, in.Day))
	t.row("succession.successor", in.Successor.told(v))
	t.name(in.Successor.Code, in.Successor.Name)
	for _, p := range in.Parts {
		t.name(p.Successor.Code, p.Successor.Name)
		lines := []string{p.Successor.told(v)}
		if len(p.People) > 0 {
			lines = append(lines, v.words("succession.people.told", strings.Join(p.People, ", ")))
		}
		if len(p.Proposals) > 0 {
			lines = append(lines, v.words("succession.proposals.told", strings.Join(p.Proposals, ", ")))
		}
		t.row("succession.part", lines...)
	}
	return nil
}

// successor is an agency that takes over; with a name it is a new one.
type successor struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	ShortName string `json:"short_name"`
}

func (s successor) told(v *visit) string {
	if s.Name != "" {
		return v.words("succession.new.told", s.Name, s.Code)
	}
	return v.agencyName(s.Code, false)
}
