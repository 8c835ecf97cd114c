package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// CanSetEnvelope answers whether a person enters and changes envelopes: who decides
// for an authority of the budget gate in a process in force today.
func (s *Store) CanSetEnvelope(ctx context.Context, a proposal.Actor) error {
	r, err := s.registers(ctx, s.pool)
	if err != nil {
		return refusal(err)
	}
	return proposal.CanSetEnvelope(a, r.budgetAuthorities(proposal.DateOf(s.now())))
}

// budgetAuthorities are the agencies that hold a budget gate of a process in force
// on a day, or stand for one that has given way.
func (r *registers) budgetAuthorities(day proposal.Date) []string {
	var codes []string
	for _, p := range r.packs.All() {
		if now, ok := r.packs.InForce(p.ID, day); !ok || now.Version != p.Version {
			continue
		}
		for _, g := range r.rulesOn(p, day).Gates {
			if g.Kind == proposal.KindBudget {
				codes = append(codes, g.Authority)
			}
		}
	}
	return codes
}

// errOutrun says that another reservation came between choosing which no longer fit
// and holding the envelope.
var errOutrun = proposal.Errorf(proposal.CodeUnavailable, "Có hồ sơ khác vừa giữ chỗ trong dự toán này; hãy thử lại.", "Another proposal has just drawn on this envelope; try again.")

// outruns is how often a change of an envelope begins anew.
const outruns = 20

// SetEnvelope records a stored set_envelope command, once, and with it, in the same
// transaction, what the new amount takes from proposals. It refuses as
// [proposal.EnvelopeEntry.Check] does.
func (s *Store) SetEnvelope(ctx context.Context, command string) (proposal.EnvelopeChange, error) {
	var result proposal.EnvelopeChange
	var err error
	for range outruns {
		err = s.inTx(ctx, func(t tx) (err error) {
			result, err = s.setEnvelope(ctx, t, command)
			return err
		})
		// The totals of several proposals are counted one proposal after the other, so
		// their lines are in no one order.
		if !errors.Is(err, errOutrun) && !deadlocked(err) {
			break
		}
	}
	return result, err
}

func (s *Store) setEnvelope(ctx context.Context, t tx, command string) (proposal.EnvelopeChange, error) {
	var done proposal.EnvelopeChange
	c, err := scanCommand(t.QueryRow(ctx, "SELECT "+commandColumns+" WHERE id = $1 AND kind = $2 FOR UPDATE", command, proposal.CommandSetEnvelope))
	if err != nil {
		return done, err
	}
	if c.Recorded {
		return done, t.QueryRow(ctx, "SELECT recorded FROM commands WHERE id = $1", c.ID).Scan(&done)
	}
	e := &envelopeEntry{tx: t, store: s, command: c.ID}
	if err := json.Unmarshal(c.Body, &e.in); err != nil {
		return done, err
	}
	if e.actor, err = loadActor(ctx, t, c.Account, t.now); err != nil {
		return done, err
	}
	if e.reg, err = s.registers(ctx, t); err != nil {
		return done, err
	}
	if err := proposal.CanSetEnvelope(e.actor, e.reg.budgetAuthorities(proposal.DateOf(t.now))); err != nil {
		return done, err
	}
	if done, err = e.set(ctx); err != nil {
		return done, err
	}
	b := &batch{at: t}
	b.Queue("UPDATE commands SET recorded = $2 WHERE id = $1", c.ID, b.json(done))
	return done, b.send(ctx)
}

// envelopeEntry is one change of an envelope.
type envelopeEntry struct {
	tx
	store   *Store
	reg     *registers
	command string
	actor   proposal.Actor
	in      proposal.EnvelopeEntry
	was     proposal.Envelope
}

// set locks as every act does, proposals before envelopes: first those that seem
// not to fit, in the order of their ids, then the envelope. Where it then shows
// that another does not fit, all begins anew.
func (e *envelopeEntry) set(ctx context.Context) (proposal.EnvelopeChange, error) {
	seen, err := e.outgrown(ctx)
	if err != nil {
		return proposal.EnvelopeChange{}, err
	}
	acts := map[string]*act{}
	for _, id := range slices.Sorted(slices.Values(seen)) {
		if acts[id], err = e.store.lock(ctx, e.tx, id); err != nil {
			return proposal.EnvelopeChange{}, err
		}
	}
	if err := e.judge(ctx); err != nil {
		return proposal.EnvelopeChange{}, err
	}
	ids, err := e.outgrown(ctx)
	if err != nil {
		return proposal.EnvelopeChange{}, err
	}
	reopened := []string{}
	for _, id := range ids {
		a := acts[id]
		if a == nil {
			return proposal.EnvelopeChange{}, errOutrun
		}
		a.actor = e.actor
		given := a.before.Outgrown(e.in.Key(), a.env(nil))
		if len(given.Events) == 0 {
			return proposal.EnvelopeChange{}, fmt.Errorf("proposal %s has a reservation and cannot give it back", id)
		}
		if _, err := a.keep(ctx, given, e.command+"/"+id); err != nil {
			return proposal.EnvelopeChange{}, err
		}
		reopened = append(reopened, a.before.Number)
	}
	return e.keep(ctx, reopened)
}

