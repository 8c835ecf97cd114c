package proposal

import (
	"slices"
	"time"
)

// Case is all that the rules look at when an act is judged.
type Case struct {
	Progress
	Number string `json:"number"`
	// Facts are the working copy; Filed those of the last submitted revision, nil
	// before the first.
	Facts Facts  `json:"facts"`
	Filed *Facts `json:"filed"`
	// Paper is what was entered from paper; nil for a dossier begun here.
	Paper *PaperDossier `json:"-"`
	Rules Rules         `json:"rules"`
	// FilingKind is the filing agency's kind: communes have rules of their own.
	FilingKind AgencyKind `json:"filing_kind"`
	// FilingSign is "head" where the agency wants its head to send filings out.
	FilingSign  string       `json:"-"`
	Standing    Standing     `json:"standing"`
	Screening   *Screening   `json:"screening"`
	Attachments []Attachment `json:"attachments"`
	// Envelopes are the province's and the filing agency's own.
	Envelopes   []EnvelopeKey `json:"envelopes"`
	SubmittedAt *time.Time    `json:"submitted_at"`
	// FirstSubmittedAt is the day whose pack holds. ETag changes with every change,
	// a draft's too. FiledBy is the account that drafted it.
	FirstSubmittedAt *time.Time `json:"first_submitted_at"`
	ETag             int64      `json:"etag"`
	FiledBy          Person     `json:"filed_by"`
	UpdatedAt        time.Time  `json:"updated_at"`
	// Amendments are the later acts, oldest first.
	Amendments []Amendment `json:"amendments"`
	// Preparations are those of its gates, oldest first.
	Preparations []Preparation `json:"preparations"`
	// Lapsed are claims that their people have lost, though nothing recorded says so
	// yet; see [Case.Lapse].
	Lapsed []LapsedClaim `json:"-"`
}

// Person is an account as others see it.
type Person struct {
	Account string `json:"account"`
	Name    string `json:"name"`
	Agency  string `json:"agency"`
}

// Standing is what earlier acts left behind that later ones look at.
type Standing struct {
	Letters []RecordedLetter `json:"letters"`
	Replies []RecordedReply  `json:"replies"`
	Items   []Item           `json:"items"`
	// Advice is what Sở Tài chính advised; Reserved what the envelopes hold for
	// this proposal, Committed once the province has decided.
	Advice     []BudgetLine `json:"advice"`
	Reserved   []Allocation `json:"reserved"`
	Committed  bool         `json:"committed"`
	Acceptance *Acceptance  `json:"acceptance"`
	// Level is the security level decided last, Required the one that the facts
	// required at the last submission.
	Level    int `json:"level"`
	Required int `json:"required"`
	// Conditions bind after approval: those of the decisions and the pack's.
	Conditions []StandingCondition `json:"conditions"`
	// OpenedByOther is set once somebody of another agency has read the
	// submission; it ends the chance to recall.
	OpenedByOther bool `json:"opened_by_other"`
	PersonDecided bool `json:"person_decided"`
	// Pauses and Extensions are those of all rounds, with what was said for them.
	Pauses     []RecordedPause     `json:"pauses,omitempty"`
	Extensions []RecordedExtension `json:"extensions,omitempty"`
	// Drafts are the reminder letters drafted to ministries.
	Drafts []DraftLetter `json:"drafts,omitempty"`
	// ReviewProvisional says of the review period's end what Deadline.Provisional
	// says of a due time.
	ReviewProvisional bool `json:"review_provisional,omitempty"`
}

// RecordedLetter is a letter with the time of its recording; Late marks one
// recorded long after its date ("nhập chậm").
type RecordedLetter struct {
	Letter
	At   time.Time `json:"at"`
	Late bool      `json:"late,omitempty"`
}

// RecordedReply is a reply with the time of its recording, Late as a letter's.
type RecordedReply struct {
	Reply
	At   time.Time `json:"at"`
	Late bool      `json:"late,omitempty"`
}

// Item is one request of a return and its answer.
type Item struct {
	ID       string    `json:"id"`
	Gate     string    `json:"gate"`
	Round    int       `json:"round"`
	Text     string    `json:"text"`
	Citation *Citation `json:"citation"`
	Answer   string    `json:"answer"`
	Answered bool      `json:"answered"`
	// Continues is the earlier item that this one carries on.
	Continues string `json:"continues,omitempty"`
}

// Acceptance is the filing agency's word on less money than it asked.
type Acceptance struct {
	Accepted bool      `json:"accepted"`
	Note     string    `json:"note" validate:"max=10000"`
	Document *Document `json:"document"`
}

// StandingCondition is a condition with the gate that set it. An obligation is
// set by the pack or the law rather than by the officer.
type StandingCondition struct {
	Condition
	Gate       string `json:"gate"`
	Obligation bool   `json:"obligation"`
}

