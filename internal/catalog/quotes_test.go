package catalog

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var quotation = regexp.MustCompile(`«([^«»]*)»`)

// What the evidence quotes was written by the proposal or by the entry: nothing is
// made up, however the words were read.
func TestEvidenceQuotesOnlyWhatIsThere(t *testing.T) {
	ix := shippedIndex(t)
	for i, c := range everyday {
		q := Query{Name: c.name, Summary: c.summary, Functions: c.functions}
		for _, m := range ix.Check(q).Matches {
			e, known := ix.Entry(m.ID)
			if !known {
				t.Fatalf("no entry %s", m.ID)
			}
			texts := append([]string{q.Name, q.Summary}, q.Functions...)
			e.eachText(func(_ field, text string) { texts = append(texts, text) })
			for j := range texts {
				texts[j] = strings.Join(strings.Fields(texts[j]), " ")
			}
			for _, line := range m.Evidence {
				for _, quoted := range quotation.FindAllStringSubmatch(line, -1) {
					part := strings.TrimSuffix(quoted[1], "…")
					if part == "" || !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, part) }) {
						t.Errorf("proposal %d, %s: «%s» stands nowhere: %s", i, m.ID, quoted[1], line)
					}
				}
			}
		}
	}
}

// The best match of weight shows at least one correspondence, and no match more
// lines than an officer reads.
func TestEvidenceIsShortAndSaysSomething(t *testing.T) {
	ix := shippedIndex(t)
	for _, c := range everyday {
		r := ix.Check(Query{Name: c.name, Summary: c.summary, Functions: c.functions})
		if !strings.Contains(r.Matches[0].Evidence[0], " ↔ ") {
			t.Errorf("%q: %v", c.name, r.Matches[0].Evidence)
		}
		for _, m := range r.Matches {
			if n := len(m.Evidence); n == 0 || n > shownPairs+5 {
				t.Errorf("%q, %s: %d lines", c.name, m.ID, n)
			}
		}
	}
}
