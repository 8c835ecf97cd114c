package rebuild

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"pheduyet/internal/proposal"
)

// Tables are the rows about one proposal in every table of the read model, in an
// order of their own, so that what is stored can be held against what the ledger
// says. Left out are columns that only count or index: etag, search, compared.
type Tables struct {
	Proposal     ProposalRow        `json:"proposals"`
	Gates        []proposal.Gate    `json:"gates"`
	Editors      []string           `json:"proposal_editors"`
	Revisions    []RevisionRow      `json:"revisions"`
	Decisions    []DecisionRow      `json:"decisions"`
	Screenings   []ScreeningRow     `json:"screenings"`
	Attachments  []AttachmentRow    `json:"attachments"`
	Reservations []proposal.Reserve `json:"reservations"`
	// Amendments name of their authors the account alone.
	Amendments []proposal.Amendment `json:"amendments"`
	// Preparations lie beside as documents of their sha256.
	Preparations []proposal.PreparedData `json:"preparations"`
}

// ProposalRow is a proposal's own row.
type ProposalRow struct {
	Number           string            `json:"number"`
	Agency           string            `json:"agency"`
	CoAgencies       []string          `json:"co_agencies"`
	FiledBy          string            `json:"filed_by"`
	Status           proposal.Status   `json:"status"`
	Revision         int               `json:"revision"`
	Version          int64             `json:"version"`
	Name             string            `json:"name"`
	Facts            proposal.Facts    `json:"facts"`
	Filed            *proposal.Facts   `json:"filed"`
	Standing         proposal.Standing `json:"standing"`
	Parties          proposal.Parties  `json:"parties"`
	Process          proposal.PackRef  `json:"pack"`
	AcceptanceDue    bool              `json:"acceptance_due"`
	ReviewUntil      *time.Time        `json:"review_until"`
	Recalls          int               `json:"recalls"`
	Screening        string            `json:"screening"`
	DraftedAt        time.Time         `json:"drafted_at"`
	SubmittedAt      *time.Time        `json:"submitted_at"`
	FirstSubmittedAt *time.Time        `json:"first_submitted_at"`
	UpdatedAt        time.Time         `json:"updated_at"`

	Review proposal.ReviewState `json:"review"`
	Run    int                  `json:"run"`
}

// RevisionRow is a filed revision.
type RevisionRow struct {
	Revision int                `json:"revision"`
	Facts    proposal.Facts     `json:"facts"`
	Document *proposal.Document `json:"document"`
	By       string             `json:"by"`
	At       time.Time          `json:"at"`
}

// DecisionRow is a decision; By is "" where a rule decided.
type DecisionRow struct {
	Gate     string             `json:"gate"`
	Round    int                `json:"round"`
	Attempt  int                `json:"attempt"`
	Outcome  proposal.Outcome   `json:"outcome"`
	By       string             `json:"by"`
	Agency   string             `json:"agency"`
	Body     proposal.Decision  `json:"body"`
	Pack     proposal.PackRef   `json:"pack"`
	Deadline *proposal.Deadline `json:"deadline"`
	At       time.Time          `json:"at"`
}

// ScreeningRow is a comparison; its body is the document of that sha256.
type ScreeningRow struct {
	ID       string    `json:"id"`
	Revision int       `json:"revision"`
	Verdict  string    `json:"verdict"`
	SHA256   string    `json:"sha256"`
	At       time.Time `json:"at"`
}

// AttachmentRow is an attached file.
type AttachmentRow struct {
	proposal.Attachment
	Declared bool      `json:"declared"`
	By       string    `json:"by"`
	At       time.Time `json:"at"`
}

