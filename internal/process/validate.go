package process

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"pheduyet/internal/proposal"
)

// Known is what a pack is held against: the agencies by code and the register of
// legal documents.
type Known struct {
	Agencies map[string]proposal.Agency
	Register Register
}

var (
	slug   = regexp.MustCompile(`^[a-z0-9]+([-_][a-z0-9]+)*$`)
	kinds  = []proposal.Kind{proposal.NewBuild, proposal.Upgrade, proposal.Extension, proposal.Lease}
	grades = []string{GradeStated, GradeSecondary, GradeProvince}
)

// check is one validation of one pack.
type check struct {
	faults
	pack  Pack
	known Known
}

// add names the gate where the field only counts it.
func (c *check) add(field, vi, en string, args ...any) {
	c.faults.add(field, vi, en, args...)
	var at int
	if _, err := fmt.Sscanf(field, "gates[%d]", &at); err != nil || at >= len(c.pack.Gates) {
		return
	}
	said := &c.fields[len(c.fields)-1].Message
	id := c.pack.Gates[at].ID
	said.VI, said.EN = "Bước “"+id+"”: "+said.VI, "The gate “"+id+"”: "+said.EN
}

// Validate holds everything that a pack must satisfy by itself, and reports every
// fault at once: known agencies, kinds and fields, no cycle, a label for every
// outcome, and for all that the pack states a citation with a grade, in force on
// every day of the pack's period.
func (p Pack) Validate(k Known) error {
	c := check{pack: p, known: k}
	c.head()
	c.gates()
	c.order()
	c.reopens()
	c.level()
	c.life()
	return c.err("Quy trình "+p.name(), "The pack "+p.name())
}

func (c *check) head() {
	p := c.pack
	if !slug.MatchString(p.ID) {
		c.add("id", "Mã quy trình “%s” chỉ được gồm chữ thường, số, gạch nối.", "The id “%s” may hold lower-case letters, digits and hyphens only.", p.ID)
	}
	if !p.Version.Valid() {
		c.add("version", "Phiên bản phải là ngày bắt đầu hiệu lực, dạng YYYY-MM-DD.", "The version must be the first day in force, as YYYY-MM-DD.")
	}
	if p.EffectiveFrom != p.Version {
		c.add("effective_from", "Ngày bắt đầu hiệu lực phải trùng với phiên bản %s.", "The first day must equal the version %s.", p.Version)
	}
	if p.EffectiveTo != "" && (!p.EffectiveTo.Valid() || p.EffectiveTo.Before(p.EffectiveFrom)) {
		c.add("effective_to", "Ngày hết hiệu lực không hợp lệ hoặc trước ngày bắt đầu.", "The last day is not valid or lies before the first.")
	}
	if len(p.Kinds) == 0 {
		c.add("kinds", "Phải nêu ít nhất một loại đề xuất.", "At least one kind of proposal is needed.")
	}
	for i, k := range p.Kinds {
		if !slices.Contains(kinds, k) {
			c.add(fmt.Sprintf("kinds[%d]", i), "Loại đề xuất “%s” không rõ.", "Unknown kind of proposal “%s”.", k)
		}
	}
	c.text("title", p.Title)
	for _, key := range LabelKeys {
		c.text("labels."+key, p.Labels[key])
	}
	for i, n := range p.Notes {
		c.text(fmt.Sprintf("notes[%d]", i), n)
	}
	c.grade("provenance", p.Provenance)
	c.citations("citations", p.Citations)
	c.positive("review_days", p.ReviewDays)
	c.positive("answer_days", p.AnswerDays)
	c.positive("late_entry_days", p.LateEntryDays)
	c.remindAt()
	c.reminders("answer_reminders", p.AnswerReminders)
}

func (c *check) reopens() {
	seen := map[string]bool{}
	for i, r := range c.pack.Reopens {
		field := fmt.Sprintf("reopens[%d]", i)
		if !slices.Contains(factFields, r.Field) {
			c.add(field+".field", "Trường “%s” không có trong đề xuất.", "A proposal has no field “%s”.", r.Field)
		}
		if seen[r.Field] {
			c.add(field+".field", "Trường “%s” được nêu hai lần.", "The field “%s” is there twice.", r.Field)
		}
		seen[r.Field] = true
		if len(r.Gates) == 0 {
			c.add(field+".gates", "Phải nêu ít nhất một bước.", "At least one gate is needed.")
		}
		for j, id := range r.Gates {
			if _, ok := c.pack.Gate(id); !ok {
				c.add(fmt.Sprintf("%s.gates[%d]", field, j), "Không có bước “%s”.", "There is no gate “%s”.", id)
			}
		}
	}
}

// factFields are the JSON names of a proposal's fields.
var factFields = func() []string {
	var names []string
	for f := range reflect.TypeFor[proposal.Facts]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}()

func (c *check) level() {
	l := c.pack.Level
	for _, v := range []struct {
		name  string
		value int64
	}{
		{"basic_subjects_for_level_3", l.BasicSubjectsForLevel3},
		{"sensitive_subjects_for_level_3", l.SensitiveSubjectsForLevel3},
	} {
		if v.value < 1 {
			c.add("required_level."+v.name, "Phải là số người lớn hơn 0.", "Must be a number of people above 0.")
		}
	}
	for _, v := range []struct {
		name  string
		value int
	}{
		{"appraisal_from_level", l.AppraisalFromLevel},
		{"province_from_level", l.ProvinceFromLevel},
		{"prime_minister_level", l.PrimeMinisterLevel},
	} {
		if v.value < 1 || v.value > 5 {
			c.add("required_level."+v.name, "Cấp độ phải từ 1 đến 5.", "The level must be 1 to 5.")
		}
	}
	c.citations("required_level.citations", l.Citations)
}

func (c *check) text(field string, t proposal.Text) {
	if strings.TrimSpace(t.VI) == "" || strings.TrimSpace(t.EN) == "" {
		c.add(field, "Phải có cả tiếng Việt và tiếng Anh.", "Both Vietnamese and English are needed.")
	}
}

func (c *check) positive(field string, n int) {
	if n < 1 {
		c.add(field, "Phải là số ngày làm việc lớn hơn 0.", "Must be a number of working days above 0.")
	}
}

func (c *check) grade(field, grade string) {
	if !slices.Contains(grades, grade) {
		c.add(field, "Mức tin cậy “%s” phải là stated, secondary hoặc province.", "The grade “%s” must be stated, secondary or province.", grade)
	}
}
