package proposal

// Decision is what an authority says at a gate, as it is sent.
type Decision struct {
	Outcome    Outcome       `json:"outcome" validate:"required,oneof=approve approve_with_conditions return reject"`
	Reason     string        `json:"reason" validate:"max=10000"`
	Citations  []Citation    `json:"citations" validate:"max=100,dive"`
	Documents  []Document    `json:"documents" validate:"max=50,dive"`
	Conditions []Condition   `json:"conditions" validate:"max=100,dive"`
	Items      []ItemRequest `json:"items" validate:"max=100,dive"`
	ReturnTo   string        `json:"return_to" validate:"max=100"`
	ActingFor  string        `json:"acting_for" validate:"max=100"`
	// HeadReason is why the authority's head lets a gate that has returned before
	// ask for what it had not raised then.
	HeadReason string  `json:"head_reason,omitempty" validate:"max=10000"`
	Details    Details `json:"details"`
	// ActedFor is what is known of the delegation in ActingFor: answered, never
	// sent.
	ActedFor *ActedFor `json:"acted_for,omitempty"`
	// FromPaper marks what was decided on paper and entered with the submission,
	// by who submitted it: answered, never sent.
	FromPaper bool `json:"from_paper,omitempty"`
	// PreparedBy is who prepared what the head signed: answered, never sent.
	PreparedBy *Person `json:"prepared_by,omitempty"`
}

// Document is a paper that stands behind an act. A classified one is recorded by
// number and date alone.
type Document struct {
	Number       string `json:"number" validate:"required,max=100"`
	Date         Date   `json:"date" validate:"required,date"`
	Title        string `json:"title" validate:"max=500"`
	Issuer       string `json:"issuer" validate:"max=500"`
	Signatory    string `json:"signatory" validate:"max=500"`
	Capacity     string `json:"capacity" validate:"omitempty,capacity"`
	AttachmentID string `json:"attachment_id" validate:"omitempty,uuid"`
	Classified   bool   `json:"classified"`
	// Sheets is how many sheets of paper it has, for the archive; 0 where nobody
	// counted them.
	Sheets int `json:"sheets,omitempty" validate:"min=0,max=10000"`
	// Late is set when the document was entered long after its date ("nhập
	// chậm"); SHA256 is its scan's. Both are answered, never sent.
	Late   bool   `json:"late,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

// Condition is something an approval asks of somebody by a day.
type Condition struct {
	Text  string `json:"text" validate:"required,max=10000"`
	Owner string `json:"owner" validate:"required,max=500"`
	Due   Date   `json:"due" validate:"required,date"`
}

// ItemRequest is one thing that a return asks for.
type ItemRequest struct {
	Text     string    `json:"text" validate:"required,max=10000"`
	Citation *Citation `json:"citation"`
	// Continues is the id of an item that the gate asked for before and that this
	// one carries on.
	Continues string `json:"continues,omitempty" validate:"max=200"`
}

// Details are the facts a decision states; which apply follows from the gate's
// kind.
type Details struct {
	Findings    []Finding     `json:"findings" validate:"max=500,dive"`
	Kind        Kind          `json:"kind" validate:"omitempty,oneof=new_build upgrade extension lease"`
	Checklist   []CheckAnswer `json:"checklist" validate:"max=200,dive"`
	Allocations []BudgetLine  `json:"allocations" validate:"max=50,dive"`
	Level       *int          `json:"level" validate:"omitempty,min=1,max=5"`
	Basis       string        `json:"basis" validate:"omitempty,oneof=opinion dossier"`
	Appraisal   *Appraisal    `json:"appraisal"`
	Signatory   string        `json:"signatory" validate:"max=500"`
	Capacity    string        `json:"capacity" validate:"omitempty,capacity"`
}

// The findings of the contract.
const (
	FindingDuplicate = "duplicate"
	FindingOverlap   = "overlap"
	FindingDifferent = "different"
)

// Finding is an officer's judgement of one match.
type Finding struct {
	EntryID string `json:"entry_id" validate:"required,max=100"`
	Finding string `json:"finding" validate:"required,oneof=duplicate overlap different"`
	Note    string `json:"note" validate:"max=10000"`
	WayOut  string `json:"way_out" validate:"omitempty,oneof=use extend accounts"`
}

// CheckAnswer answers one checklist item.
type CheckAnswer struct {
	Item   string `json:"item" validate:"required,max=100"`
	Answer string `json:"answer" validate:"required,oneof=yes no n/a"`
	Note   string `json:"note" validate:"max=10000"`
}

// Appraisal is the ministry's appraisal document of a high security level.
type Appraisal struct {
	Number       string `json:"number" validate:"required,max=100"`
	Date         Date   `json:"date" validate:"required,date"`
	AttachmentID string `json:"attachment_id" validate:"omitempty,uuid"`
}

// Letter is a written request for a ministry's or agency's opinion (công văn đi).
type Letter struct {
	To           string `json:"to" validate:"max=100"`
	Number       string `json:"number" validate:"required,max=100"`
	Date         Date   `json:"date" validate:"required,date"`
	AttachmentID string `json:"attachment_id" validate:"omitempty,uuid"`
	Classified   bool   `json:"classified"`
	Sheets       int    `json:"sheets,omitempty" validate:"min=0,max=10000"`
}

// The positions a reply may take; only asks_for_more is not final.
const (
	Agree               = "agree"
	AgreeWithConditions = "agree_with_conditions"
	Disagree            = "disagree"
	AsksForMore         = "asks_for_more"
)

// Reply is the written answer (công văn đến).
type Reply struct {
	From         string   `json:"from" validate:"max=100"`
	Number       string   `json:"number" validate:"required,max=100"`
	Date         Date     `json:"date" validate:"required,date"`
	Position     string   `json:"position" validate:"required,oneof=agree agree_with_conditions disagree asks_for_more"`
	Conditions   []string `json:"conditions" validate:"max=100,dive,required,max=10000"`
	AttachmentID string   `json:"attachment_id" validate:"omitempty,uuid"`
	Classified   bool     `json:"classified"`
	Sheets       int      `json:"sheets,omitempty" validate:"min=0,max=10000"`
}

// Answer replies to one item of a return.
type Answer struct {
	Item string `json:"item" validate:"required,max=100"`
	Text string `json:"text" validate:"required,max=10000"`
}
