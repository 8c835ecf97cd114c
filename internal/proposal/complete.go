package proposal

import (
	"encoding/json"
	"slices"
	"strings"
)

// complete names what a gate could not work without by a day, and what must never
// enter.
func (c Case) complete(bad *faults, today Date) {
	f := c.Facts
	want := func(ok bool, field, vi, en string) {
		if !ok {
			bad.add(field, "Cần nêu %[1]s trước khi gửi.", "State %[2]s before submitting.", vi, en)
		}
	}
	want(strings.TrimSpace(f.Summary) != "", "summary", "tóm tắt đề xuất", "the summary")
	want(len(f.Functions) > 0, "functions", "ít nhất một chức năng", "at least one function")
	want(strings.TrimSpace(f.Sector) != "", "sector", "lĩnh vực", "the sector")
	want(f.LineMinistry != "", "line_ministry", "Bộ quản lý chuyên ngành", "the line ministry")
	want(f.Scope != "", "scope", "phạm vi sử dụng", "the scope")
	want(len(f.Users) > 0, "users", "đối tượng sử dụng", "the users")
	want(f.ArchitectureLayer != nil, "architecture_layer", "lớp trong Khung kiến trúc số (1–4)", "the architecture layer (1–4)")
	want(len(f.Budget) > 0, "budget", "kinh phí theo năm và nguồn", "the budget by year and source")
	want(f.Security != nil, "security", "thông tin về an toàn hệ thống", "the security facts")
	want(f.ExpectedCompletion != "", "expected_completion", "thời gian dự kiến hoàn thành", "the expected completion")
	if c.Paper == nil && f.ExpectedCompletion != "" && f.ExpectedCompletion.Before(today) { // what began on paper may be late already
		bad.add("expected_completion", "Ngày dự kiến hoàn thành %s đã qua; hãy nêu một ngày từ hôm nay trở đi.", "The expected completion %s has passed; state a day from today on.", f.ExpectedCompletion.Written())
	}
	if s := f.Security; s != nil && s.StateSecret != nil && *s.StateSecret {
		bad.add("security.state_secret", "Nội dung bí mật nhà nước không được đưa vào hệ thống này; hãy lập hồ sơ giấy theo quy định về bảo vệ bí mật nhà nước.", "State secrets must not enter this system; file on paper under the secrecy rules.")
	}
	c.budgetLines(bad)
}

// Missing names what the facts lack before they can be submitted on a day, as a
// submission would be refused for.
func (c Case) Missing(today Date) []FieldError {
	var bad faults
	c.complete(&bad, today)
	return bad.fields
}

// budgetLines refuses a year and source named twice: money is counted by line.
func (c Case) budgetLines(bad *faults) {
	seen := map[BudgetLine]bool{}
	for _, l := range c.Facts.Budget {
		key := BudgetLine{FiscalYear: l.FiscalYear, Source: l.Source}
		if seen[key] {
			source := SourceName(l.Source)
			bad.add("budget", "Năm %[1]d, nguồn %[2]s được nêu hai lần; hãy gộp thành một dòng.", "Year %[1]d, source %[3]s is stated twice; merge the lines.", l.FiscalYear, source.VI, source.EN)
		}
		seen[key] = true
	}
}

// relations checks the agencies and entries that the facts name.
func (c Case) relations(bad *faults, env Env) {
	f := c.Facts
	if a, ok := env.Agency(f.LineMinistry); f.LineMinistry != "" && (!ok || a.Kind != KindMinistry) {
		bad.add("line_ministry", "Không có Bộ, ngành với mã “%s”.", "No ministry has the code “%s”.", f.LineMinistry)
	}
	for _, code := range f.CoAgencies {
		switch a, ok := env.Agency(code); {
		case code == c.Agency:
			bad.add("co_agencies", "“%s” là cơ quan đề xuất, không cùng chủ trì với chính mình.", "“%s” files the proposal, so it does not co-lead it.", code)
		case ok && (a.Kind == KindPeople || a.Kind == KindCouncil):
			bad.add("co_agencies", "“%s” quyết định hoặc thẩm định đề xuất nên không cùng chủ trì đề xuất.", "“%s” decides or appraises proposals, so it co-leads none.", code)
		case !ok || a.To != "" && a.To.Before(DateOf(env.Now)):
			bad.add("co_agencies", "Không có cơ quan đang hoạt động với mã “%s”.", "No agency in existence has the code “%s”.", code)
		}
	}
	if f.Realises != "" {
		c.realises(bad, env)
	}
	if f.BuildsOn != "" || f.Kind.BuildsOn() {
		c.buildsOn(bad, env)
	}
}

