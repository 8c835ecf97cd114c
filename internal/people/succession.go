package people

import (
	"slices"
	"strconv"
	"strings"

	"pheduyet/internal/proposal"
)

// The ways in which agencies give way to others.
const (
	Merge  = "merge"  // sáp nhập, hợp nhất
	Split  = "split"  // chia, tách
	Rename = "rename" // đổi tên
)

// Succession ends agencies the day before Day and passes what is open to their
// successor. A split also has Parts, which take the people and proposals named;
// the rest goes to Successor.
type Succession struct {
	Kind      string        `json:"kind"`
	Agencies  []string      `json:"agencies"`
	Day       proposal.Date `json:"day"`
	Successor Successor     `json:"successor"`
	Parts     []Part        `json:"parts"`
}

// Successor is an agency that is there already, or with a name a new one.
type Successor struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	ShortName string `json:"short_name"`
}

// Part is a piece of a split agency: who and what goes to it, people by user name,
// proposals by number.
type Part struct {
	Successor Successor `json:"successor"`
	People    []string  `json:"people"`
	Proposals []string  `json:"proposals"`
}

// Check names every fault of a succession, under its field.
func (s Succession) Check(agencies Agencies, today proposal.Date) []proposal.FieldError {
	var f faults
	if !slices.Contains([]string{Merge, Split, Rename}, s.Kind) {
		f.add("kind", "Cần một trong: merge (sáp nhập), split (chia tách), rename (đổi tên).", "One of merge, split, rename is needed.")
	}
	if !s.Day.Valid() || s.Day.Before(today) {
		f.add("day", "Cần ngày có hiệu lực, từ hôm nay trở đi (dạng 2026-12-01).", "The first day is needed, from today on, in the form 2026-12-01.")
	}
	if len(s.Agencies) == 0 || s.Kind != Merge && len(s.Agencies) != 1 {
		f.add("agencies", "Sáp nhập: một hoặc nhiều cơ quan; chia tách, đổi tên: đúng một cơ quan.", "A merger has one agency or more, a split or renaming exactly one.")
	}
	for i, code := range s.Agencies {
		s.checkEnding(&f, "agencies["+strconv.Itoa(i)+"]", code, agencies)
		if slices.Contains(s.Agencies[:i], code) {
			f.add("agencies", "Cơ quan “%s” nêu hai lần.", "The agency “%s” is there twice.", code)
		}
	}
	s.checkSuccessor(&f, "successor", s.Successor, agencies)
	if (s.Kind == Split) != (len(s.Parts) > 0) {
		f.add("parts", "Chia tách, và chỉ chia tách, nêu các cơ quan mới còn lại.", "A split, and only a split, names the other new agencies.")
	}
	for i, p := range s.Parts {
		s.checkSuccessor(&f, "parts["+strconv.Itoa(i)+"].successor", p.Successor, agencies)
	}
	return f
}

func (s Succession) checkEnding(f *faults, field, code string, agencies Agencies) {
	switch a, ok := agencies(code); {
	case !ok:
		f.add(field, "Không có cơ quan “%s”.", "There is no agency “%s”.", code)
	case a.To != "":
		f.add(field, "Cơ quan “%[1]s” đã kết thúc hoặc đã được quyết định kết thúc (%[2]s).", "The agency “%[1]s” has ended or is to end (%[2]s).", code, a.To)
	}
}

func (s Succession) checkSuccessor(f *faults, field string, next Successor, agencies Agencies) {
	a, there := agencies(next.Code)
	switch {
	case slices.Contains(s.Agencies, next.Code):
		f.add(field, "Không thể sáp nhập cơ quan “%s” vào chính nó.", "The agency “%s” cannot give way to itself.", next.Code)
	case there && a.To != "":
		f.add(field, "Cơ quan “%[1]s” đã kết thúc hoặc sẽ kết thúc ngày %[2]s; không thể nhận bàn giao.", "The agency “%[1]s” ended, or ends on %[2]s; it cannot take over.", next.Code, a.To)
	case there && (next.Name != "" || s.Kind == Rename):
		f.add(field, "Mã “%s” đã được dùng; tên mới cần mã mới.", "The code “%s” is taken; a new name needs a new code.", next.Code)
	case !there && (!ValidUsername(next.Code) || strings.TrimSpace(next.Name) == ""):
		f.add(field, "Cơ quan mới cần mã (chữ thường không dấu, gạch nối) và tên.", "A new agency needs a code (a–z, 0–9, dash) and a name.")
	}
}

// Successors lists all agencies that take over.
func (s Succession) Successors() []Successor {
	all := []Successor{s.Successor}
	for _, p := range s.Parts {
		all = append(all, p.Successor)
	}
	return all
}
