package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
)

// printTrace prints the whole way of one proposal: gate by gate, then event by
// event.
func printTrace(out io.Writer, r result) {
	fmt.Fprintf(out, "\nVì sao? %s · %s\n", cmp.Or(r.view.Number, "chưa có số"), r.view.Name)
	if p := r.view.Process; p != nil {
		fmt.Fprintf(out, "Theo quy trình %s, phiên bản %s\n", p.ID, p.Version)
	}
	titles := map[string]string{}
	for _, g := range r.view.Gates {
		titles[g.ID] = g.Title
	}
	for _, round := range r.history.Gates {
		printRound(out, cmp.Or(titles[round.Gate], round.Gate), round)
	}
	fmt.Fprintln(out, "\nNhật ký")
	rows := [][]string{{"TT", "Lúc", "Ai", "Cơ quan", "Việc", "Bước", "Ý kiến", "Mã băm"}}
	for _, e := range r.history.Events {
		rows = append(rows, []string{fmt.Sprint(e.Seq), moment(e.At), e.who(), e.Agency, e.Action, e.Gate, e.Outcome, cut(e.Hash, 12)})
	}
	printColumns(out, rows)
}

func printRound(out io.Writer, title string, r round) {
	fmt.Fprintf(out, "\n%s, lượt %d: %s\n", title, r.Round, cmp.Or(outcomeWords[r.Outcome], r.Outcome, "chưa có ý kiến"))
	note := func(label, text string) {
		if text != "" {
			fmt.Fprintf(out, "  %-12s %s\n", label, text)
		}
	}
	if due, ok := r.Deadline["due_at"].(string); ok && r.Timing == nil {
		note("Hạn", moment(due))
	}
	note("Hạn", text(r.Timing, "kept"))
	if said, ok := r.Evidence["note"].(string); ok {
		note("Đối chiếu", said)
	}
	if reason, ok := r.Decision["reason"].(string); ok {
		note("Lý do", reason)
	}
	for _, c := range objects(r.Decision["conditions"]) {
		note("Điều kiện", text(c, "text"))
	}
	for _, i := range objects(r.Decision["items"]) {
		note("Yêu cầu", text(i, "text"))
	}
	for _, d := range r.Documents {
		note("Văn bản", strings.Join([]string{d.Number, d.Date, d.Title}, " · "))
	}
	for _, need := range r.Needed {
		if met, judged := need["met"].(bool); judged && !met {
			note("Chưa đạt", text(need, "text")+" ("+text(need, "because")+")")
		}
	}
	note("Kết quả khác", r.Otherwise)
	for _, c := range objects(r.Rule["citations"]) {
		note("Căn cứ", strings.TrimRight(text(c, "document")+", "+text(c, "article"), ", "))
	}
}

func objects(v any) []object {
	var list []object
	items, _ := v.([]any)
	for _, i := range items {
		if o, ok := i.(object); ok {
			list = append(list, o)
		}
	}
	return list
}

func text(o object, field string) string {
	s, _ := o[field].(string)
	return s
}

// moment writes a time for people; what is none stays as it is.
func moment(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.In(zone).Format("15:04:05 02/01/2006")
}
