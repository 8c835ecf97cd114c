package pages

// proposalRead is a proposal as the API shows it to the visitor.
type proposalRead struct {
	ID       string     `json:"id"`
	Number   *string    `json:"number"`
	Revision int        `json:"revision"`
	ETag     string     `json:"etag"`
	Agency   string     `json:"agency"`
	FiledBy  *person    `json:"filed_by"`
	Status   string     `json:"status"`
	Process  *packNamed `json:"process"`
	Gates    []gateCard `json:"gates"`
	factsRead
	CreatedAt     string          `json:"created_at"`
	UpdatedAt     string          `json:"updated_at"`
	SubmittedAt   *string         `json:"submitted_at"`
	ReviewUntil   *string         `json:"review_until"`
	Tentative     bool            `json:"review_provisional"`
	CatalogEntry  *string         `json:"catalog_entry"`
	Unstated      []string        `json:"unstated"`
	Missing       []fieldFault    `json:"missing"`
	Warnings      []fieldFault    `json:"warnings"`
	Actions       []string        `json:"actions"`
	Reopens       []string        `json:"reopens"`
	Attachments   []attachment    `json:"attachments"`
	Letters       []letterRead    `json:"letters"`
	Replies       []replyRead     `json:"replies"`
	Items         []itemRead      `json:"items"`
	Advice        []budgetLine    `json:"advice"`
	Reserved      []budgetLine    `json:"reserved"`
	Committed     bool            `json:"committed"`
	AcceptanceDue bool            `json:"acceptance_due"`
	Level         *int            `json:"level"`
	RequiredLevel *int            `json:"required_level"`
	Conditions    []conditionRead `json:"conditions"`
	Screening     *screeningRead  `json:"screening"`
	Amendments    []amendmentRead `json:"amendments"`

	FromPaper      *fromPaperRead    `json:"from_paper"`
	DraftLetters   []draftLetterRead `json:"draft_letters"`
	SplitSuspected []string          `json:"split_suspected"`
	Outgoing       *outgoingRead     `json:"outgoing"`
}

// fromPaperRead marks a dossier begun on paper.
type fromPaperRead struct {
	Received string   `json:"received"`
	Version  string   `json:"version"`
	Citation citation `json:"citation"`
	Note     *string  `json:"note"`
	Gates    []string `json:"gates"`
}

// outgoingRead is a filing that was presented to the agency's head.
type outgoingRead struct {
	Document *document `json:"document"`
	Answers  []struct {
		Item string `json:"item"`
		Text string `json:"text"`
	} `json:"answers"`
	By   *person `json:"by"`
	At   string  `json:"at"`
	Back *struct {
		Note string  `json:"note"`
		By   *person `json:"by"`
		At   string  `json:"at"`
	} `json:"back"`
}

// BeforeTheHead reports whether a filing waits for the agency's head.
func (p *proposalRead) BeforeTheHead() bool { return p.Outgoing != nil && p.Outgoing.Back == nil }

// factsRead is what the filer states.
type factsRead struct {
	Kind               string       `json:"kind"`
	BuildsOn           *string      `json:"builds_on"`
	Realises           *string      `json:"realises"`
	Follows            []follow     `json:"follows"`
	CoAgencies         []string     `json:"co_agencies"`
	Name               string       `json:"name"`
	Summary            *string      `json:"summary"`
	Functions          []string     `json:"functions"`
	Sector             *string      `json:"sector"`
	LineMinistry       *string      `json:"line_ministry"`
	Scope              *string      `json:"scope"`
	Users              []string     `json:"users"`
	ArchitectureLayer  *int         `json:"architecture_layer"`
	Integrations       []string     `json:"integrations"`
	Budget             []budgetLine `json:"budget"`
	Security           *security    `json:"security"`
	LegalBasis         []string     `json:"legal_basis"`
	ExpectedCompletion *string      `json:"expected_completion"`
	Solution           *string      `json:"solution"`
	Steps              []string     `json:"steps"`
	Resources          *string      `json:"resources"`
	OperatingCost      *int64       `json:"operating_cost_per_year"`
	Accountable        *struct {
		Name     string  `json:"name"`
		Position *string `json:"position"`
	} `json:"accountable"`
	SelfReview *string `json:"self_review"`
}

type person struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Agency string `json:"agency"`
}

type packNamed struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Hash    string `json:"hash"`
}

type follow struct {
	Number   string `json:"number"`
	Relation string `json:"relation"`
}

type budgetLine struct {
	FiscalYear int    `json:"fiscal_year"`
	Source     string `json:"source"`
	AmountVND  int64  `json:"amount_vnd"`
}

type security struct {
	ProposedLevel         *int    `json:"proposed_level"`
	Audience              *string `json:"audience"`
	Information           *string `json:"information"`
	Infrastructure        *string `json:"infrastructure"`
	PersonalDataSubjects  *int64  `json:"personal_data_subjects"`
	SensitiveDataSubjects *int64  `json:"sensitive_data_subjects"`
	HandlesTTHC           *bool   `json:"handles_tthc"`
}

type attachment struct {
	ID    string  `json:"id"`
	Kind  string  `json:"kind"`
	Title *string `json:"title"`
	Name  string  `json:"name"`
	Size  int64   `json:"size"`
}

