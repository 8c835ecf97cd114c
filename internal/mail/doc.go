// Package mail delivers the outbox over SMTP. A letter goes out at least once and
// always under the Message-ID of its row, so that a second copy is known as one.
//
// It may know the notices and their words, never the database or the proposals:
// the outbox is an interface. Nothing it logs holds an address.
package mail
