package proposal

import (
	"strings"
	"time"
)

// ExtensionRequest asks for more time (phiếu xin lỗi và hẹn lại): so many working days;
// the due time follows from them.
type ExtensionRequest struct {
	Reason   string    `json:"reason" validate:"max=10000"`
	Days     int       `json:"days"`
	Document *Document `json:"document" validate:"required"`
}

// RecordedExtension is an extension with the due times it led from and to.
type RecordedExtension struct {
	Gate  string `json:"gate"`
	Round int    `json:"round"`
	ExtensionRequest
	At         time.Time `json:"at"`
	FirstDueAt time.Time `json:"first_due_at"`
	DueAt      time.Time `json:"due_at"`
}

// Extend gives a gate's authority more working days, as often and as many as the
// pack allows. The first due time stays visible.
func (c Case) Extend(gate string, in ExtensionRequest, env Env) (Transition, error) {
	rule, _ := c.Rules.Gate(gate)
	g, _ := c.Gate(gate)
	if rule.Extension == nil {
		return Transition{}, Errorf(CodeConflict, "Quy trình không cho gia hạn bước này.", "The process allows no extension of this gate.")
	}
	if g.Clock.Extensions >= rule.Extension.Times {
		return Transition{}, Errorf(CodeConflict, "Bước này đã được gia hạn %[1]d lần, bằng số lần quy trình cho phép.", "This gate was extended %[1]d times, as often as the process allows.", g.Clock.Extensions)
	}
	var bad faults
	if strings.TrimSpace(in.Reason) == "" {
		bad.add("reason", "Cần nêu lý do.", "State the reason.")
	}
	if in.Days < 1 || in.Days > rule.Extension.MaxDays {
		bad.add("days", "Số ngày gia hạn phải từ 1 đến %d ngày làm việc.", "An extension is of 1 to %d working days.", rule.Extension.MaxDays)
	}
	if in.Document == nil {
		bad.add("document", "Cần nêu phiếu xin lỗi và hẹn lại (số, ngày, trích yếu, người ký).", "Name the paper of apology and new appointment (number, date, title, signatory).")
	} else {
		c.checkDocument(&bad, "document", in.Document, env)
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	in.Document = c.complemented(in.Document, env)
	return c.extended(rule, g, in, env), nil
}

func (c Case) extended(rule GateRule, was Gate, in ExtensionRequest, env Env) Transition {
	t := c.begin()
	g := &t.Case.Gates[t.Case.index(rule.ID)]
	d := *was.Deadline
	by := Extended{Days: in.Days, At: env.Now}
	if d.Extended != nil {
		by.Days += d.Extended.Days
	}
	d.Extended = &by
	g.Deadline = new(d.recount(env))
	g.Clock.Extensions++
	g.rewind(env.Now)
	s := &t.Case.Standing
	s.Extensions = append(s.Extensions, RecordedExtension{
		Gate: g.ID, Round: g.Round, ExtensionRequest: in, At: env.Now, FirstDueAt: *g.Deadline.FirstDueAt, DueAt: g.Deadline.DueAt,
	})
	t.happened(Event{
		Action: "deadline_extended", Gate: g.ID, Round: g.Round, Citations: rule.Extension.Citations, Documents: list(in.Document),
		Data: ExtendedData{in.Reason, in.Days, Recounted{*was.Deadline, *g.Deadline}},
	})
	t.warn(*g, was.Deadline.Provisional)
	return t
}

// ExtendedData is what an extension tells.
type ExtendedData struct {
	Reason string `json:"reason"`
	Days   int    `json:"days"`
	Recounted
}
