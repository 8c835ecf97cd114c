package catalog

import (
	"math"
	"sync"
)

// field says which part of an entry a phrase comes from.
type field uint8

const (
	fieldName field = iota
	fieldAlso
	fieldDoes
	fieldObject
	fieldUser
	fieldDescription
	fieldCount
)

// A token of an entry is its syllable's number, its class and whether it is
// muted.
const (
	tokenMuted = 1 << 31
	tokenClass = 29 // the class's lowest bit
	tokenID    = 1<<tokenClass - 1
)

// segment is an immutable inverted index over some entries, with each entry's
// phrases kept in order for the close reading.
type segment struct {
	entries []Entry
	ids     map[string]uint32
	vocab   map[uint64]uint32 // term key → number
	idf     []float32         // by term number, 0…1
	// postings, by term number: documents and weights in postStart[t]:postStart[t+1]
	postStart []uint32
	postings  []posting
	norm      []float32 // by document: length normalisation
	docs      []uint32  // by document: its first phrase; one more at the end
	phrases   []entryPhrase
	tokens    []uint32 // syllable numbers with flags, phrase after phrase
	terms     []entryTerm
	folded    []uint32    // by number of an accented syllable: its folded form's
	stated    []sectorSet // sectors by the profile
	owned     []sectorSet // sectors by the owner
	accents   *accents    // as the catalog entries write the words
	sums      sync.Pool   // of *[]float32, one sum a document
}

type posting struct {
	doc    uint32
	weight float32
}

// entryPhrase is one phrase of an entry: its tokens and terms run to the start
// of the next one's.
type entryPhrase struct {
	field      field
	firstToken uint32
	firstTerm  uint32
}

type entryTerm struct {
	id    uint32
	start uint16
	n     uint8
	// syllable: the folded form, which has no term of its own here, counts too
	syllable bool
}

// fieldWeight is what a term of a field counts when candidates are gathered.
var fieldWeight = [fieldCount]float32{
	fieldName: 1, fieldAlso: 0.9, fieldDoes: 0.85, fieldObject: 0.85, fieldUser: 0.3, fieldDescription: 0.5,
}

// idfOf scales document frequency to 0…1: 1 for a term that no entry has.
func idfOf(df, entries int) float32 {
	if entries == 0 || df == 0 {
		return 1
	}
	whole := math.Log(float64(entries)+1) + math.Ln2
	return float32((math.Log((float64(entries)+1)/(float64(df)+0.5)) / whole))
}

// mass is what a token of an entry weighs in a coverage.
func (s *segment) mass(token uint32) float32 {
	if token&tokenMuted != 0 {
		return 0
	}
	return s.idf[token&tokenID] * classMass[token>>tokenClass&3]
}