// judge holds the envelope, new or not, and checks the entry against it.
func (e *envelopeEntry) judge(ctx context.Context) error {
	var owner *proposal.Agency
	k := e.in.Key()
	e.was = proposal.Envelope{EnvelopeKey: k}
	if a, ok := e.reg.agencies[k.Owner]; ok {
		owner = &a
		_, err := e.Exec(ctx, `INSERT INTO envelopes (fiscal_year, source, owner, amount, state, document) VALUES ($1, $2, $3, 0, $4, '{}')
			ON CONFLICT DO NOTHING`, k.FiscalYear, k.Source, k.Owner, e.in.State)
		if err != nil {
			return err
		}
		err = e.QueryRow(ctx, `SELECT amount, reserved, committed, state FROM envelopes WHERE fiscal_year = $1 AND source = $2 AND owner = $3 FOR UPDATE`,
			k.FiscalYear, k.Source, k.Owner).Scan(&e.was.Amount, &e.was.Reserved, &e.was.Committed, &e.was.State)
		if err != nil {
			return err
		}
	}
	return e.in.Check(owner, e.was.Committed, proposal.DateOf(e.now))
}

// outgrown lists the proposals whose reservation the new amount does not hold: the
// latest advised go first, until the rest fits.
func (e *envelopeEntry) outgrown(ctx context.Context) ([]string, error) {
	k := e.in.Key()
	rows, err := e.Query(ctx, `SELECT id FROM (
			SELECT r.proposal::text AS id, r.committed, p.number, advised.at,
				sum(r.amount) OVER (ORDER BY r.committed DESC, advised.at, p.number) AS so_far
			FROM reservations r JOIN proposals p ON p.id = r.proposal,
				LATERAL (SELECT max(d.at) AS at FROM decisions d JOIN gates g USING (proposal, gate) WHERE d.proposal = r.proposal AND g.kind = $5) advised
			WHERE r.fiscal_year = $1 AND r.source = $2 AND r.owner = $3) drawn
		WHERE so_far > $4 AND NOT committed ORDER BY at DESC, number DESC`,
		k.FiscalYear, k.Source, k.Owner, *e.in.AmountVND, string(proposal.KindBudget))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// keep writes the envelope and tells of it.
func (e *envelopeEntry) keep(ctx context.Context, reopened []string) (proposal.EnvelopeChange, error) {
	k, done := e.in.Key(), proposal.EnvelopeChange{Reopened: reopened}
	done.Envelope = proposal.Envelope{EnvelopeKey: k, Amount: *e.in.AmountVND, Committed: e.was.Committed, State: e.in.State, Document: e.in.Document}
	document, err := json.Marshal(e.in.Document)
	if err != nil {
		return done, err
	}
	err = e.QueryRow(ctx, `UPDATE envelopes SET amount = $4, state = $5, document = $6 WHERE fiscal_year = $1 AND source = $2 AND owner = $3 RETURNING reserved`,
		k.FiscalYear, k.Source, k.Owner, done.Envelope.Amount, e.in.State, document).Scan(&done.Envelope.Reserved)
	if err != nil {
		return done, err
	}
	if len(reopened) > 0 {
		if err := queueFacts(ctx, e.tx, []proposal.Fact{{Kind: proposal.FactEnvelope, Ref: e.command}}); err != nil {
			return done, err
		}
	}
	return done, e.store.appendStream(ctx, e.tx, streamMoney, e.actor, e.command, proposal.Event{
		Action: "envelope_set", Documents: []proposal.Document{e.in.Document},
		Data: envelopeSet{k, e.was.Amount, done.Envelope.Amount, e.was.State, e.in.State, reopened},
	})
}

// envelopeSet is what the ledger keeps of a change, in đồng.
type envelopeSet struct {
	proposal.EnvelopeKey
	Was      int64    `json:"was_vnd"`
	Amount   int64    `json:"amount_vnd"`
	WasState string   `json:"was_state"`
	State    string   `json:"state"`
	Reopened []string `json:"reopened"`
}
