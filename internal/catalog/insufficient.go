package catalog

import "fmt"

// Under these a text is too thin for a verdict: fewer words with content, or
// less information than a name of two uncommon words.
const (
	fewestWords = 2
	leastMass   = 1.0
)

// thin says, in Vietnamese, why the proposal says too little for a clear
// verdict: nothing, one word, only boilerplate, or mostly words that are not
// Vietnamese. Empty when it says enough.
func (ix *Index) thin(c *compiled) string {
	words, strange, mass := 0, 0, float32(0)
	for i := range c.texts {
		t := &c.texts[i]
		for j, m := range t.mass {
			switch {
			case m == 0 || t.class[j] == classEmpty:
			case !ix.readable(t.tokens[j]):
				strange++
			default:
				words++
				mass += m
			}
		}
	}
	switch {
	case strange > words:
		return "không đủ thông tin để kết luận: phần lớn nội dung không phải tiếng Việt, cần người xem xét"
	case words < fewestWords || mass < leastMass:
		return "không đủ thông tin để kết luận: nội dung chưa nói rõ hệ thống làm gì, cần người xem xét"
	}
	return ""
}

// readable tells whether a word can be Vietnamese, or is known here all the
// same.
func (ix *Index) readable(t token) bool {
	if t.foreign {
		return false
	}
	_, known := ix.base.vocab[termKey(termFolded, t.bare)]
	return known || isSyllable(t.bare) || ix.lex.knows(t)
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
	if c.stated|c.owned == 0 && q.Sector != "" {
		out = append(out, fmt.Sprintf("lĩnh vực «%s» (không nhận ra)", shorten(q.Sector)))
	}
	for i := range c.texts {
		if t := &c.texts[i]; t.dropped > 0 {
			out = append(out, fmt.Sprintf("%d từ cuối của %s", t.dropped, partLabel[t.part]))
		}
		for _, s := range c.texts[i].integrations {
			out = append(out, fmt.Sprintf("nêu tích hợp, không phải chức năng: «%s»", shorten(c.texts[i].quote(s))))
		}
	}
	return out
}
