package api

import (
	"strings"
	"time"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// systemView is an approved system as the reader may see it: what is owed for it
// is null where only the register's fields are.
type systemView struct {
	ID          string              `json:"id"`
	Number      string              `json:"number"`
	Name        string              `json:"name"`
	Agency      string              `json:"agency"`
	Entry       string              `json:"catalog_entry"`
	Kind        proposal.Kind       `json:"kind"`
	Level       *int                `json:"level"`
	State       system.State        `json:"state"`
	ApprovedAt  string              `json:"approved_at"`
	BeginBy     *string             `json:"begin_by"`
	Begun       *paperView          `json:"begun"`
	Acceptance  *paperView          `json:"acceptance"`
	Retirement  *paperView          `json:"retirement"`
	EndedAt     *string             `json:"ended_at"`
	Version     int64               `json:"version"`
	Obligations *[]obligationView   `json:"obligations"`
	Process     *processOfSystemRef `json:"process"`
	Actions     []string            `json:"actions"`
}

// processOfSystemRef names the pack whose rules hold for the system.
type processOfSystemRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// paperView is a document that a step rests on.
type paperView struct {
	documentView
	Note *string `json:"note"`
	At   string  `json:"at"`
}

type obligationView struct {
	ID              string                 `json:"id"`
	Rule            *string                `json:"rule"`
	Gate            *string                `json:"gate"`
	Title           string                 `json:"title"`
	Text            string                 `json:"text"`
	Owner           string                 `json:"owner"`
	OwnerSaid       *string                `json:"owner_said"`
	Agrees          *string                `json:"agrees"`
	Starts          string                 `json:"starts"`
	StartedAt       string                 `json:"started_at"`
	Unit            *string                `json:"unit"`
	Days            *int                   `json:"days"`
	EachYear        *string                `json:"each_year"`
	DueAt           *string                `json:"due_at"`
	Provisional     bool                   `json:"provisional"`
	Late            bool                   `json:"late"`
	BeforeOperation bool                   `json:"before_operation"`
	Recommended     bool                   `json:"recommended"`
	Citations       []citationView         `json:"citations"`
	State           system.ObligationState `json:"state"`
	Proof           *proofView             `json:"proof"`
	Answer          *obligationAnswerView  `json:"answer"`
	Actions         []string               `json:"actions"`
}

type proofView struct {
	Text     string        `json:"text"`
	Document *documentView `json:"document"`
	At       string        `json:"at"`
}

type obligationAnswerView struct {
	Agreed   bool          `json:"agreed"`
	Waived   bool          `json:"waived"`
	Note     *string       `json:"note"`
	Document *documentView `json:"document"`
	At       string        `json:"at"`
}

func (s *server) viewSystem(y system.Named, q *request) systemView {
	v := systemView{
		ID: y.ID, Number: y.Number, Name: y.Name, Agency: y.Agency, Entry: y.Entry, Kind: y.Kind, State: y.State,
		ApprovedAt: timeView(y.ApprovedAt), BeginBy: viewTime(y.BeginBy), EndedAt: viewTime(y.EndedAt), Version: y.Version,
		Actions: each(y.Actions(q.actor), verb),
	}
	if system.Access(y.System, q.actor) == proposal.AccessRegister {
		return v
	}
	v.Level = orNull(y.Level)
	v.Begun, v.Acceptance, v.Retirement = optional(y.Begun, viewPaper), optional(y.Acceptance, viewPaper), optional(y.Retirement, viewPaper)
	v.Process = &processOfSystemRef{y.Process.ID, y.Process.Version}
	now := s.Clock()
	owed := each(y.Obligations, func(o system.Obligation) obligationView {
		view := viewObligation(o, now, q.lang)
		view.Actions = each(y.ActionsOn(o, q.actor), verb)
		return view
	})
	v.Obligations = &owed
	return v
}

// verb is the last word of a command's kind: what is done.
func verb(kind string) string {
	_, done, _ := strings.Cut(kind, "_")
	return done
}

func viewPaper(p system.Paper) paperView {
	return paperView{viewDocument(p.Document), orNull(p.Note), timeView(p.At)}
}

func viewObligation(o system.Obligation, now time.Time, lang string) obligationView {
	return obligationView{
		ID: o.ID, Rule: orNull(o.Rule), Gate: orNull(o.Gate), Title: o.Title.In(lang), Text: o.Text.In(lang), Owner: o.Owner,
		OwnerSaid: orNull(o.OwnerSaid), Agrees: orNull(o.Agrees), Starts: o.Starts, StartedAt: timeView(o.StartedAt), Unit: orNull(o.Unit),
		Days: orNull(o.Days), EachYear: orNull(o.EachYear), DueAt: viewTime(o.DueAt), Provisional: o.Provisional, Late: o.Late(now),
		BeforeOperation: o.BeforeOperation, Recommended: o.Recommended, Citations: each(o.Citations, viewCitation), State: o.State,
		Proof: optional(o.Proof, func(p system.Proof) proofView {
			return proofView{p.Text, optional(p.Document, viewDocument), timeView(p.At)}
		}),
		Answer: optional(o.Answer, func(a system.Answer) obligationAnswerView {
			return obligationAnswerView{a.Agreed, a.Waived, orNull(a.Note), optional(a.Document, viewDocument), timeView(a.At)}
		}),
	}
}
