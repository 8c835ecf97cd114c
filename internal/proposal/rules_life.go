package proposal

// LifeRules are what a pack asks of a system once it is approved. A pack without
// them asks only what the decisions themselves set as conditions.
type LifeRules struct {
	// BeginWithinDays is how long, in calendar days, an approval waits for the work
	// to begin before it lapses.
	BeginWithinDays int        `json:"begin_within_days"`
	Citations       []Citation `json:"citations"`
	// Reminders call every obligation and condition to mind.
	Reminders   *Reminders       `json:"reminders"`
	Obligations []ObligationRule `json:"obligations"`
}

// The values of an obligation's rule.
const (
	// OwnerFilingAgency stands for the agency that filed.
	OwnerFilingAgency = "filing_agency"
	StartsAtApproval  = "approval"   // with the provincial decision
	StartsAtAccepting = "acceptance" // with the biên bản nghiệm thu
	WorkingDays       = "working_days"
	CalendarDays      = "calendar_days"
)

// ObligationRule is one thing that the law or the province asks after approval.
type ObligationRule struct {
	ID    string `json:"id"`
	Title Text   `json:"title"`
	Text  Text   `json:"text"`
	// Owner is [OwnerFilingAgency] or an agency's code.
	Owner string `json:"owner"`
	// Agrees is the gate whose authority, or whose substitute, agrees that it is
	// fulfilled or waives it; "" asks nobody.
	Agrees string `json:"agrees"`
	// Starts is [StartsAtApproval] or [StartsAtAccepting]. Days, in Unit, run from
	// there; EachYear is instead the last day, MM-DD, of every year. With neither
	// the obligation has no day of its own.
	Starts   string `json:"starts"`
	Unit     string `json:"unit"`
	Days     int    `json:"days"`
	EachYear string `json:"each_year"`
	// BeforeOperation obligations are fulfilled before the system is put into use.
	BeforeOperation bool `json:"before_operation"`
	// Recommended ones are asked and reminded of, but bind nobody.
	Recommended  bool `json:"recommended"`
	LevelAtLeast int  `json:"level_at_least"` // 0 is every level
	// LeftBy is the gate whose decision leaves this obligation behind, as an opinion
	// on the level leaves the dossier; "" is always.
	LeftBy    string     `json:"left_by"`
	Citations []Citation `json:"citations"`
}

// Obligation finds a rule by its id.
func (l LifeRules) Obligation(id string) (ObligationRule, bool) {
	for _, o := range l.Obligations {
		if o.ID == id {
			return o, true
		}
	}
	return ObligationRule{}, false
}
