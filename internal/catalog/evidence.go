package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// How much evidence a match shows, and from which shares on.
const (
	shownPairs    = 4
	shownLinks    = 3
	shownOneSided = 3
	pairShare     = 0.25 // of a text, from which it corresponds
	aloneShare    = 0.15 // under which a text stands alone
)

// evidence says what an officer can check at a glance: what corresponds and
// through which words, what only one side has, and what else moved the score.
func (a *aligner) evidence(group []candidate) []string {
	e := group[0].entry
	best, phrases := a.align(group[0])
	out := a.pairLines(e, best)
	if len(out) == 0 {
		out = append(out, "không có chức năng nào tương ứng rõ ràng; chỉ chung một vài từ ngữ")
	}
	out = append(out, oneSided(best, phrases)...)
	if line := a.sectorLine(group[0]); line != "" {
		out = append(out, line)
	}
	return append(out, standingLines(e)...)
}

// pairLines shows the name and the functions that the entry says most of.
func (a *aligner) pairLines(e *Entry, best []alignment) []string {
	order := make([]int, 0, len(best))
	for i := range best {
		if best[i].share >= pairShare && best[i].text.part != partSummary {
			order = append(order, i)
		}
	}
	if len(order) == 0 { // only the summary may say what it is
		for i := range best {
			if best[i].share >= pairShare/2 {
				order = append(order, i)
			}
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(best[j].share*best[j].text.total, best[i].share*best[i].text.total)
	})
	var out []string
	for _, i := range order[:min(len(order), shownPairs)] {
		a.complete(e, &best[i], i)
		out = append(out, best[i].line())
	}
	return out
}

var partLabel = [partCount]string{partName: "tên", partFunction: "chức năng", partSummary: "tóm tắt"}

var fieldLabel = [fieldCount]string{
	fieldName: "tên mục", fieldAlso: "tên gọi khác", fieldDoes: "chức năng của mục",
	fieldObject: "đối tượng của mục", fieldDescription: "mô tả của mục", fieldUser: "người dùng của mục",
}

func (a *alignment) line() string {
	var through []string
	for _, l := range a.strongest(shownLinks) {
		mine, theirs := a.text.quote(l.mine), a.read.quote(l.theirs)
		switch {
		case strings.EqualFold(Fold(mine), Fold(theirs)):
			through = append(through, fmt.Sprintf("cùng «%s»", mine))
		case l.same:
			through = append(through, fmt.Sprintf("«%s» = «%s» (viết tắt, cách viết)", mine, theirs))
		case l.level < levelConcept && l.mine.n > 1:
			through = append(through, fmt.Sprintf("«%s» ~ «%s» (rộng – hẹp)", mine, theirs))
		default:
			through = append(through, fmt.Sprintf("«%s» = «%s» (đồng nghĩa)", mine, theirs))
		}
	}
	line := fmt.Sprintf("%s «%s» ↔ %s «%s»", partLabel[a.text.part], shorten(a.text.text), fieldLabel[a.field], shorten(a.phrase))
	if len(through) > 0 {
		line += ": " + strings.Join(through, "; ")
	}
	return line
}

// oneSided lists what only the proposal and what only the entry has.
func oneSided(best []alignment, phrases []phraseShare) []string {
	var mine, theirs, out []string
	for i := range best {
		if t := best[i].text; t.part == partFunction && best[i].share < aloneShare && t.total > 0 {
			mine = append(mine, "«"+shorten(t.text)+"»")
		}
	}
	for _, p := range phrases {
		if p.field == fieldDoes && p.share < aloneShare {
			theirs = append(theirs, "«"+shorten(p.text)+"»")
		}
	}
	if len(mine) > 0 {
		out = append(out, "chỉ đề xuất có: "+listed(mine))
	}
	if len(theirs) > 0 {
		out = append(out, "chỉ mục này có: "+listed(theirs))
	}
	return out
}

func listed(items []string) string {
	if rest := len(items) - shownOneSided; rest > 0 {
		return fmt.Sprintf("%s và %d nội dung khác", strings.Join(items[:shownOneSided], ", "), rest)
	}
	return strings.Join(items, ", ")
}

// sectorLine says why the prior helped or hurt.
func (a *aligner) sectorLine(best candidate) string {
	sectors, prior := a.ix.lex.sectors, best.f.Sector
	mine, theirs := cmp.Or(a.c.stated, a.c.owned), cmp.Or(best.reader.s.stated[best.doc], best.reader.s.owned[best.doc])
	name := func(set sectorSet) string { return strings.Join(sectors.names(set), ", ") }
	switch {
	case prior >= 1:
		return fmt.Sprintf("cùng lĩnh vực (%s): tăng điểm", name(mine&theirs))
	case prior > 0:
		return "cùng bộ quản lý ngành: tăng điểm ít"
	case prior < 0:
		return fmt.Sprintf("khác lĩnh vực (%s, mục này: %s): giảm điểm", shorten(name(mine)), shorten(name(theirs)))
	}
	return ""
}

// standingLines says what the entry's kind, state and scope mean for a finding.
func standingLines(e *Entry) []string {
	var out []string
	switch {
	case e.Reference:
		out = append(out, "tham khảo: kế hoạch của tỉnh khác, không là căn cứ kết luận trùng lặp")
	case e.Kind == KindHistory:
		out = append(out, "hồ sơ đã kết thúc không được phê duyệt: chỉ để biết, không là căn cứ kết luận trùng lặp")
	case e.Kind == KindOpen:
		out = append(out, "đề xuất đang xử lý")
	case e.Kind == KindApproved:
		out = append(out, "đề xuất đã được phê duyệt")
	case e.State == Planned:
		out = append(out, "mục mới ở kế hoạch, chưa sử dụng")
	case e.State == Unknown:
		out = append(out, "chưa rõ đã sử dụng hay chưa, tính như trong kế hoạch")
	}
	if e.Scope == "national" || e.Scope == "central-in-use" {
		out = append(out, "hệ thống dùng chung của trung ương")
	}
	return out
}

const longestQuote = 90

// shorten cuts a quotation at a word.
func shorten(text string) string {
	if len(text) > longestQuote || strings.ContainsAny(text, "\n\t\r") || strings.Contains(text, "  ") {
		text = strings.Join(strings.Fields(text), " ")
	}
	text = strings.TrimSpace(text)
	if len(text) <= longestQuote {
		return text
	}
	runes := []rune(text)
	if len(runes) <= longestQuote {
		return text
	}
	cut := string(runes[:longestQuote])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}
