package proposal

// GateKind says how a gate works: its details, its form and when it cannot pass.
type GateKind string

// The kinds of gate. KindReview is a gate that a pack adds without code: a
// checklist, a reason, documents.
const (
	KindDuplication  GateKind = "duplication_check"
	KindConsultation GateKind = "ministry_consultation"
	KindTechnology   GateKind = "technology_review"
	KindBudget       GateKind = "budget_allocation"
	KindSecurity     GateKind = "security_level"
	KindProvincial   GateKind = "provincial_decision"
	KindReview       GateKind = "review"
)

// Outcome is what a decision says.
type Outcome string

// The outcomes of the contract.
const (
	Approve               Outcome = "approve"
	ApproveWithConditions Outcome = "approve_with_conditions"
	Return                Outcome = "return"
	Reject                Outcome = "reject"
)

// Passes reports whether the outcome lets the proposal go on.
func (o Outcome) Passes() bool { return o == Approve || o == ApproveWithConditions }

// Rules is the part of a process pack that a proposal is judged by. It is plain
// data: the pack's author states it, the code only follows.
type Rules struct {
	Gates []GateRule `json:"gates"`
	// Reopens says which gates a changed field reopens at a resubmission.
	Reopens []Reopening `json:"reopens"`
	Level   LevelRule   `json:"required_level"`
	// ReviewDays is how long, in working days, a rejected proposal may still be
	// reviewed; AnswerDays how long a filer has for a return.
	ReviewDays int `json:"review_days"`
	AnswerDays int `json:"answer_days"`
	// LateEntryDays is after how many working days a document counts as entered
	// late ("nhập chậm").
	LateEntryDays int `json:"late_entry_days"`
	// RemindAt is the time of day of every reminder, "HH:MM" in Zone;
	// AnswerReminders call a return to the filer's mind.
	RemindAt        string     `json:"remind_at"`
	AnswerReminders *Reminders `json:"answer_reminders"`
	// Life is what follows an approval.
	Life *LifeRules `json:"life"`
}

// GateRule is one mandated step.
type GateRule struct {
	ID         string   `json:"id"`
	Kind       GateKind `json:"kind"`
	Title      Text     `json:"title"`
	After      []string `json:"after"`
	Authority  string   `json:"authority"`
	Substitute string   `json:"substitute"`
	// WorkingDays is the deadline; WorkingDaysWhen overrides it from a security
	// level on (the higher of proposed and required), the highest that applies.
	WorkingDays     int        `json:"working_days"`
	WorkingDaysWhen []DaysWhen `json:"working_days_when"`
	// SupplementDays bounds how late missing parts may be asked for; 0 is no bound.
	SupplementDays int `json:"supplement_days"`
	// Consulted is "line_ministry" where the gate waits for the ministry.
	Consulted string     `json:"consulted"`
	Stretches *Stretches `json:"stretches"`
	// Reminders, Pauses and Extension move the gate's clock; without them it only
	// runs.
	Reminders *Reminders       `json:"reminders"`
	Pauses    []PauseCause     `json:"pauses"`
	Extension *ExtensionRule   `json:"extension"`
	Sign      string           `json:"sign"`
	Citations []Citation       `json:"citations"`
	Checklist []ChecklistItem  `json:"checklist"`
	Labels    map[Outcome]Text `json:"labels"`
	// Capacities are the signing capacities the gate accepts, each a sequence such
	// as "TM. KT." in order; "" is signing in one's own name (NĐ 30/2020/NĐ-CP
	// Điều 13).
	Capacities []string `json:"capacities"`
	// Provenance grades the deadline and authority: "stated", "secondary" or
	// "province" (the province's own choice).
	Provenance string `json:"provenance"`
	// Grounds tell, each with its own grade, what the deadline, the authority, the
	// substitute and the labels rest on.
	Grounds []Ground `json:"grounds"`
}

// Ground is what one thing that a gate states rests on. Of is "deadline",
// "authority", "substitute" or "labels". Where the grade is "province" the
// document may be absent; the note then tells why.
type Ground struct {
	Of string `json:"of"`
	Citation
}

// DaysWhen is a deadline that holds from a security level on.
type DaysWhen struct {
	LevelAtLeast int `json:"level_at_least"`
	Days         int `json:"days"`
}

// Stretches divide the consultation's time between its holders, in working days.
type Stretches struct {
	SendDays    int `json:"send_days"`    // the filing agency sends the letter
	ReplyDays   int `json:"reply_days"`   // the ministry replies, from the letter's date
	ConfirmDays int `json:"confirm_days"` // the authority confirms, from the last reply
	RemindAfter int `json:"remind_after_days"`
	RemindEvery int `json:"remind_every_days"`
	// OwnLetters is how many reminder letters the filing agency signs itself;
	// later ones are drafted for ThenSignedBy. 0 is all of them.
	OwnLetters   int    `json:"own_letters"`
	ThenSignedBy string `json:"then_signed_by"`
}

// Citation names a document and the place in it. Provenance grades it as
// GateRule.Provenance does; Note tells what was adapted ("tương tự").
type Citation struct {
	Document   string `json:"document" validate:"required,max=500"`
	Article    string `json:"article" validate:"max=500"`
	Provenance string `json:"provenance,omitempty" validate:"max=40"`
	Note       string `json:"note,omitempty" validate:"max=500"`
}

// ChecklistItem is one question of a review. When answered `no`, a mandatory one
// keeps the gate from passing.
type ChecklistItem struct {
	ID        string   `json:"id"`
	Text      Text     `json:"text"`
	Mandatory bool     `json:"mandatory"`
	Citation  Citation `json:"citation"`
}

// Reopening lists the gates that a change of one field of Facts (its JSON name)
// reopens.
type Reopening struct {
	Field string   `json:"field"`
	Gates []string `json:"gates"`
}

// LevelRule holds the thresholds of the required security level (NĐ
// 331/2026/NĐ-CP Điều 11–15; secondary copies). Counts are people.
type LevelRule struct {
	BasicSubjectsForLevel3     int64      `json:"basic_subjects_for_level_3"`
	SensitiveSubjectsForLevel3 int64      `json:"sensitive_subjects_for_level_3"`
	AppraisalFromLevel         int        `json:"appraisal_from_level"` // ministry's appraisal document
	ProvinceFromLevel          int        `json:"province_from_level"`  // the provincial decision states the level
	PrimeMinisterLevel         int        `json:"prime_minister_level"` // cites the Prime Minister's decision
	Citations                  []Citation `json:"citations"`
}

// Gate finds a gate's rule by id.
func (r Rules) Gate(id string) (GateRule, bool) {
	for _, g := range r.Gates {
		if g.ID == id {
			return g, true
		}
	}
	return GateRule{}, false
}

// Days is the gate's deadline in working days at a security level.
func (g GateRule) Days(level int) int {
	days, at := g.WorkingDays, 0
	for _, w := range g.WorkingDaysWhen {
		if level >= w.LevelAtLeast && w.LevelAtLeast > at {
			days, at = w.Days, w.LevelAtLeast
		}
	}
	return days
}
