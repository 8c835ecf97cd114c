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
//	text → tokens (token.go, spelling.go)
//	→ Telex, accents, abbreviations and joined words put right (telex.go,
//	  accents.go, rewrite.go, joined.go)
//	→ phrases and meanings found, boilerplate and integrations muted (analyse.go,
//	  mark.go)
//	→ candidates from the inverted index (segment.go, gather.go)
//	→ each candidate read closely (score.go), calibrated (calibration.go)
//	→ twins merged, some set apart, verdict (check.go, insufficient.go)
//	→ evidence (align.go, evidence.go)
//
// Eval and fit measure the engine on labelled proposals and refit its weights.
package catalog

// EngineVersion changes whenever the same inputs may give another result.
const EngineVersion = "1.0.0"
