package pages

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Rows stand where the form has them, whatever order the decision names them in.
func TestAReplacementBeginsWithTheAnswersInForce(t *testing.T) {
	note, way := "Gần giống", "use"
	var d deciding
	d.Matches = []match{{ID: "N-1"}, {ID: "N-2"}}
	d.Money = []budgetLine{{2027, "khac", 5}, {2027, "chi-thuong-xuyen", 9_000_000}}
	var was roundRead
	was.Decision = &decisionRead{Details: detailRead{Allocations: []budgetLine{{2027, "chi-thuong-xuyen", 7_500_000}}}}
	was.Decision.Details.Findings = append(was.Decision.Details.Findings, struct {
		EntryID string  `json:"entry_id"`
		Finding string  `json:"finding"`
		Note    *string `json:"note"`
		WayOut  *string `json:"way_out"`
	}{"N-2", "duplicate", &note, &way})
	d.Was = &was
	got, err := d.retake(map[string]any{
		"outcome": "approve_with_conditions", "reason": "Vì", "documents": []any{map[string]any{"number": "5"}},
		"conditions": []any{map[string]any{"text": "Thu hẹp", "owner": "so-y-te", "due": "2027-03-31"}},
		"details":    map[string]any{"level": 3, "findings": []any{map[string]any{"entry_id": "N-2"}}, "allocations": []any{map[string]any{"source": "x"}}},
	})
	want := map[string][]string{
		"outcome": {"approve_with_conditions"}, "reason": {"Vì"}, "conditions[0].text": {"Thu hẹp"}, "conditions[0].owner": {"so-y-te"},
		"conditions[0].due:day": {"31"}, "conditions[0].due:month": {"3"}, "conditions[0].due:year": {"2027"}, "details.level:int": {"3"},
		"details.findings[1].finding": {"duplicate"}, "details.findings[1].note": {note}, "details.findings[1].way_out": {way},
		"details.allocations[1].amount_vnd:int": {"7.500.000"},
	}
	if d := cmp.Diff(want, map[string][]string(got)); d != "" || err != nil {
		t.Error(d, err)
	}
}
