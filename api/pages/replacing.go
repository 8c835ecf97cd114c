package pages

import (
	"fmt"
	"net/url"

	"pheduyet/api/html"
)

// replaced says how those fields of a decision are read that a replacement begins
// with.
var replaced = map[string]string{"conditions[].due": "date", "details.level": "int", "details.appraisal.date": "date"}

// retake fills a replacement's form with what the decision in force answers, as the
// API takes one: all but its document, which is that decision's own.
func (d *deciding) retake(was map[string]any) (url.Values, error) {
	delete(was, "documents")
	if details, ok := was["details"].(map[string]any); ok {
		for _, rows := range []string{"findings", "checklist", "allocations"} { // stand in the form in its own order
			delete(details, rows)
		}
	}
	filled, err := fields(was, replaced)
	values := url.Values(filled)
	stood := d.Was.Decision.Details
	for i, m := range d.Matches {
		for _, f := range stood.Findings {
			if f.EntryID == m.ID {
				at := fmt.Sprintf("details.findings[%d].", i)
				values.Set(at+"finding", f.Finding)
				values.Set(at+"note", valueOf(f.Note))
				values.Set(at+"way_out", valueOf(f.WayOut))
			}
		}
	}
	for i, item := range d.Rule.Checklist {
		for _, c := range stood.Checklist {
			if c.Item == item.ID {
				values.Set(fmt.Sprintf("details.checklist[%d].answer", i), c.Answer)
				values.Set(fmt.Sprintf("details.checklist[%d].note", i), valueOf(c.Note))
			}
		}
	}
	for i, l := range d.Money {
		for _, a := range stood.Allocations {
			if a.FiscalYear == l.FiscalYear && a.Source == l.Source {
				values.Set(fmt.Sprintf("details.allocations[%d].amount_vnd:int", i), html.Number(a.AmountVND))
			}
		}
	}
	return values, err
}

// answered is a point of the checklist as the decision in force answers it.
type answered struct {
	Text         bilingual
	Answer, Note string
}

// WasChecked is the checklist as the decision in force answers it.
func (d *deciding) WasChecked() []answered {
	if d.Was == nil || d.Was.Decision == nil {
		return nil
	}
	var all []answered
	for _, item := range d.Rule.Checklist {
		for _, c := range d.Was.Decision.Details.Checklist {
			if c.Item == item.ID {
				all = append(all, answered{item.Text, c.Answer, valueOf(c.Note)})
			}
		}
	}
	return all
}
