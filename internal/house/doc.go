// Package house holds the house rules of this module against its sources: who
// may import whom, what may lie at the top, how long files and functions may
// be, and that every package says what it is. It has no code but tests, and
// knows the sources only as the go command and the parser show them.
package house
