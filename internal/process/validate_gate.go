package process

import (
	"fmt"
	"slices"
	"strings"

	"pheduyet/internal/proposal"
)

var (
	gateKinds = []proposal.GateKind{
		proposal.KindDuplication, proposal.KindConsultation, proposal.KindTechnology, proposal.KindBudget,
		proposal.KindSecurity, proposal.KindProvincial, proposal.KindReview,
	}
	outcomes   = []proposal.Outcome{proposal.Approve, proposal.ApproveWithConditions, proposal.Return, proposal.Reject}
	capacities = []string{"TM.", "Q.", "KT.", "TL.", "TUQ."}
)

// What a gate must give grounds for; the substitute only where it has one.
const (
	ofDeadline   = "deadline"
	ofAuthority  = "authority"
	ofSubstitute = "substitute"
	ofLabels     = "labels"
)

func (c *check) gates() {
	if len(c.pack.Gates) == 0 {
		c.add("gates", "Quy trình phải có ít nhất một bước.", "A pack needs at least one gate.")
	}
	seen := map[string]bool{}
	for i, g := range c.pack.Gates {
		field := fmt.Sprintf("gates[%d]", i)
		if seen[g.ID] {
			c.add(field+".id", "Bước “%s” có hai lần.", "The gate “%s” is there twice.", g.ID)
		}
		seen[g.ID] = true
		c.gate(field, g)
	}
}

func (c *check) gate(field string, g proposal.GateRule) {
	if !slug.MatchString(g.ID) {
		c.add(field+".id", "Mã bước “%s” không hợp lệ.", "The gate id “%s” is not valid.", g.ID)
	}
	if !slices.Contains(gateKinds, g.Kind) {
		c.add(field+".kind", "Loại bước “%s” không rõ.", "Unknown kind of gate “%s”.", g.Kind)
	}
	c.text(field+".title", g.Title)
	for _, o := range outcomes {
		c.text(fmt.Sprintf("%s.labels.%s", field, o), g.Labels[o])
	}
	if g.Sign != "officer" && g.Sign != "head" {
		c.add(field+".sign", "“%s” phải là officer hoặc head.", "“%s” must be officer or head.", g.Sign)
	}
	c.agency(field+".authority", g.Authority)
	if g.Substitute != "" {
		c.agency(field+".substitute", g.Substitute)
	}
	if g.Substitute == g.Authority {
		c.add(field+".substitute", "Cơ quan thay thế phải khác cơ quan chủ trì bước.", "The substitute must differ from the authority.")
	}
	c.days(field, g)
	c.consulted(field, g)
	c.checklist(field, g)
	c.capacities(field, g)
	c.grade(field+".provenance", g.Provenance)
	c.citations(field+".citations", g.Citations)
	c.grounds(field, g)
	c.clock(field, g)
}

// agency holds that the code is known and the agency exists all through the
// period.
func (c *check) agency(field, code string) {
	a, ok := c.known.Agencies[code]
	switch {
	case !ok:
		c.add(field, "Không có cơ quan “%s”; hãy ghi mã của một cơ quan trong danh mục.", "There is no agency “%s”; give the code of one in the register.", code)
	case c.pack.EffectiveFrom.Before(a.From) || (a.To != "" && (c.pack.EffectiveTo == "" || c.pack.EffectiveTo.After(a.To))):
		c.add(field, "Cơ quan “%s” không tồn tại trong toàn bộ thời gian của quy trình.", "The agency “%s” does not exist on every day of the pack.", code)
	}
}

func (c *check) days(field string, g proposal.GateRule) {
	c.positive(field+".working_days", g.WorkingDays)
	if g.SupplementDays < 0 {
		c.add(field+".supplement_days", "Số ngày không được âm.", "The days must not be negative.")
	}
	seen := map[int]bool{}
	for i, w := range g.WorkingDaysWhen {
		at := fmt.Sprintf("%s.working_days_when[%d]", field, i)
		if w.LevelAtLeast < 1 || w.LevelAtLeast > 5 || seen[w.LevelAtLeast] {
			c.add(at+".level_at_least", "Cấp độ phải từ 1 đến 5, mỗi cấp độ một lần.", "The level must be 1 to 5, each once.")
		}
		seen[w.LevelAtLeast] = true
		c.positive(at+".days", w.Days)
	}
}