// RowOf gives a proposal's own row out of its case.
func RowOf(c proposal.Case, recalls int, updated time.Time) ProposalRow {
	r := ProposalRow{
		Number: c.Number, Agency: c.Agency, CoAgencies: c.Facts.CoAgencies, FiledBy: c.FiledBy.Account, Status: c.Status,
		Revision: c.Revision, Version: c.Version, Name: c.Facts.Name, Facts: c.Facts, Filed: c.Filed, Standing: c.Standing,
		Parties: c.Parties, Process: c.Process, AcceptanceDue: c.AcceptanceDue, ReviewUntil: c.ReviewUntil, Recalls: recalls,
		DraftedAt: c.DraftedAt, SubmittedAt: c.SubmittedAt, FirstSubmittedAt: c.FirstSubmittedAt, UpdatedAt: updated,
		Review: c.Review, Run: c.Run,
	}
	if c.Screening != nil {
		r.Screening = c.Screening.ID
	}
	return r
}

// AmendmentsOf gives the later acts of a case as rows.
func AmendmentsOf(c proposal.Case) []proposal.Amendment {
	rows := slices.Clone(c.Amendments)
	for i := range rows {
		rows[i].By = proposal.Person{Account: rows[i].By.Account}
	}
	return rows
}

// Tables gives the rows that the read model should hold.
func (p Proposal) Tables() Tables {
	t := Tables{
		Proposal: RowOf(p.Case, p.Recalls, p.UpdatedAt), Gates: p.Case.Gates, Editors: slices.Sorted(slices.Values(p.Editors)),
		Reservations: p.Case.Standing.Reserves(), Amendments: AmendmentsOf(p.Case), Preparations: p.Preparations,
	}
	for _, r := range p.Revisions {
		t.Revisions = append(t.Revisions, RevisionRow(r))
	}
	for _, d := range p.Decisions {
		by := d.By.Account
		if d.ByRule {
			by = ""
		}
		t.Decisions = append(t.Decisions, DecisionRow{d.Gate, d.Round, d.Attempt, d.Body.Outcome, by, d.Agency, d.Body, d.Pack, d.Timing.Deadline, d.At})
	}
	for _, s := range p.Screenings {
		t.Screenings = append(t.Screenings, ScreeningRow{s.ID, s.Revision, s.Verdict, s.SHA256, s.At})
	}
	for _, a := range p.Attachments {
		t.Attachments = append(t.Attachments, AttachmentRow(a))
	}
	t.Sort()
	return t
}

// Sort puts the rows of each table in the order of its key.
func (t *Tables) Sort() {
	slices.SortFunc(t.Decisions, func(a, b DecisionRow) int {
		return cmp.Or(cmp.Compare(a.Attempt, b.Attempt), cmp.Compare(a.Gate, b.Gate), cmp.Compare(a.Round, b.Round))
	})
	slices.SortFunc(t.Screenings, func(a, b ScreeningRow) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(t.Attachments, func(a, b AttachmentRow) int { return cmp.Compare(a.ID, b.ID) })
}

// Difference is a place where what is stored is not what the ledger says.
type Difference struct {
	Place  string // table, row and column: "gates/2/state"
	Ledger string // as JSON; "" where there is nothing
	Stored string
}

// Differences holds what is stored against what the ledger says.
func Differences(told, stored Tables) ([]Difference, error) {
	want, err := tree(told)
	if err != nil {
		return nil, err
	}
	got, err := tree(stored)
	if err != nil {
		return nil, err
	}
	var found []Difference
	differ(&found, "", want, got)
	return found, nil
}

func differ(found *[]Difference, place string, want, got any) {
	switch w := want.(type) {
	case map[string]any:
		if g, ok := got.(map[string]any); ok {
			for _, name := range names(w, g) {
				differ(found, place+"/"+name, w[name], g[name])
			}
			return
		}
	case []any:
		if g, ok := got.([]any); ok && len(g) == len(w) {
			for i := range w {
				differ(found, place+"/"+strconv.Itoa(i), w[i], g[i])
			}
			return
		}
	}
	if empty(want) && empty(got) {
		return
	}
	if a, b := written(want), written(got); a != b {
		*found = append(*found, Difference{place[1:], a, b})
	}
}

func names(a, b map[string]any) []string {
	var all []string
	for _, m := range []map[string]any{a, b} {
		for name := range m {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func written(v any) string {
	if v == nil {
		return ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}