type letterRead struct {
	To           string  `json:"to"`
	Number       string  `json:"number"`
	Date         string  `json:"date"`
	AttachmentID *string `json:"attachment_id"`
	Classified   bool    `json:"classified"`
	Late         bool    `json:"late"`
	Sheets       int     `json:"sheets"`
}

type replyRead struct {
	From         string   `json:"from"`
	Number       string   `json:"number"`
	Date         string   `json:"date"`
	Position     string   `json:"position"`
	Conditions   []string `json:"conditions"`
	AttachmentID *string  `json:"attachment_id"`
	Classified   bool     `json:"classified"`
	Late         bool     `json:"late"`
	Sheets       int      `json:"sheets"`
}

type itemRead struct {
	ID       string    `json:"id"`
	Gate     string    `json:"gate"`
	Round    int       `json:"round"`
	Text     string    `json:"text"`
	Citation *citation `json:"citation"`
	Answer   *string   `json:"answer"`
	Answered bool      `json:"answered"`
}

type conditionRead struct {
	Gate       string  `json:"gate"`
	Text       string  `json:"text"`
	Owner      string  `json:"owner"`
	Due        *string `json:"due"`
	Obligation bool    `json:"obligation"`
}

type citation struct {
	Document string  `json:"document"`
	Article  *string `json:"article"`
	Note     *string `json:"note"`
}

type screeningRead struct {
	Verdict     string   `json:"verdict"`
	Note        string   `json:"note"`
	Compared    int      `json:"compared"`
	Matches     []match  `json:"matches"`
	SetApart    []match  `json:"set_apart"`
	NotCompared []string `json:"not_compared"`
	Editions    []string `json:"editions"`
	At          string   `json:"at"`
}

type match struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Owner     string   `json:"owner"`
	State     string   `json:"state"`
	Score     float64  `json:"score"`
	Weighty   bool     `json:"weighty"`
	Evidence  []string `json:"evidence"`
	Twins     []string `json:"twins"`
	Reference bool     `json:"reference"`
	History   bool     `json:"history"`
	Proposal  bool     `json:"proposal"`
	Masked    bool     `json:"masked"`
}

type document struct {
	Number       string  `json:"number"`
	Date         string  `json:"date"`
	Title        *string `json:"title"`
	Issuer       *string `json:"issuer"`
	Signatory    *string `json:"signatory"`
	Capacity     *string `json:"capacity"`
	AttachmentID *string `json:"attachment_id"`
	Classified   bool    `json:"classified"`
	Scan         bool    `json:"scan"`
	Late         bool    `json:"late"`
	Sheets       int     `json:"sheets"`
}

type amendmentRead struct {
	Kind     string    `json:"kind"`
	Gate     string    `json:"gate"`
	Round    int       `json:"round"`
	Reason   string    `json:"reason"`
	Document *document `json:"document"`
	By       *person   `json:"by"`
	At       string    `json:"at"`
	// Decision is the one that stands instead.
	Decision *decisionRead `json:"decision"`
}

// gateCard is where one gate stands, with why it is due when it is.
type gateCard struct {
	gateRow
	Kind       string    `json:"kind"`
	Round      int       `json:"round"`
	After      []string  `json:"after"`
	ByRule     bool      `json:"by_rule"`
	MayDecide  bool      `json:"may_decide"`
	MayRectify bool      `json:"may_rectify"`
	MayReplace bool      `json:"may_replace"`
	Deadline   *deadline `json:"deadline"`

	Actions     []string         `json:"actions"`
	Sign        *string          `json:"sign"`
	Claim       *hand            `json:"claim"`
	ClaimLapsed *hand            `json:"claim_lapsed"`
	Prepared    *hand            `json:"prepared"`
	Preparation *preparationRead `json:"preparation"`
	Stretches   []stretchRead    `json:"stretches"`
	AnswerBy    *string          `json:"answer_by"`
}

// deadline is a due time and why it is that one ("vì sao hạn này").
type deadline struct {
	Days        int        `json:"days"`
	OpenedAt    string     `json:"opened_at"`
	DueAt       string     `json:"due_at"`
	FirstDueAt  string     `json:"first_due_at"`
	LateDays    int        `json:"late_days"`
	Provisional bool       `json:"provisional"`
	Stretch     *string    `json:"stretch"`
	Holder      *string    `json:"holder"`
	StoppedAt   *string    `json:"stopped_at"`
	Paused      []pause    `json:"paused"`
	Skipped     []skipped  `json:"skipped"`
	Extended    *extension `json:"extended"`
	Recounted   []held     `json:"recounted"`
	Cites       []citation `json:"cites"`
}

// held is a due time that held until then.
type held struct {
	DueAt string `json:"due_at"`
	Until string `json:"until"`
}

type pause struct {
	Text   *string `json:"text"`
	Cause  string  `json:"cause"`
	From   string  `json:"from"`
	To     *string `json:"to"`
	Reason *string `json:"reason"`
}

type skipped struct {
	Date string `json:"date"`
	Why  string `json:"why"`
}

type extension struct {
	Days   int     `json:"days"`
	At     string  `json:"at"`
	Reason *string `json:"reason"`
}