// realises wants a planned entry of the province's own catalog that the filing
// agency or a co-lead owns.
func (c Case) realises(bad *faults, env Env) {
	e, ok := env.Entry(c.Facts.Realises)
	switch {
	case !ok:
		bad.add("realises", "Danh mục không có mục “%s”.", "The catalog has no entry “%s”.", c.Facts.Realises)
	case c.Facts.Kind != NewBuild:
		bad.add("realises", "Chỉ đề xuất xây dựng mới mới thực hiện một mục đã có trong kế hoạch.", "Only a new build realises a planned entry.")
	case !e.Provinces || e.Reference || (e.State != EntryPlanned && e.State != EntryUnknown): // unknown counts as planned
		bad.add("realises", "Mục “%s” không phải là mục đang dự kiến trong danh mục của tỉnh.", "Entry “%s” is not planned in the province's own catalog.", e.ID)
	case !c.owns(e):
		bad.add("realises", "Mục “%s” do cơ quan khác chủ quản; chỉ cơ quan chủ quản hoặc cơ quan cùng chủ trì được thực hiện.", "Entry “%s” belongs to another agency; only its owner or a co-lead may realise it.", e.ID)
	}
}

// buildsOn wants an entry owned by the filing side, or its owner's written
// consent: a letter of agreement recorded, or an attachment of that kind.
func (c Case) buildsOn(bad *faults, env Env) {
	if c.Facts.BuildsOn == "" {
		bad.add("builds_on", "Nâng cấp, mở rộng phải nêu hệ thống đang có.", "An upgrade or extension must name what it builds on.")
		return
	}
	e, ok := env.Entry(c.Facts.BuildsOn)
	if !ok {
		bad.add("builds_on", "Danh mục không có mục “%s”.", "The catalog has no entry “%s”.", c.Facts.BuildsOn)
		return
	}
	if !c.owns(e) && !c.consented(e.Owner) {
		bad.add("builds_on", "Mục “%s” do cơ quan khác chủ quản; cần văn bản đồng ý của cơ quan chủ quản (tệp loại owner_consent hoặc công văn trả lời đồng ý).", "Entry “%s” belongs to another agency; attach its owner's written consent (kind owner_consent, or a recorded reply that agrees).", e.ID)
	}
}

func (c Case) owns(e Entry) bool {
	return e.Owner != "" && (e.Owner == c.Agency || slices.Contains(c.Facts.CoAgencies, e.Owner))
}

func (c Case) consented(owner string) bool {
	if slices.ContainsFunc(c.Attachments, func(a Attachment) bool { return a.Kind == "owner_consent" }) {
		return true
	}
	e := c.exchange(owner)
	return owner != "" && e.final() && e.reply.Position != Disagree
}

// Unstated lists the optional fields of the contract that were left out, shown
// as "chưa nêu". Names are those of the JSON.
func (f Facts) Unstated() []string {
	var out []string
	for _, o := range []struct {
		field  string
		stated bool
	}{
		{"solution", f.Solution != ""}, {"steps", len(f.Steps) > 0}, {"resources", f.Resources != ""},
		{"operating_cost_per_year", f.OperatingCost != nil}, {"accountable", f.Accountable != nil},
		{"self_review", f.SelfReview != ""}, {"legal_basis", len(f.LegalBasis) > 0}, {"integrations", len(f.Integrations) > 0},
	} {
		if !o.stated {
			out = append(out, o.field)
		}
	}
	return out
}

// Changed lists the JSON names of the fields that differ, sorted.
func Changed(a, b Facts) []string {
	before, after := a.fields(), b.fields()
	var names []string
	for name, was := range before {
		if string(was) != string(after[name]) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// fields gives the facts by JSON name. An absent list and an empty one are the
// same fact.
func (f Facts) fields() map[string]json.RawMessage {
	b, err := json.Marshal(f)
	if err != nil {
		panic(err) // strings, numbers and structs of them always marshal
	}
	var m map[string]json.RawMessage
	if err := json.Unmarshal(b, &m); err != nil {
		panic(err)
	}
	for k, v := range m {
		if string(v) == "[]" {
			m[k] = json.RawMessage("null")
		}
	}
	return m
}
