// Package process holds process packs and the register of legal documents that
// they cite. A pack is the rules of one period as data: gates and their order,
// deadlines, authorities, checklists, labels, each with its citation and grade.
// The package parses, validates and chooses packs; it decides nothing about a
// proposal (that is package proposal) and does no I/O.
//
// A pack is named by id and version, its first day, and is immutable: its hash is
// taken over the canonical form of its file, so that it does not change when the
// program learns new fields.
package process
