// Package postgres keeps everything that must not be forgotten: registers,
// people, proposals, decisions, money, commands and the ledger's entries. It
// implements the stores that package activities and package api declare.
//
// An act commits whole or not at all: [Store.Record] locks the proposal's row,
// asks the domain again with what is true now, and writes the projection, the
// money and the ledger entries in one transaction. Constraints hold what must
// never break; their violations come out as *proposal.Error like every refusal.
//
// The package may know the domain, packs, the calendar, the catalog's types and
// the ledger; never the API, the workflows or Temporal.
package postgres