// Screening is the recorded comparison of one revision.
type Screening struct {
	ID       string   `json:"id"`
	Revision int      `json:"revision"`
	Verdict  string   `json:"verdict"`
	Note     string   `json:"note"`
	Compared int      `json:"compared"`
	Matches  []Match  `json:"matches"`
	SetApart []Match  `json:"set_apart"`
	Editions []string `json:"editions"`
	// NotCompared says what could not be compared, Engine by which version.
	NotCompared []string  `json:"not_compared"`
	Engine      string    `json:"engine"`
	At          time.Time `json:"at"`
}

// Match is an entry or proposal that resembles the one screened. One of weight
// must be found duplicate, overlap or different before the gate passes.
type Match struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Owner    string     `json:"owner"`
	Scope    string     `json:"scope"`
	Source   string     `json:"source"`
	State    EntryState `json:"state"`
	Score    float64    `json:"score"`
	Weighty  bool       `json:"weighty"`
	Evidence []string   `json:"evidence"`
	Twins    []string   `json:"twins"`
	// Reference marks another province's plan, History a rejected or withdrawn
	// proposal, Proposal an open or approved one: the first two are no ground.
	Reference bool `json:"reference"`
	History   bool `json:"history"`
	Proposal  bool `json:"proposal"`
}

// Attachment is an uploaded file as its proposal lists it. Size is in bytes;
// Readable says that its text could be searched for secrecy marks.
type Attachment struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Title     string `json:"title"`
	Name      string `json:"name"`
	MediaType string `json:"media_type"`
	Size      int64  `json:"size"`
	SHA256    string `json:"sha256"`
	Readable  bool   `json:"readable"`
	By        string `json:"-"` // the account that added it
}

// EnvelopeKey names a year's money from a source, owned by the province or by a
// commune.
type EnvelopeKey struct {
	FiscalYear int    `json:"fiscal_year"`
	Source     string `json:"source"`
	Owner      string `json:"owner"`
}

// Allocation is money taken from an envelope, in đồng.
type Allocation struct {
	EnvelopeKey
	AmountVND int64 `json:"amount_vnd"`
}

// Env is what a transition needs from outside: the time, the calendar and the
// registers. Its functions are pure look-ups of data already read.
type Env struct {
	Now time.Time
	// Actor is who acts; zero where a rule does.
	Actor Actor
	// Due counts working days from the day after from, leaving out the pauses that
	// have ended.
	Due func(from time.Time, days int, pauses ...Pause) Deadline
	// Workday is the n-th working day after the day of t, before it where n < 0.
	Workday func(t time.Time, n int) time.Time
	// Late reports whether a document of that day is entered late today.
	Late   func(d Date) bool
	Entry  func(id string) (Entry, bool)
	Agency func(code string) (Agency, bool)
	// NewID makes an id (UUIDv7).
	NewID func() string
}

// Event is one thing that happened; each becomes one entry of the ledger. Data
// holds what the read model needs beyond the common fields.
type Event struct {
	Action    string
	Gate      string
	Round     int
	Outcome   Outcome
	Citations []Citation
	Documents []Document
	Data      any
	ByRule    bool
}

// Transition is the outcome of an act: the case after it and what happened, in
// order. Decision is set where a gate was decided.
type Transition struct {
	Case     Case
	Events   []Event
	Decision *Decided
	// FromPaper are the decisions that a submission entered from paper.
	FromPaper []Decided
	// Reclassified is the new kind where the officer changed it: the pack must be
	// pinned anew with [Transition.Repin].
	Reclassified Kind
}

// Decided is a decision with its place.
type Decided struct {
	Gate     string
	Round    int
	Decision Decision
	ByRule   bool
}

// begin copies the case for a transition.
func (c Case) begin() Transition {
	c.Progress = c.Progress.clone()
	c.Version++
	c.Amendments = slices.Clip(c.Amendments)
	s := &c.Standing
	s.Letters, s.Replies = slices.Clone(s.Letters), slices.Clone(s.Replies)
	s.Items, s.Conditions = slices.Clone(s.Items), slices.Clone(s.Conditions)
	s.Pauses, s.Extensions, s.Drafts = slices.Clone(s.Pauses), slices.Clone(s.Extensions), slices.Clone(s.Drafts)
	return Transition{Case: c}
}

// stated are the facts that authorities judge: those last filed, whatever the
// filer is preparing meanwhile; before the first filing the working copy.
func (c Case) stated() Facts {
	if c.Filed != nil {
		return *c.Filed
	}
	return c.Facts
}

func (t *Transition) happened(e Event) { t.Events = append(t.Events, e) }

func (c Case) attachment(id string) (Attachment, bool) {
	i := slices.IndexFunc(c.Attachments, func(a Attachment) bool { return a.ID == id })
	if i < 0 {
		return Attachment{}, false
	}
	return c.Attachments[i], true
}

// envelope is where a line draws: the filing commune's own envelope where it has
// one for that year and source, else the province's.
func (c Case) envelope(year int, source string) (EnvelopeKey, bool) {
	var found EnvelopeKey
	for _, k := range c.Envelopes {
		if k.FiscalYear != year || k.Source != source {
			continue
		}
		if k.Owner == c.Agency {
			return k, true
		}
		if found.Owner == "" {
			found = k
		}
	}
	return found, found.Owner != ""
}
