package postgres

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/rebuild"
)

// payload is what a ledger entry holds besides its common fields. State is the
// standing after the act, on the act's last entry, Rest what else the act changed
// and its data do not tell, Timing how a decision met its deadline. Out of them
// package rebuild makes every table of the read model. With the event's key in the
// bytes no column of the entry's row goes unproved.
type payload struct {
	Round  int                `json:"round"`
	ByRule bool               `json:"by_rule"`
	Data   any                `json:"data"`
	Number string             `json:"number"`
	State  *proposal.Progress `json:"state"`
	Event  string             `json:"event"` // the entry's event key
	Rest   json.RawMessage    `json:"rest,omitempty"`
	Timing *rebuild.Timing    `json:"timing,omitempty"`
	Names  map[string]string  `json:"names,omitempty"`
}

// redact takes the free text out of the data and the rest; nothing else holds any.
// Paths are those of the whole payload.
func (p *payload) redact() ([]ledger.KeptText, error) {
	type written struct {
		Data any             `json:"data"`
		Rest json.RawMessage `json:"rest,omitempty"`
	}
	whole, err := json.Marshal(written{p.Data, p.Rest})
	if err != nil {
		return nil, err
	}
	redacted, texts, err := ledger.Redact(whole, freeText, salt)
	if err != nil {
		return nil, err
	}
	var only struct{ Data, Rest json.RawMessage }
	err = json.Unmarshal(redacted, &only)
	p.Data, p.Rest = only.Data, only.Rest
	return texts, err
}

// chain appends entries to the end of one proposal's ledger, or of one stream's.
type chain struct {
	proposal string // "" for a stream
	stream   string // "" for a proposal
	at       time.Time
	head     ledger.Head
	key      string // of the act; each entry's is key/index
	next     int
}

// openChain finds the end of the proposal's chain; its row must be locked.
func openChain(ctx context.Context, t tx, id, eventKey string) (*chain, error) {
	c := &chain{proposal: id, at: t.now, key: eventKey}
	return c, c.readHead(t.QueryRow(ctx, "SELECT seq, hash FROM ledger_entries WHERE proposal = $1 AND stream = '' ORDER BY seq DESC LIMIT 1", id))
}

// readHead reads the last entry, if there is one.
func (c *chain) readHead(last pgx.Row) error {
	var hash []byte
	err := last.Scan(&c.head.Seq, &hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	copy(c.head.Hash[:], hash)
	return err
}

// append queues one entry and its kept texts.
func (c *chain) append(b *batch, e ledger.Entry, p payload) {
	texts, err := p.redact()
	if err != nil {
		b.err = errorOr(b.err, err)
		return
	}
	p.Event = c.key + "/" + strconv.Itoa(c.next)
	c.next++
	e.Proposal, e.Stream, e.At, e.Payload = c.proposal, c.stream, c.at, b.json(p)
	entry, raw, err := ledger.New(c.head, e)
	if err != nil {
		b.err = errorOr(b.err, err)
		return
	}
	c.head = entry.Head()
	paths, hashes, contents := make([]string, len(texts)), make([]string, len(texts)), make([]string, len(texts))
	salts := make([][]byte, len(texts))
	for i, t := range texts {
		paths[i], hashes[i], salts[i], contents[i] = t.Path, t.SHA256, t.Salt[:], t.Text
	}
	b.Queue(`WITH e AS (
			INSERT INTO ledger_entries (proposal, stream, seq, event_key, action, gate, at, bytes, hash)
			VALUES (nullif($1, '')::uuid, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id)
		INSERT INTO ledger_texts (entry, path, sha256, salt, text)
		SELECT e.id, k.* FROM e, unnest($10::text[], $11::text[], $12::bytea[], $13::text[]) AS k`,
		c.proposal, c.stream, entry.Seq, p.Event, entry.Action, entry.Gate, entry.At, raw, entry.Hash[:], paths, hashes, salts, contents)
}

// freeTextMembers are the members that hold what people wrote freely: of facts,
// documents, decisions, answers, acceptances, withdrawals and uploads. They are
// bound by salted hash and kept beside the entry, so that they can be sealed.
// Codes, numbers, dates, amounts and legal citations stay in clear.
var freeTextMembers = map[string]bool{
	"name": true, "summary": true, "functions": true, "sector": true, "users": true, "integrations": true,
	"legal_basis": true, "solution": true, "steps": true, "resources": true, "self_review": true, "position": true,
	"title": true, "issuer": true, "signatory": true, "reason": true, "head_reason": true, "note": true, "text": true, "conditions": true,
}

// freeText tells what is written freely. Some member names mean a code in one
// place and a text in another.
func freeText(path, key string) bool {
	switch {
	case key == "owner": // of a condition it is a text, of an envelope a code
		return strings.Contains(path, "/conditions/")
	case key == "position": // of a reply it is a code
		return strings.Contains(path, "/accountable/")
	case key == "answer": // to an item of a return it is a text, to a checklist a code
		return strings.Contains(path, "/items/")
	}
	return freeTextMembers[key]
}

func salt() [16]byte {
	var s [16]byte
	rand.Read(s[:]) // never fails
	return s
}

// keptDocument gives a large part of the record in canonical form and its sha256,
// by which the ledger names it.
func keptDocument(b *batch, v any) (body []byte, hash string) {
	body, err := ledger.Canonical(json.RawMessage(b.json(v)))
	b.err = errorOr(b.err, err)
	return body, ledger.HashBytes(body).String()
}
