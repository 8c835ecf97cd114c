package catalog

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// LexiconFiles holds the raw JSON of each word list, an array per file.
type LexiconFiles struct {
	Synonyms      []byte // {"group": [phrase], "relation": "synonym"}
	Hyponyms      []byte // {"broad": phrase, "narrow": [phrase]}
	Actions       []byte // {"action": phrase, "words": [phrase]}
	Abbreviations []byte // {"abbr", "expansions": [phrase], "context": [phrase]}
	Loanwords     []byte // {"term": word, "vi": [phrase]}
	Stopphrases   []byte // one object {"phrases", "words", "weak": [phrase]}: boilerplate, empty and weak words
	Integrations  []byte // {"cue": phrase, "until": phrase or absent}
	Sectors       []byte // {"sector", "ministry": code, "agency": code, "words": [phrase]}
}

type (
	synonymRow struct {
		Group    []string `json:"group"`
		Relation string   `json:"relation"`
	}
	hyponymRow struct {
		Broad  string   `json:"broad"`
		Narrow []string `json:"narrow"`
	}
	actionRow struct {
		Action string   `json:"action"`
		Words  []string `json:"words"`
	}
	abbreviationRow struct {
		Abbr       string   `json:"abbr"`
		Expansions []string `json:"expansions"`
		Context    []string `json:"context"`
	}
	loanwordRow struct {
		Term string   `json:"term"`
		Vi   []string `json:"vi"`
	}
	sectorRow struct {
		Sector   string   `json:"sector"`
		Ministry string   `json:"ministry"`
		Agency   string   `json:"agency"`
		Words    []string `json:"words"`
	}
)

type cueRow struct {
	Cue   string `json:"cue"`
	Until string `json:"until"`
}

// stopphraseFile sorts boilerplate by how empty it is.
type stopphraseFile struct {
	Phrases []string `json:"phrases"` // says nothing of the system
	Words   []string `json:"words"`   // in every system's name
	Weak    []string `json:"weak"`    // says little
}

// Lexicon is what the engine knows of the administration's language: which
// phrases mean the same or nearly, what is boilerplate, what marks an
// integration, which words belong to which sector. It is immutable.
type Lexicon struct {
	phrases  *phraseTable
	abbrs    *phraseTable
	accents  *accents
	broader  map[concept][]concept
	narrower map[concept][]concept
	sectors  *sectorTable
	concepts concept // how many were given out
}

// concept numbers a meaning; phrases of one synonym group share it. 0 is none.
type concept uint32

// ParseLexicon is NewLexicon for files by name ("synonyms", "hyponyms" …); other
// names are left alone.
func ParseLexicon(files map[string][]byte) (*Lexicon, error) {
	return NewLexicon(LexiconFiles{
		Synonyms: files["synonyms"], Hyponyms: files["hyponyms"], Actions: files["actions"],
		Abbreviations: files["abbreviations"], Loanwords: files["loanwords"],
		Stopphrases: files["stopphrases"], Integrations: files["integrations"], Sectors: files["sectors"],
	})
}

// NewLexicon reads and checks the word lists. Every fault is named, by file and
// row (from 1). An absent file is an empty list.
func NewLexicon(files LexiconFiles) (*Lexicon, error) {
	b := newLexiconBuilder()
	err := errors.Join(
		eachRow("synonyms", files.Synonyms, b.addSynonyms),
		eachRow("loanwords", files.Loanwords, b.addLoanword),
		eachRow("hyponyms", files.Hyponyms, b.addHyponyms),
		eachRow("actions", files.Actions, b.addActions),
		eachRow("abbreviations", files.Abbreviations, b.addAbbreviation),
		b.addStopphrases(files.Stopphrases),
		eachRow("integrations", files.Integrations, b.addIntegration),
		eachRow("sectors", files.Sectors, b.addSector),
	)
	if err != nil {
		return nil, err
	}
	return b.lexicon(), nil
}

// eachRow decodes an array and hands its rows on one by one.
func eachRow[T any](name string, data []byte, add func(T) error) error {
	if len(data) == 0 {
		return nil
	}
	var rows []T
	if err := json.Unmarshal(data, &rows); err != nil {
		return fmt.Errorf("lexicon %s: %w", name, err)
	}
	var faults []error
	for i, row := range rows {
		if err := add(row); err != nil {
			faults = append(faults, fmt.Errorf("lexicon %s, row %d: %w", name, i+1, err))
		}
	}
	return errors.Join(faults...)
}

var errEmptyPhrase = errors.New("an empty phrase")

func checkPhrases(atLeast int, phrases ...string) error {
	if len(phrases) < atLeast {
		return fmt.Errorf("%d phrases where %d are needed", len(phrases), atLeast)
	}
	for _, p := range phrases {
		if len(tokenise(compose(strings.TrimSpace(p)), nil)) == 0 {
			return errEmptyPhrase
		}
	}
	return nil
}
