package proposal

import (
	"slices"
	"time"
)

// SignHead is the rule's sign where an officer prepares and the head signs.
const SignHead = "head"

// Hand is who has laid hands on a gate, and when. The name is only shown: it stays
// out of workflow payloads.
type Hand struct {
	Account string    `json:"account"`
	Name    string    `json:"-"`
	At      time.Time `json:"at"`
}

func (h *Hand) is(a Actor) bool { return h != nil && h.Account == a.Account }

func (a Actor) hand(env Env) *Hand { return &Hand{Account: a.Account, Name: a.Name, At: env.Now} }

// Preparation is a step of a decision that waits for its signature: what an
// officer prepared, or the note with which the head sent it back. They stay inside
// the authority until signed. Of a filing that the agency's head sends, Gate is ""
// and Round the revision that it is to be.
type Preparation struct {
	N        int       `json:"n"`
	Gate     string    `json:"gate"`
	Round    int       `json:"round"`
	Decision *Decision `json:"decision"` // nil where it was sent back
	// Submission is what a filer presented; nil where it was sent back.
	Submission *Submission `json:"submission,omitempty"`
	Note       string      `json:"note"`
	By         Person      `json:"by"`
	At         time.Time   `json:"at"`
	SHA256     string      `json:"-"` // of the kept document, by which the ledger names it
}

// Signature signs what was prepared. Document is the signed paper; it may be
// missing where the prepared decision names one. SHA256, where given, is that of
// the preparation read: signing another is refused.
type Signature struct {
	Document  *Document `json:"document"`
	ActingFor string    `json:"acting_for" validate:"max=100"`
	SHA256    string    `json:"sha256" validate:"max=64"`
}

// SentBack hands a prepared decision back to its officer.
type SentBack struct {
	Note string `json:"note" validate:"max=10000"`
}

// CanSign answers whether the actor may sign, or send back, what is prepared at
// the gate: the authority's head or who acts for the head, and never who prepared
// it.
func CanSign(p Progress, a Actor, gate string) error {
	g, err := p.decides(a, gate)
	if err != nil {
		return err
	}
	if !a.Heads(g.Authority) && !p.actsFor(a, g) {
		return Errorf(CodeForbidden, "Chỉ lãnh đạo cơ quan chủ trì bước, hoặc người được phân công, ủy quyền, được ký.", "Only the head of the gate's authority, or who acts for the head, signs.")
	}
	if g.Prepared.is(a) {
		return Errorf(CodeForbidden, "Người trình và người ký phải khác nhau.", "Who prepared a decision does not sign it.")
	}
	if err := p.openGate(g); err != nil {
		return err
	}
	if g.Prepared == nil {
		return Errorf(CodeConflict, "Chưa có dự thảo nào được trình ký ở bước này.", "Nothing is prepared for signature at this gate.")
	}
	return nil
}

func (p Progress) openGate(g Gate) error {
	if err := p.running(); err != nil {
		return err
	}
	if g.State != GateOpen && !g.unanswered() {
		return Errorf(CodeConflict, "Bước này hiện không mở để cho ý kiến; hãy tải lại hồ sơ.", "This gate is not open now; read the proposal again.")
	}
	return nil
}

// Give does with a decision what the gate's rule asks: it decides, or where the
// head signs, is prepared.
func (c Case) Give(gate string, d Decision, by Actor, env Env) (Transition, error) {
	if rule, _ := c.Rules.Gate(gate); rule.Sign == SignHead {
		return c.prepare(gate, d, by, env)
	}
	return c.Decide(gate, d, env)
}

// prepare keeps a decision for the head to sign, judged as it will be then; the
// signed paper may still be missing.
func (c Case) prepare(gate string, d Decision, by Actor, env Env) (Transition, error) {
	if _, err := c.judge(gate, d, env, false); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	t.prepared(Preparation{Gate: gate, Decision: &d, By: by.person()}, env)
	t.Case.Gates[t.Case.index(gate)].Prepared = by.hand(env)
	return t, nil
}

// prepared keeps a step and tells it without its content.
func (t *Transition) prepared(p Preparation, env Env) {
	g, _ := t.Case.Gate(p.Gate)
	p.N, p.Round, p.At = len(t.Case.Preparations)+1, g.Round, env.Now
	t.Case.Preparations = append(slices.Clip(t.Case.Preparations), p)
	t.happened(Event{Action: preparing(p), Gate: p.Gate, Round: g.Round, Data: PreparedData{N: p.N}})
}

func preparing(p Preparation) string {
	if p.Decision == nil {
		return "decision_sent_back"
	}
	return "decision_prepared"
}

// PreparedData tells that there is a preparation; SHA256 is of its kept content.
type PreparedData struct {
	N      int    `json:"n"`
	SHA256 string `json:"sha256"`
}

// Waiting is the preparation that waits for its signature at the gate.
func (c Case) Waiting(gate string) (Preparation, bool) {
	g, _ := c.Gate(gate)
	for _, p := range slices.Backward(c.Preparations) {
		if p.Gate == gate && p.Round == g.Round && p.Decision != nil && g.Prepared != nil {
			return p, true
		}
	}
	return Preparation{}, false
}

// Sign makes the prepared decision the authority's, judged again as it stands now.
func (c Case) Sign(gate string, in Signature, env Env) (Transition, error) {
	p, ok := c.Waiting(gate)
	if !ok {
		return Transition{}, Errorf(CodeConflict, "Chưa có dự thảo nào được trình ký ở bước này.", "Nothing is prepared for signature at this gate.")
	}
	if in.SHA256 != "" && in.SHA256 != p.SHA256 {
		return Transition{}, Errorf(CodeConflict, "Dự thảo đã được trình lại sau khi bạn đọc; hãy đọc lại rồi ký.", "The decision was prepared anew after you read it; read it again and sign.")
	}
	d := *p.Decision
	if g, _ := c.Gate(gate); in.ActingFor == "" && !env.Actor.Heads(g.Authority) {
		var bad faults
		bad.add("acting_for", "Bạn ký theo phân công hoặc ủy quyền; hãy nêu mã văn bản phân công, ủy quyền.", "You sign under a delegation; name it.")
		return Transition{}, bad.err()
	}
	if in.Document != nil {
		d.Documents = slices.Concat([]Document{*in.Document}, d.Documents)
	}
	d.ActingFor, d.PreparedBy = in.ActingFor, &p.By
	return c.Decide(gate, d, env)
}

// SendBackPrepared hands a prepared decision back to its officer, with a note.
func (c Case) SendBackPrepared(gate string, in SentBack, by Actor, env Env) (Transition, error) {
	if blank(in.Note) {
		var bad faults
		bad.add("note", "Cần nêu nội dung phải sửa.", "Say what is to be mended.")
		return Transition{}, bad.err()
	}
	t := c.begin()
	t.prepared(Preparation{Gate: gate, Note: in.Note, By: by.person()}, env)
	t.Case.Gates[t.Case.index(gate)].Prepared = nil
	return t, nil
}
