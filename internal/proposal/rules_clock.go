package proposal

// Reminders say when a deadline is called to mind, all in working days from its
// due day. Before it, whoever holds the gate is reminded; on it and after it, the
// authority's head and the agencies of Inform hear too. A pack without them stays
// silent.
type Reminders struct {
	BeforeDays []int `json:"before_days"` // the furthest first
	AfterDays  int   `json:"after_days"`
	// RepeatDays is how long after the last one the next follows; 0 is never.
	RepeatDays int        `json:"repeat_days"`
	Inform     []string   `json:"inform"`
	Citations  []Citation `json:"citations"`
}

// PauseCause is a ground on which a gate's clock may stand still.
type PauseCause struct {
	ID       string   `json:"id"`
	Text     Text     `json:"text"`
	Citation Citation `json:"citation"`
}

// ExtensionRule says how often the authority's head may extend a deadline in one
// round (phiếu xin lỗi và hẹn lại), and by how many working days at most.
type ExtensionRule struct {
	Times     int        `json:"times"`
	MaxDays   int        `json:"max_days"`
	Citations []Citation `json:"citations"`
}

// pause finds a cause by its id.
func (g GateRule) pause(cause string) (PauseCause, bool) {
	for _, p := range g.Pauses {
		if p.ID == cause {
			return p, true
		}
	}
	return PauseCause{}, false
}

// DeadlineCites lists what a deadline of the gate rests on: the grounds of its
// days, the causes of its pauses, the extension's.
func (g GateRule) DeadlineCites(d Deadline) []Citation {
	cites := []Citation{}
	for _, ground := range g.Grounds {
		if ground.Of == "deadline" {
			cites = append(cites, ground.Citation)
		}
	}
	seen := map[string]bool{}
	for _, p := range d.Paused {
		if cause, ok := g.pause(p.Cause); ok && !seen[p.Cause] {
			seen[p.Cause] = true
			cites = append(cites, cause.Citation)
		}
	}
	if d.Extended != nil && g.Extension != nil {
		cites = append(cites, g.Extension.Citations...)
	}
	return cites
}
