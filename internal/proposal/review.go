package proposal

// ReviewPlea asks the province to review an adviser's rejection.
type ReviewPlea struct {
	Reason   string    `json:"reason" validate:"max=10000"`
	Document *Document `json:"document"`
}

// ReviewRuling is what the province says to it: uphold, or send_back to a gate.
type ReviewRuling struct {
	Outcome  AmendmentKind `json:"outcome" validate:"required,oneof=uphold send_back"`
	Gate     string        `json:"gate" validate:"max=100"`
	Reason   string        `json:"reason" validate:"max=10000"`
	Document *Document     `json:"document"`
}

// CanRequestReview answers whether the actor may ask for a review: the head of the
// filing agency, after a rejection that is not the province's own. Whether the
// days for it have run out is the request's own question.
func CanRequestReview(p Progress, a Actor) error {
	switch {
	case a.Agency != p.Agency || !a.Has(RoleHead):
		return Errorf(CodeForbidden, "Chỉ lãnh đạo cơ quan đề xuất được đề nghị xem xét lại.", "Only the head of the filing agency may ask for a review.")
	case p.Status != Rejected:
		return Errorf(CodeConflict, "Chỉ đề nghị xem xét lại khi hồ sơ không được thống nhất.", "Only a rejected proposal can be reviewed.")
	case p.ReviewUntil == nil:
		return Errorf(CodeConflict, "Quyết định của UBND tỉnh là quyết định cuối cùng, không xem xét lại theo cách này.", "The province's own decision is the last word and is not reviewed this way.")
	case p.Review == ReviewRequested:
		return Errorf(CodeConflict, "Hồ sơ đang chờ UBND tỉnh xem xét lại.", "The proposal already waits for the province's review.")
	case p.Review == ReviewUpheld:
		return Errorf(CodeConflict, "UBND tỉnh đã xem xét và giữ nguyên ý kiến; không đề nghị xem xét lại lần nữa.", "The province has reviewed and upheld the rejection; it is not reviewed again.")
	}
	return nil
}

// CanReview answers whether the actor may rule on a review: who decides the
// provincial gate.
func CanReview(p Progress, a Actor) error {
	if err := p.province(a); err != nil {
		return err
	}
	if p.Status != Rejected || p.Review != ReviewRequested {
		return Errorf(CodeConflict, "Không có đề nghị xem xét lại nào đang chờ.", "No request for review is waiting.")
	}
	return nil
}

// province asks whether the actor decides for the authority of the provincial
// decision.
func (p Progress) province(a Actor) error {
	for _, g := range p.Gates {
		if g.Kind == KindProvincial {
			_, err := p.decides(a, g.ID)
			if err == nil && !a.Decides(g.Authority) {
				err = Errorf(CodeForbidden, "Việc này không thực hiện theo phân công, ủy quyền xử lý bước.", "A delegation for a gate does not reach this.")
			}
			return err
		}
	}
	return Errorf(CodeForbidden, "Hồ sơ chưa có bước quyết định của UBND tỉnh.", "This proposal has no provincial decision.")
}

// speaks refuses who would speak for the province alone where its head signs.
func (c Case) speaks(by Actor) error {
	for _, g := range c.Gates {
		if rule, _ := c.Rules.Gate(g.ID); g.Kind == KindProvincial && rule.Sign == SignHead && !by.Heads(g.Authority) {
			return Errorf(CodeForbidden, "Ở bước này lãnh đạo ký; chỉ lãnh đạo UBND tỉnh được thực hiện việc này.", "At this gate the head signs; only the province's head may do this.")
		}
	}
	return nil
}

// RequestReview records the request within the pack's days; the rejection stands
// until the province rules.
func (c Case) RequestReview(in ReviewPlea, by Actor, env Env) (Transition, error) {
	if env.Now.After(*c.ReviewUntil) {
		return Transition{}, Errorf(CodeConflict, "Đã hết thời hạn đề nghị xem xét lại (ngày %s); cơ quan có thể lập hồ sơ mới.", "The days for asking for a review ended on %s; a new proposal may be filed.", DateOf(*c.ReviewUntil).Written())
	}
	var bad faults
	c.grounds(&bad, in.Reason, in.Document, env)
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	g := c.rejecting()
	t := c.begin()
	t.Case.Review = ReviewRequested
	t.amended(Amendment{Kind: ReviewRequest, Gate: g.ID, Round: g.Round, Reason: in.Reason, Document: in.Document, By: by.person()}, "", env)
	return t, nil
}

// Rule records the province's ruling. Sent back, the proposal runs again from the
// gate named, which is the one that rejected it or one before: a review jumps over
// no gate, so it never stands for the ministry's agreement.
func (c Case) Rule(in ReviewRuling, by Actor, env Env) (Transition, error) {
	if err := c.speaks(by); err != nil {
		return Transition{}, err
	}
	g := c.rejecting()
	var bad faults
	c.grounds(&bad, in.Reason, in.Document, env)
	switch {
	case in.Outcome == Uphold && in.Gate != "":
		bad.add("gate", "Giữ nguyên thì không nêu bước.", "Name no gate where the rejection is upheld.")
	case in.Outcome == SendBack && in.Gate == "":
		bad.add("gate", "Cần nêu bước nhận lại hồ sơ.", "Name the gate that gets the proposal back.")
	case in.Outcome == SendBack && in.Gate != g.ID && !c.downstream([]string{in.Gate})[g.ID]:
		bad.add("gate", "Chỉ chuyển về bước đã từ chối (“%[1]s”) hoặc một bước trước đó; xem xét lại không thay cho ý kiến của bước nào.", "Send back to the gate that rejected (“%[1]s”) or one before it; a review replaces no gate's opinion.", g.ID)
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	t := c.begin()
	a := Amendment{Kind: in.Outcome, Gate: g.ID, Round: g.Round, Reason: in.Reason, Document: in.Document, Sent: in.Gate, By: by.person()}
	if in.Outcome == Uphold {
		t.Case.Review = ReviewUpheld
		t.amended(a, "", env)
		return t, nil
	}
	t.amended(a, "", env)
	t.reopen([]string{in.Gate}, env)
	t.openReady(env)
	return t, nil
}

// rejecting is the gate that ended the proposal.
func (c Case) rejecting() Gate {
	for _, g := range c.Gates {
		if g.State == GateRejected {
			return g
		}
	}
	return Gate{}
}
