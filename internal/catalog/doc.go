// Package catalog finds what already exists: it compares the words of a
// proposal with every entry of the catalog and says which ones resemble it, how
// much, and why.
//
// The package is pure. It reads no file, no clock and no database; the lexicon,
// the calibration and the entries come in as values, and the same values always
// give the same bytes. It may know Vietnamese spelling, the entries' shape and
// the weights; it knows nothing of gates, accounts or storage.
//
// The way of a check:
//
//	text → tokens (token.go, spelling.go) → abbreviations, Telex, joined words
//	undone (rewrite.go) → phrases, concepts, boilerplate and integrations marked
//	(analyse.go) → candidates by inverted index (segment.go) → each candidate
//	read closely (score.go) → calibrated score (calibration.go) → twins merged,
//	set apart, verdict (check.go) → evidence (evidence.go)
package catalog

// EngineVersion changes whenever the same inputs may give another result.
const EngineVersion = "1.0.0"