// consulted holds that a gate waits for the ministry exactly where its kind does.
func (c *check) consulted(field string, g proposal.GateRule) {
	if g.Kind != proposal.KindConsultation {
		if g.Consulted != "" || g.Stretches != nil {
			c.add(field+".consulted", "Chỉ bước lấy ý kiến mới có cơ quan được hỏi và các chặng thời gian.", "Only a consultation has somebody consulted and stretches.")
		}
		return
	}
	if g.Consulted != "line_ministry" {
		c.add(field+".consulted", "Cơ quan được hỏi phải là line_ministry.", "The consulted must be line_ministry.")
	}
	if g.Stretches == nil {
		c.add(field+".stretches", "Bước lấy ý kiến phải có các chặng thời gian.", "A consultation needs its stretches.")
		return
	}
	s := *g.Stretches
	for _, v := range []struct {
		name string
		days int
	}{
		{"send_days", s.SendDays}, {"reply_days", s.ReplyDays}, {"confirm_days", s.ConfirmDays},
		{"remind_after_days", s.RemindAfter}, {"remind_every_days", s.RemindEvery},
	} {
		c.positive(field+".stretches."+v.name, v.days)
	}
	c.letters(field+".stretches", s)
}

func (c *check) checklist(field string, g proposal.GateRule) {
	if len(g.Checklist) == 0 && (g.Kind == proposal.KindTechnology || g.Kind == proposal.KindReview) {
		c.add(field+".checklist", "Bước này phải có danh mục kiểm tra.", "This gate needs a checklist.")
	}
	seen := map[string]bool{}
	for i, item := range g.Checklist {
		at := fmt.Sprintf("%s.checklist[%d]", field, i)
		if !slug.MatchString(item.ID) || seen[item.ID] {
			c.add(at+".id", "Mã mục “%s” không hợp lệ hoặc có hai lần.", "The item id “%s” is not valid or there twice.", item.ID)
		}
		seen[item.ID] = true
		c.text(at+".text", item.Text)
		c.citation(at+".citation", item.Citation)
	}
}

// capacities holds that each is a sequence of signing forms in their order (NĐ
// 30/2020/NĐ-CP Điều 13), "" being one's own name.
func (c *check) capacities(field string, g proposal.GateRule) {
	if len(g.Capacities) == 0 {
		c.add(field+".capacities", "Phải nêu các thể thức ký được chấp nhận.", "The accepted signing capacities are missing.")
	}
	for i, seq := range g.Capacities {
		last := -1
		for part := range strings.FieldsSeq(seq) {
			at := slices.Index(capacities, part)
			if at <= last {
				c.add(fmt.Sprintf("%s.capacities[%d]", field, i), "Thể thức ký “%s” không rõ hoặc sai thứ tự.", "The signing capacity “%s” is unknown or out of order.", seq)
				break
			}
			last = at
		}
	}
}

func (c *check) grounds(field string, g proposal.GateRule) {
	needed := []string{ofDeadline, ofAuthority, ofLabels}
	if g.Substitute != "" {
		needed = append(needed, ofSubstitute)
	}
	seen := map[string]bool{}
	for i, ground := range g.Grounds {
		at := fmt.Sprintf("%s.grounds[%d]", field, i)
		if !slices.Contains(needed, ground.Of) {
			c.add(at+".of", "“%s” không phải là điều cần căn cứ của bước này.", "“%s” is nothing that this gate needs grounds for.", ground.Of)
		}
		seen[ground.Of] = true
		c.citation(at, ground.Citation)
	}
	for _, of := range needed {
		if !seen[of] {
			c.add(field+".grounds", "Thiếu căn cứ cho “%s”.", "Grounds for “%s” are missing.", of)
		}
	}
}
