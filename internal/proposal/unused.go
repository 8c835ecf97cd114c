package proposal

import "slices"

// uses says which details a kind of gate takes.
var uses = map[string][]GateKind{
	"findings":    {KindDuplication},
	"kind":        {KindDuplication},
	"checklist":   {KindTechnology, KindReview},
	"allocations": {KindBudget, KindProvincial},
	"level":       {KindSecurity, KindProvincial},
	"basis":       {KindSecurity},
	"appraisal":   {KindSecurity},
	"signatory":   {KindProvincial},
	"capacity":    {KindProvincial},
}

// checkUnused refuses details that the gate's kind does not take: nothing that
// an officer typed may be ignored in silence.
func checkUnused(bad *faults, kind GateKind, d Details) {
	for _, p := range []struct {
		name  string
		given bool
	}{
		{"findings", len(d.Findings) > 0}, {"kind", d.Kind != ""}, {"checklist", len(d.Checklist) > 0},
		{"allocations", len(d.Allocations) > 0}, {"level", d.Level != nil}, {"basis", d.Basis != ""},
		{"appraisal", d.Appraisal != nil}, {"signatory", d.Signatory != ""}, {"capacity", d.Capacity != ""},
	} {
		if p.given && !slices.Contains(uses[p.name], kind) {
			bad.add("details."+p.name, "Bước này không dùng trường “%s”.", "This gate does not take “%s”.", p.name)
		}
	}
}
