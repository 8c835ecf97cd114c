package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// sectorTable places a text in sectors, and sectors under ministries.
type sectorTable struct {
	rows []sectorPlace
}

type sectorPlace struct {
	name     string
	ministry string   // folded
	agencies []string // folded
	words    []string // folded, with a space at both ends
}

func newSectorTable() *sectorTable { return &sectorTable{} }

const maxSectors = 64

func (t *sectorTable) add(row sectorRow) error {
	if len(t.rows) == maxSectors {
		return fmt.Errorf("more than %d sectors", maxSectors)
	}
	place := sectorPlace{name: row.Sector, ministry: spaced(row.Ministry)}
	for agency := range strings.SplitSeq(row.Agency, ";") {
		if a := spaced(agency); a != "" {
			place.agencies = append(place.agencies, a)
		}
	}
	for _, w := range append([]string{row.Sector}, row.Words...) {
		if w := spaced(w); w != "" && !slices.Contains(place.words, w) {
			place.words = append(place.words, w)
		}
	}
	t.rows = append(t.rows, place)
	return nil
}

// spaced folds a text to its words with one space around each, so that
// containment means whole words.
func spaced(text string) string {
	fields := strings.FieldsFunc(Fold(text), func(c rune) bool { return letterOf(c).shape == 0 })
	if len(fields) == 0 {
		return ""
	}
	return " " + strings.Join(fields, " ") + " "
}

// sectorSet is a set of sectors, one bit each.
type sectorSet uint64

func (s sectorSet) has(i int) bool { return s&(1<<i) != 0 }

// place says to which sectors a stated sector belongs; when it says nothing,
// those of the ministry or agency named.
func (t *sectorTable) place(sector, owner string) (stated, owned sectorSet) {
	s, o := spaced(sector), spaced(owner)
	for i, row := range t.rows {
		for _, w := range row.words {
			if s != "" && (s == w || strings.Contains(s, w)) {
				stated |= 1 << i
				break
			}
		}
		if o == "" {
			continue
		}
		if row.ministry != "" && strings.Contains(o, row.ministry) {
			owned |= 1 << i
		}
		for _, a := range row.agencies {
			if strings.Contains(o, a) {
				owned |= 1 << i
			}
		}
	}
	return stated, owned
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
