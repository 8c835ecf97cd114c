package proposal

import (
	"slices"
	"strconv"
)

// Relative is a proposal related to another: Direction is "predecessor" or
// "successor", Relation that of its follows.
type Relative struct {
	Direction string
	Relation  string
	Case      Case
}

// The directions of a relation.
const (
	Predecessor = "predecessor"
	Successor   = "successor"
)

// Related are the proposals that one follows or that follow it, and those of the
// same agency, open or approved, that resemble it with weight: dấu hiệu chia tách.
type Related struct {
	Relatives []Relative
	Alike     []Case
}

// AlikeNumbers are the numbers of the open or approved proposals that resemble the
// case with weight and that it does not name as its own.
func (c Case) AlikeNumbers() []string {
	var numbers []string
	if c.Screening == nil {
		return nil
	}
	for _, m := range c.Screening.Matches {
		if m.Proposal && m.Weighty {
			numbers = append(numbers, m.ID)
		}
	}
	return numbers
}

// knownFollows refuses predecessors that there are not, the case itself and one
// named twice.
func (c Case) knownFollows(bad *faults, known func(number string) bool) {
	var seen []string
	for i, f := range c.Facts.Follows {
		field := "follows[" + strconv.Itoa(i) + "].number"
		switch {
		case f.Number == c.Number:
			bad.add(field, "Hồ sơ không kế thừa chính mình.", "A proposal does not follow itself.")
		case known != nil && !known(f.Number):
			bad.add(field, "Không có hồ sơ nào mang số “%s”; hãy kiểm tra lại số hồ sơ.", "No proposal has the number “%s”; check it.", f.Number)
		case slices.Contains(seen, f.Number):
			bad.add(field, "Hồ sơ “%s” được nêu hai lần.", "Proposal “%s” is named twice.", f.Number)
		}
		seen = append(seen, f.Number)
	}
}
