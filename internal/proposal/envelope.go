package proposal

import "slices"

// CommandSetEnvelope enters or changes an envelope; its body is [EnvelopeEntry].
const CommandSetEnvelope = "set_envelope"

// EnvelopeEntry enters an envelope or changes it: what a year holds from a source,
// in đồng, and the document that says so.
type EnvelopeEntry struct {
	FiscalYear int      `json:"fiscal_year" validate:"required,min=2020,max=2100"`
	Source     string   `json:"source" validate:"required,oneof=chi-thuong-xuyen chi-dau-tu-phat-trien khac"`
	Owner      string   `json:"owner" validate:"required,max=100"`
	AmountVND  *int64   `json:"amount_vnd" validate:"required,min=0,max=1000000000000000"`
	State      string   `json:"state" validate:"required,oneof=indicative assigned"`
	Document   Document `json:"document"`
}

// Key names the envelope.
func (in EnvelopeEntry) Key() EnvelopeKey { return EnvelopeKey{in.FiscalYear, in.Source, in.Owner} }

// EnvelopeChange is an envelope after a change, and the numbers of the proposals
// whose reservation it no longer holds, the latest first.
type EnvelopeChange struct {
	Envelope Envelope `json:"envelope"`
	Reopened []string `json:"reopened"`
}

// EnvelopePreview is what an entry would make of an envelope, were it recorded now.
// Was is nil where there is none yet.
type EnvelopePreview struct {
	Was     *Envelope
	Becomes EnvelopeChange
}

// CanSetEnvelope answers whether the actor enters envelopes: who decides for one of
// the authorities that hold the budget gate of a process in force.
func CanSetEnvelope(a Actor, authorities []string) error {
	if !slices.ContainsFunc(authorities, a.Decides) {
		return Errorf(CodeForbidden, "Chỉ cơ quan thẩm định kinh phí được nhập, điều chỉnh dự toán.", "Only the authority of the budget gate enters and changes envelopes.")
	}
	return nil
}

// Check judges an entry and names every fault at once. Owner is the agency of that
// code, nil where there is none; committed is what decisions have bound of the
// envelope, in đồng.
func (in EnvelopeEntry) Check(owner *Agency, committed int64, today Date) error {
	var bad faults
	switch {
	case owner == nil:
		bad.add("owner", "Không có cơ quan nào với mã “%s”.", "No agency has the code “%s”.", in.Owner)
	case owner.Kind != KindPeople && owner.Kind != KindCommune:
		bad.add("owner", "Dự toán là của tỉnh hoặc của một xã, phường; “%s” không phải.", "An envelope is the province's or a commune's; “%s” is neither.", in.Owner)
	case owner.To != "" && owner.To.Before(today):
		bad.add("owner", "Cơ quan “%s” đã kết thúc hoạt động; hãy nhập cho cơ quan kế tục.", "The agency “%s” has ended; enter the envelope of its successor.", in.Owner)
	}
	if *in.AmountVND < committed {
		bad.add("amount_vnd", "Đã bố trí %[1]s đồng theo quyết định; dự toán không thể thấp hơn số đó.", "Decisions have committed %[1]s đồng; the envelope cannot be less.", Dong(committed))
	}
	if in.Document.Date.After(today) {
		bad.add("document.date", "Ngày văn bản ở tương lai.", "The document's date is in the future.")
	}
	if in.Document.AttachmentID != "" {
		bad.add("document.attachment_id", "Văn bản giao dự toán không nằm trong hồ sơ nào; chỉ nêu số, ngày, trích yếu, cơ quan ban hành.", "An envelope's document lies in no proposal; state number, date, title and issuer.")
	}
	if in.Document.Classified {
		bad.add("document.classified", "Văn bản giao dự toán không được là văn bản mật.", "An envelope's document must not be classified.")
	}
	return bad.err()
}

// Outgrown takes back what an envelope holds for the proposal because it no longer
// fits, and with it the advice that it rested on: the budget gate starts again, and
// so do the gates that rely on it; one that waits for the filer goes on waiting.
// What other envelopes hold stays until the new decision. A proposal for which the
// envelope holds nothing, or for which it is committed, is left alone.
func (c Case) Outgrown(key EnvelopeKey, env Env) Transition {
	var gone, left []Allocation
	for _, r := range c.Standing.Reserved {
		if r.EnvelopeKey == key {
			gone = append(gone, r)
		} else {
			left = append(left, r)
		}
	}
	if len(gone) == 0 || c.Standing.Committed || !c.Status.Open() {
		return Transition{}
	}
	t := c.begin()
	s := &t.Case.Standing
	s.Reserved = left
	again := c.budgetAgain()
	event := Event{Action: "reservation_outgrown", Data: MoneyData{gone}}
	for _, g := range c.Gates {
		if g.Kind == KindBudget {
			event.Gate, event.Round = g.ID, g.Round
		}
	}
	if len(again) > 0 {
		s.Advice, s.Acceptance = nil, nil
	}
	t.happened(event)
	t.reset(again)
	t.settle()
	t.openReady(env)
	return t
}

// budgetAgain gives the budget gates that have passed and all that come after them,
// but for those that nothing has happened at and those that wait for the filer.
func (c Case) budgetAgain() map[string]bool {
	var passed []string
	for _, g := range c.Gates {
		if g.Kind == KindBudget && g.State == GatePassed {
			passed = append(passed, g.ID)
		}
	}
	again := c.again(passed)
	for _, g := range c.Gates {
		if g.State == GateReturned || !g.Touched {
			delete(again, g.ID)
		}
	}
	return again
}
