// Package why answers the question that the whole product is kept for: why does a
// proposal stand where it stands? It explains every gate in order, in both
// languages, out of a proposal's part of the ledger alone: verified entries, the
// texts kept beside them, and the process packs and comparisons that the entries
// name by sha256. So it says exactly what the evidence proves, and says the same
// to whoever reads the evidence without a server.
//
// It is pure: it knows the domain, the packs and the ledger's bytes; it knows no
// database, no clock and no reader.
package why
