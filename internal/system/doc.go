// Package system is what becomes of an approval: a system that is planned, put
// into use and retired, or that lapses because nobody began it, and what its
// owners must do meanwhile, as conditions of the approval and by the pack.
//
// It is pure like the domain beside it: it may know the proposals and the
// notices, does no I/O and reads no clock. An act is a method of [System] that
// refuses with the domain's errors or gives a [Step]: the system after it, what
// the ledger tells and who is told.
package system
