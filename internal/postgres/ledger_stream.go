package postgres

import (
	"context"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// Streams are the chains of what is not about one proposal.
const (
	streamRegisters = "registers" // agencies, packs, editions, holidays, changes by two
	streamPeople    = "people"    // accounts, roles, memberships, delegations, passwords, admins' sign-ins
	streamMoney     = "money"     // envelopes
	streamSystems   = "systems"   // obligations and the life of approved systems
	streamReads     = "reads"     // reads of evidence; for auditors alone
)

// appendStream writes one entry for each event at the end of a stream. Whoever
// appends to the same stream waits until this transaction ends, so append last;
// an act that appends to two streams takes them in the order of their names.
// A document's SHA256 stands as the event gives it. An event key that was used
// before is a conflict, and nothing of the transaction stays.
func (s *Store) appendStream(ctx context.Context, t tx, stream string, actor proposal.Actor, eventKey string, events ...proposal.Event) error {
	chain, err := openStream(ctx, t, stream, eventKey)
	if err != nil {
		return err
	}
	b := &batch{at: t}
	for _, e := range events {
		entry := ledger.Entry{
			Actor: ledgerActor(actor, e), Action: e.Action, Gate: e.Gate, Outcome: string(e.Outcome),
			Rule: ledgerRule(proposal.PackRef{}, e.Citations),
		}
		for _, d := range e.Documents {
			entry.Documents = append(entry.Documents, ledger.Document{Number: d.Number, Date: string(d.Date), SHA256: d.SHA256})
		}
		chain.append(b, entry, payload{Round: e.Round, ByRule: e.ByRule, Data: e.Data})
	}
	if err := b.queueNotices(ctx, aboutAccounts(eventKey, events)...); err != nil {
		return err
	}
	return b.send(ctx)
}

// openStream finds the end of a stream's chain and holds it until the transaction
// ends.
func openStream(ctx context.Context, t tx, stream, eventKey string) (*chain, error) {
	c := &chain{stream: stream, at: t.now, key: eventKey}
	if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtext('pheduyet stream'), hashtext($1))", stream); err != nil {
		return nil, err
	}
	return c, c.readHead(t.QueryRow(ctx, "SELECT seq, hash FROM ledger_entries WHERE proposal IS NULL AND stream = $1 ORDER BY seq DESC LIMIT 1", stream))
}

// keepDocument keeps a document in canonical form beside the ledger and answers
// the sha256 by which entries name it.
func keepDocument(ctx context.Context, t tx, document any) (hash string, err error) {
	b := &batch{at: t}
	body, hash := keptDocument(b, document)
	b.Queue("INSERT INTO ledger_documents (sha256, body) VALUES ($1, $2) ON CONFLICT DO NOTHING", hash, body)
	return hash, b.send(ctx)
}
