package catalog

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

type lexiconBuilder struct {
	lex *Lexicon
	ids map[uint64]concept // the first concept of a phrase, by accented hash
}

func newLexiconBuilder() *lexiconBuilder {
	return &lexiconBuilder{
		lex: &Lexicon{
			phrases: newPhraseTable(), abbrs: newPhraseTable(), accents: newAccents(), sectors: newSectorTable(),
			broader: map[concept][]concept{}, narrower: map[concept][]concept{},
		},
		ids: map[uint64]concept{},
	}
}

func (b *lexiconBuilder) lexicon() *Lexicon { return b.lex }

func (b *lexiconBuilder) newConcept() concept {
	b.lex.concepts++
	return b.lex.concepts
}

// phraseTokens reads a phrase of the lists, where commas do not end a clause.
func phraseTokens(phrase string) []token {
	tokens := tokenise(compose(phrase), nil)
	for i := range tokens {
		tokens[i].breaks, tokens[i].ends = false, false
	}
	return tokens
}

func fullHash(tokens []token) uint64 {
	var h uint64
	for _, t := range tokens {
		h = mix(h, t.full)
	}
	return h
}

func (b *lexiconBuilder) enter(phrase string, c concept, r role) {
	tokens := phraseTokens(phrase)
	b.add(tokens, meaning{concept: c, role: r})
	if h := fullHash(tokens); b.ids[h] == 0 {
		b.ids[h] = c
	}
}

// add enters a phrase and learns how its words are written.
func (b *lexiconBuilder) add(tokens []token, m meaning) {
	b.lex.phrases.add(tokens, m)
	for i := 1; i < len(tokens); i++ {
		b.lex.accents.learn(tokens[i-1], tokens[i])
	}
}

// conceptOf gives the phrase's concept, a new one when it has none.
func (b *lexiconBuilder) conceptOf(phrase string) concept {
	if c := b.ids[fullHash(phraseTokens(phrase))]; c != 0 {
		return c
	}
	c := b.newConcept()
	b.enter(phrase, c, roleConcept)
	return c
}

func (b *lexiconBuilder) addSynonyms(row synonymRow) error {
	if err := checkPhrases(2, row.Group...); err != nil {
		return err
	}
	c := b.newConcept()
	for _, phrase := range row.Group {
		b.enter(phrase, c, roleConcept)
	}
	return nil
}

func (b *lexiconBuilder) addLoanword(row loanwordRow) error {
	return b.addSynonyms(synonymRow{Group: append([]string{row.Term}, row.Vi...)})
}

func (b *lexiconBuilder) addHyponyms(row hyponymRow) error {
	if err := checkPhrases(2, append([]string{row.Broad}, row.Narrow...)...); err != nil {
		return err
	}
	broad := b.conceptOf(row.Broad)
	for _, phrase := range row.Narrow {
		narrow := b.conceptOf(phrase)
		if narrow == broad || slices.Contains(b.lex.narrower[broad], narrow) {
			continue
		}
		b.lex.narrower[broad] = append(b.lex.narrower[broad], narrow)
		b.lex.broader[narrow] = append(b.lex.broader[narrow], broad)
	}
	return nil
}

func (b *lexiconBuilder) addActions(row actionRow) error {
	words := append([]string{row.Action}, row.Words...)
	if err := checkPhrases(1, words...); err != nil {
		return err
	}
	c := b.newConcept()
	for _, phrase := range words {
		b.add(phraseTokens(phrase), meaning{concept: c, role: roleAction})
	}
	return nil
}

func (b *lexiconBuilder) addAbbreviation(row abbreviationRow) error {
	if err := checkPhrases(2, append([]string{row.Abbr}, row.Expansions...)...); err != nil {
		return err
	}
	a := &abbreviation{}
	for _, phrase := range row.Expansions {
		e := expansion{tokens: phraseTokens(phrase)}
		for _, t := range e.tokens {
			e.words = append(e.words, t.bare)
		}
		a.expansions = append(a.expansions, e)
	}
	for _, phrase := range row.Context {
		for _, t := range phraseTokens(phrase) {
			a.context = append(a.context, t.bare)
		}
	}
	forms := [][]token{phraseTokens(row.Abbr)}
	if len(forms[0]) > 1 { // GD&ĐT is also written GDĐT
		forms = append(forms, phraseTokens(strings.NewReplacer("&", "", "-", "", " ", "", ".", "", "/", "").Replace(row.Abbr)))
	}
	joined := forms[len(forms)-1]
	a.short = len(joined) != 1 || len(row.Abbr) < 3 || isSyllable(joined[0].bare)
	for _, tokens := range forms {
		b.lex.abbrs.add(tokens, meaning{role: roleAbbreviation, abbr: a})
	}
	return nil
}

func (b *lexiconBuilder) addStopphrases(data []byte) error {
	if len(data) == 0 {
		return nil
	}
	var file stopphraseFile
	if err := json.Unmarshal(data, &file); err != nil {
		return fmt.Errorf("lexicon stopphrases: %w", err)
	}
	lists := []struct {
		phrases []string
		role    role
	}{{file.Phrases, roleBoilerplate}, {file.Words, roleEmpty}, {file.Weak, roleWeak}}
	for _, list := range lists {
		if err := checkPhrases(0, list.phrases...); err != nil {
			return fmt.Errorf("lexicon stopphrases: %w", err)
		}
		for _, phrase := range list.phrases {
			b.add(phraseTokens(phrase), meaning{role: list.role})
		}
	}
	return nil
}

func (b *lexiconBuilder) addIntegration(row cueRow) error {
	if err := checkPhrases(1, row.Cue); err != nil {
		return err
	}
	m := meaning{role: roleIntegration}
	for _, t := range phraseTokens(row.Until) {
		m.until = append(m.until, t.bare)
	}
	b.add(phraseTokens(row.Cue), m)
	return nil
}

func (b *lexiconBuilder) addSector(row sectorRow) error {
	if strings.TrimSpace(row.Sector) == "" {
		return fmt.Errorf("a sector without a name")
	}
	return b.lex.sectors.add(row)
}
