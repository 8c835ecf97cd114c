package system

import (
	"fmt"
	"strings"
	"time"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// Approved is the system that an approval makes, with what is owed from that day
// on.
func Approved(c proposal.Case, env Env) Step {
	s := System{
		ID: c.ID, Number: c.Number, Entry: c.StandsFor(), Agency: c.Agency, Kind: kind(c), Level: c.Standing.Level, State: Planned,
		Process: c.Process, ApprovedAt: env.Now, Parties: c.Parties, DraftedAt: c.DraftedAt, KeptUntil: env.Now, Obligations: []Obligation{},
	}
	t := Step{System: s}
	t.System.Version = 1
	if l := env.Rules.Life; l != nil && l.BeginWithinDays > 0 {
		by := endOf(proposal.DateOf(env.Now.AddDate(0, 0, l.BeginWithinDays)))
		t.System.BeginBy = &by
	}
	t.happened("system_planned", Told{Entry: s.Entry, DueAt: t.System.BeginBy}, nil)
	for _, o := range conditions(c, env) {
		t.owe(o)
	}
	t.start(proposal.StartsAtApproval, c, env)
	return t
}

func kind(c proposal.Case) proposal.Kind {
	if c.Filed != nil {
		return c.Filed.Kind
	}
	return c.Facts.Kind
}

// start sets what the pack asks from a start on.
func (t *Step) start(from string, c proposal.Case, env Env) {
	if env.Rules.Life == nil {
		return
	}
	for _, r := range env.Rules.Life.Obligations {
		if r.Starts == from && t.System.Level >= r.LevelAtLeast && left(r, c) {
			t.owe(t.System.byRule(r, env.Now, c.Gates, env))
		}
	}
}

// left reports whether the gate that leaves an obligation has left one.
func left(r proposal.ObligationRule, c proposal.Case) bool {
	if r.LeftBy == "" {
		return true
	}
	for _, set := range c.Standing.Conditions {
		if set.Obligation && set.Gate == r.LeftBy {
			return true
		}
	}
	return false
}

func (t *Step) owe(o Obligation) {
	t.System.Obligations = append(t.System.Obligations, o)
	t.happened("obligation_set", of(o, ""), o.Citations)
}

// Begin records what the work began with, such as the investment decision or the
// contract: an approval that has begun does not lapse.
func (s System) Begin(p Paper, env Env) (Step, error) {
	if s.State != Planned || s.Begun != nil {
		return Step{}, conflict(s, "Hệ thống không còn chờ bắt đầu thực hiện.", "The system no longer waits to be begun.")
	}
	if err := s.papers(&p, env); err != nil {
		return Step{}, err
	}
	t := s.begin()
	t.System.Begun = &p
	t.happened("system_begun", Told{Note: p.Note}, nil, p.Document)
	return t, nil
}

// Accept records the biên bản nghiệm thu: the system is in use. It is refused,
// naming each, while something is owed that comes before operation.
func (s System) Accept(p Paper, c proposal.Case, env Env) (Step, error) {
	if s.State != Planned {
		return Step{}, conflict(s, "Hệ thống không ở trạng thái chờ nghiệm thu.", "The system does not wait to be accepted.")
	}
	if err := s.papers(&p, env); err != nil {
		return Step{}, err
	}
	var owed []proposal.FieldError
	for i, o := range s.Obligations {
		if o.BeforeOperation && !o.Recommended && o.State.Owed() {
			owed = append(owed, proposal.FieldError{Field: fmt.Sprintf("obligations[%d]", i), Message: proposal.T(
				"Phải hoàn thành trước khi vận hành: %[1]s (%[2]s).", "To be done before operation: %[3]s (%[2]s).", o.Text.VI, o.ID, o.Text.In("en"))})
		}
	}
	if len(owed) > 0 {
		return Step{}, invalid(owed...)
	}
	t := s.begin()
	t.System.State, t.System.Acceptance = InUse, &p
	t.happened("system_accepted", Told{Entry: s.Entry, Note: p.Note}, nil, p.Document)
	t.start(proposal.StartsAtAccepting, c, env)
	t.tell("accepted", notice.SystemAccepted, notice.Parameters{}, s.authorities()...)
	return t, nil
}

// Retire ends a system in use.
func (s System) Retire(p Paper, env Env) (Step, error) {
	if s.State != InUse {
		return Step{}, conflict(s, "Chỉ hệ thống đang sử dụng mới dừng được.", "Only a system in use can be retired.")
	}
	if err := s.papers(&p, env); err != nil {
		return Step{}, err
	}
	t := s.begin()
	t.System.Retirement = &p
	t.happened("system_retired", Told{Entry: s.Entry, Note: p.Note}, nil, p.Document)
	t.end(Retired, env.Now)
	t.tell("retired", notice.SystemRetired, notice.Parameters{}, s.authorities()...)
	return t, nil
}

// Revoke ends a system whose approval was revoked. One that is over stays as it
// is.
func (s System) Revoke(now time.Time) Step {
	t := s.begin()
	if s.State.Over() {
		return Step{System: s}
	}
	t.happened("system_revoked", Told{Entry: s.Entry}, nil)
	t.end(Revoked, now)
	return t
}

// authorities are those that agree to something of the system.
func (s System) authorities() []notice.Group {
	var groups []notice.Group
	for _, o := range s.Obligations {
		if o.Agrees != "" {
			groups = append(groups, notice.Decides(o.Agrees))
		}
	}
	return groups
}

// papers checks a document of the system's life and adds who entered it.
func (s System) papers(p *Paper, env Env) error {
	var bad []proposal.FieldError
	checkDocument(&bad, "", &p.Document, env)
	if approved := proposal.DateOf(s.ApprovedAt); p.Date.Before(approved) {
		bad = append(bad, proposal.FieldError{Field: "date", Message: proposal.T(
			"Ngày văn bản %[1]s trước ngày phê duyệt %[2]s.", "The document's date %[1]s lies before the approval of %[2]s.", p.Date, approved)})
	}
	if len(bad) > 0 {
		return invalid(bad...)
	}
	p.At = env.Now
	return nil
}

// checkDocument wants a numbered document of no later than today whose file, if
// any, is the proposal's.
func checkDocument(bad *[]proposal.FieldError, prefix string, d *proposal.Document, env Env) {
	add := func(field, vi, en string, args ...any) {
		*bad = append(*bad, proposal.FieldError{Field: prefix + field, Message: proposal.T(vi, en, args...)})
	}
	if strings.TrimSpace(d.Number) == "" {
		add("number", "Cần nêu số văn bản.", "State the document's number.")
	}
	if d.Date.After(proposal.DateOf(env.Now)) {
		add("date", "Ngày văn bản %s ở tương lai.", "The document's date %s is in the future.", d.Date)
	}
	if d.Classified && d.Title != "" {
		add("title", "Văn bản mật chỉ ghi số và ngày.", "Of a classified document record number and date only.")
	}
	d.SHA256 = ""
	if d.AttachmentID == "" {
		return
	}
	hash, ok := env.Attachment(d.AttachmentID)
	switch {
	case d.Classified:
		add("attachment_id", "Văn bản mật chỉ ghi số và ngày, không kèm tệp.", "A classified document is recorded by number and date, without a file.")
	case !ok:
		*bad = append(*bad, proposal.FieldError{Field: prefix + "attachment_id", Message: noSuchFile()})
	}
	d.SHA256 = hash
}

func invalid(fields ...proposal.FieldError) error {
	return &proposal.Error{Code: proposal.CodeInvalid, Message: proposal.T("Nội dung chưa hợp lệ; xem từng mục bên dưới.", "The content is not valid; see each item below."), Fields: fields}
}

func conflict(s System, vi, en string) error {
	return &proposal.Error{Code: proposal.CodeConflict, Message: proposal.Text{
		VI: vi + " (Trạng thái: " + string(s.State) + ".)", EN: en + " (State: " + string(s.State) + ".)",
	}}
}
