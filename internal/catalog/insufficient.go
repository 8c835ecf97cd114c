package catalog

import "fmt"

// Under these a text is too thin for a verdict: fewer words with content, or
// less information than a name of two uncommon words.
const (
	fewestWords = 2
	leastMass   = 1.2
)

// tooLittle tells whether the proposal says too little for a clear verdict:
// nothing, one word, only boilerplate, or another script.
func (c *compiled) tooLittle() bool {
	words, mass := 0, float32(0)
	for i := range c.texts {
		t := &c.texts[i]
		for j, m := range t.mass {
			if m == 0 || t.class[j] >= classAction || t.tokens[j].foreign {
				continue
			}
			words++
			mass += m
		}
	}
	return words < fewestWords || mass < leastMass
}

// notCompared says what of the proposal was left out.
func (ix *Index) notCompared(q Query, c *compiled) []string {
	out := []string{}
	if n := len(q.Functions) - maxFunctions; n > 0 {
		out = append(out, fmt.Sprintf("%d chức năng sau chức năng thứ %d", n, maxFunctions))
	}
	if q.Summary == "" {
		out = append(out, "tóm tắt (chưa nêu)")
	}
	if len(q.Functions) == 0 {
		out = append(out, "chức năng (chưa nêu)")
	}
	names := ix.lex.sectors
	if c.stated|c.owned == 0 && q.Sector != "" {
		out = append(out, fmt.Sprintf("lĩnh vực %q (không có trong danh sách %d lĩnh vực)", q.Sector, len(names.rows)))
	}
	return out
}
