package why

import (
	"strconv"
	"strings"

	"pheduyet/internal/proposal"
)

// looked gathers what a gate looked at; what was not stated is left out.
type looked struct{ list []Fact }

func (l *looked) text(vi, en, value string) {
	if value != "" {
		l.list = append(l.list, Fact{proposal.Text{VI: vi, EN: en}, plain(value)})
	}
}

func (l *looked) coded(vi, en string, value string, words map[string]proposal.Text) {
	if value == "" {
		return
	}
	word, ok := words[value]
	if !ok {
		word = plain(value)
	}
	l.list = append(l.list, Fact{proposal.Text{VI: vi, EN: en}, word})
}

func (l *looked) number(vi, en string, n *int64) {
	if n != nil {
		l.text(vi, en, proposal.Dong(*n))
	}
}

func (l *looked) yes(vi, en string, b *bool) {
	if b != nil {
		l.coded(vi, en, strconv.FormatBool(*b), map[string]proposal.Text{"true": {VI: "có", EN: "yes"}, "false": {VI: "không", EN: "no"}})
	}
}

// facts are what a gate of the kind looks at, of the revision filed last.
func facts(kind proposal.GateKind, c proposal.Case, agency func(code string) string) []Fact {
	f := c.Facts
	if c.Filed != nil {
		f = *c.Filed
	}
	l := &looked{}
	l.text("Bản", "Revision", strconv.Itoa(c.Revision))
	switch kind {
	case proposal.KindDuplication:
		l.duplication(f)
	case proposal.KindConsultation:
		l.consultation(f, c.Standing, agency)
	case proposal.KindTechnology, proposal.KindReview:
		l.technology(f)
	case proposal.KindBudget:
		l.money("Kinh phí đề nghị", "Money asked", f.Budget)
		l.number("Chi phí vận hành mỗi năm (đồng)", "Operating cost a year (đồng)", f.OperatingCost)
	case proposal.KindSecurity:
		l.security(f.Security)
	case proposal.KindProvincial:
		l.money("Mức kiến nghị bố trí", "Money advised", c.Standing.Advice)
		if c.Standing.Level > 0 {
			l.text("Cấp độ đã thẩm định", "Appraised level", strconv.Itoa(c.Standing.Level))
		}
		for _, condition := range c.Standing.Conditions {
			l.text("Điều kiện kèm theo", "Condition carried", condition.Text)
		}
	}
	return l.list
}

func (l *looked) duplication(f proposal.Facts) {
	l.text("Tên", "Name", f.Name)
	l.text("Tóm tắt", "Summary", f.Summary)
	l.text("Chức năng", "Functions", strings.Join(f.Functions, "; "))
	l.text("Lĩnh vực", "Sector", f.Sector)
	l.text("Thực hiện mục trong danh mục", "Realises the entry", f.Realises)
	l.text("Phát triển tiếp từ", "Builds on", f.BuildsOn)
	for _, p := range f.Follows {
		l.text("Nối tiếp hồ sơ", "Follows", p.Number)
	}
}

func (l *looked) consultation(f proposal.Facts, s proposal.Standing, agency func(code string) string) {
	l.text("Bộ quản lý chuyên ngành", "Line ministry", agency(f.LineMinistry))
	for _, letter := range s.Letters {
		l.text("Công văn đi", "Letter", letter.Number+", "+letter.Date.Written()+", "+agency(letter.To))
	}
	for _, reply := range s.Replies {
		l.text("Công văn đến", "Reply", reply.Number+", "+reply.Date.Written()+", "+agency(reply.From))
	}
}

func (l *looked) technology(f proposal.Facts) {
	if f.ArchitectureLayer != nil {
		l.text("Lớp trong Khung kiến trúc số", "Architecture layer", strconv.Itoa(*f.ArchitectureLayer))
	}
	l.text("Chức năng", "Functions", strings.Join(f.Functions, "; "))
	l.text("Tích hợp", "Integrations", strings.Join(f.Integrations, "; "))
	l.text("Đối tượng sử dụng", "Users", strings.Join(f.Users, "; "))
	l.text("Giải pháp", "Solution", f.Solution)
	l.text("Căn cứ pháp lý", "Legal basis", strings.Join(f.LegalBasis, "; "))
}

func (l *looked) money(vi, en string, lines []proposal.BudgetLine) {
	for _, b := range lines {
		source := proposal.SourceName(b.Source)
		l.list = append(l.list, Fact{proposal.Text{VI: vi, EN: en}, proposal.T("năm %[1]d, %[2]s: %[4]s đồng", "%[1]d, %[3]s: %[4]s đồng", b.FiscalYear, source.VI, source.EN, proposal.Dong(b.AmountVND))})
	}
}

func (l *looked) security(s *proposal.Security) {
	if s == nil {
		return
	}
	if s.ProposedLevel != nil {
		l.text("Cấp độ đề xuất", "Proposed level", strconv.Itoa(*s.ProposedLevel))
	}
	l.coded("Phục vụ", "Audience", s.Audience, map[string]proposal.Text{"internal": {VI: "nội bộ", EN: "internal"}, "public": {VI: "người dân, doanh nghiệp", EN: "the public"}})
	l.coded("Thông tin", "Information", s.Information, map[string]proposal.Text{
		"public": {VI: "công khai", EN: "public"}, "restricted": {VI: "riêng", EN: "restricted"}, "personal": {VI: "dữ liệu cá nhân", EN: "personal data"},
	})
	l.coded("Hạ tầng", "Infrastructure", s.Infrastructure, map[string]proposal.Text{
		"none": {VI: "không có", EN: "none"}, "one_agency": {VI: "của một cơ quan", EN: "of one agency"}, "shared": {VI: "dùng chung", EN: "shared"},
	})
	l.number("Số người có dữ liệu cá nhân cơ bản", "People with basic personal data", s.PersonalDataSubjects)
	l.number("Số người có dữ liệu cá nhân nhạy cảm", "People with sensitive personal data", s.SensitiveDataSubjects)
	l.yes("Xử lý thủ tục hành chính", "Handles administrative procedures", s.HandlesTTHC)
}
