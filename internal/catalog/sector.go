package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// sectorTable places a text in sectors, and sectors under ministries.
type sectorTable struct {
	rows []sectorRowIndexed
}

type sectorRowIndexed struct {
	name             string
	ministry, agency string   // codes without hyphens
	words            []string // folded, with a space at both ends
}

func newSectorTable() *sectorTable { return &sectorTable{} }

// sectorSet is a set of sectors, one bit each.
type sectorSet uint64

const maxSectors = 64

func (s sectorSet) has(i int) bool { return s&(1<<i) != 0 }

func (t *sectorTable) add(row sectorRow) error {
	if len(t.rows) == maxSectors {
		return fmt.Errorf("more than %d sectors", maxSectors)
	}
	r := sectorRowIndexed{name: row.Sector, ministry: bareCode(row.Ministry), agency: bareCode(row.Agency)}
	for _, w := range append([]string{row.Sector}, row.Words...) {
		if w := spaced(w); w != "" && !slices.Contains(r.words, w) {
			r.words = append(r.words, w)
		}
	}
	t.rows = append(t.rows, r)
	return nil
}

func bareCode(code string) string { return strings.ReplaceAll(code, "-", "") }

// spaced folds a text to its words with one space around each, so that
// containment means whole words.
func spaced(text string) string {
	fields := foldedWords(text)
	if len(fields) == 0 {
		return ""
	}
	return " " + strings.Join(fields, " ") + " "
}

func foldedWords(text string) []string {
	return strings.FieldsFunc(Fold(text), func(c rune) bool { return letterOf(c).shape == 0 })
}

// place says to which sectors a stated sector belongs, and which ones the owner
// keeps, by code or by name.
func (t *sectorTable) place(sector, owner, code string) (stated, owned sectorSet) {
	s, agencies := spaced(sector), agencyForms(owner)
	if code != "" {
		agencies[bareCode(code)] = true
	}
	for i, row := range t.rows {
		if s != "" && slices.ContainsFunc(row.words, func(w string) bool { return strings.Contains(s, w) }) {
			stated |= 1 << i
		}
		if agencies[row.ministry] || agencies[row.agency] {
			owned |= 1 << i
		}
	}
	return stated, owned
}

// agencyForms lists how an agency named in free text may be coded: the words
// run together (bonoivu), or the first word and the initials of the others
// (sokhcn), for each run of words.
func agencyForms(owner string) map[string]bool {
	forms := map[string]bool{}
	words := slices.DeleteFunc(foldedWords(owner), func(w string) bool { return w == "va" })
	for i := range words {
		joined, initials := words[i], words[i]
		for _, w := range words[i+1 : min(len(words), i+7)] {
			joined += w
			initials += w[:1]
			forms[joined], forms[initials] = true, true
		}
	}
	return forms
}

// ministries widens a set to every sector under the same ministries.
func (t *sectorTable) ministries(set sectorSet) sectorSet {
	out := set
	for i, row := range t.rows {
		if !set.has(i) || row.ministry == "" {
			continue
		}
		for j, other := range t.rows {
			if other.ministry == row.ministry {
				out |= 1 << j
			}
		}
	}
	return out
}

// names lists the sectors of a set.
func (t *sectorTable) names(set sectorSet) []string {
	var names []string
	for i, row := range t.rows {
		if set.has(i) {
			names = append(names, row.name)
		}
	}
	return names
}
