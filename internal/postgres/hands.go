package postgres

import (
	"encoding/json"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// gateColumns are those of a gate, with the names of who has laid hands on it.
const gateColumns = `gate, kind, after, authority, state, round, opened_at, deadline, decided_at, outcome, by_rule, screened, touched, clock,
	coalesce(first_by::text, ''), (SELECT name FROM accounts WHERE id = first_by), first_at,
	coalesce(claim_by::text, ''), (SELECT name FROM accounts WHERE id = claim_by), claim_at,
	coalesce(prepared_by::text, ''), (SELECT name FROM accounts WHERE id = prepared_by), prepared_at`

// hand reads three columns of a gate.
type hand struct {
	account string
	name    *string
	at      *time.Time
}

func (h *hand) into() []any { return []any{&h.account, &h.name, &h.at} }

func (h hand) read() *proposal.Hand {
	if h.account == "" || h.at == nil {
		return nil
	}
	out := proposal.Hand{Account: h.account, At: h.at.In(proposal.Zone)}
	if h.name != nil {
		out.Name = *h.name
	}
	return &out
}

// written gives the account and the time of a hand; nils where there is none.
func written(h *proposal.Hand) (account *string, at *time.Time) {
	if h == nil {
		return nil, nil
	}
	return &h.Account, &h.At
}

// queueHands writes who has laid hands on a gate, where that changed.
func (a *act) queueHands(b *batch, g proposal.Gate) {
	was, _ := a.before.Gate(g.ID)
	is := []*proposal.Hand{g.FirstOpened, g.Claim, g.Prepared}
	if !reflect.DeepEqual(is, []*proposal.Hand{was.FirstOpened, was.Claim, was.Prepared}) {
		queueHands(b, a.before.ID, g)
	}
}

func queueHands(b *batch, id string, g proposal.Gate) {
	first, firstAt := written(g.FirstOpened)
	claim, claimAt := written(g.Claim)
	prepared, preparedAt := written(g.Prepared)
	b.Queue(`UPDATE gates SET first_by = $3, first_at = $4, claim_by = $5, claim_at = $6, prepared_by = $7, prepared_at = $8
		WHERE proposal = $1 AND gate = $2`, id, g.ID, first, firstAt, claim, claimAt, prepared, preparedAt)
}

// queuePreparations keeps the steps that the transition added.
func (a *act) queuePreparations(b *batch, c proposal.Case) {
	for n := len(a.before.Preparations); n < len(c.Preparations); n++ {
		p := c.Preparations[n]
		body, hash := keptDocument(b, p)
		b.Queue("INSERT INTO preparations (proposal, n, gate, round, body, sha256, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			c.ID, p.N, p.Gate, p.Round, body, hash, p.By.Account, p.At)
	}
}

// preparedData names a preparation in the ledger by its kept content.
func preparedData(b *batch, c proposal.Case, d proposal.PreparedData) proposal.PreparedData {
	_, d.SHA256 = keptDocument(b, c.Preparations[d.N-1])
	return d
}

func scanPreparation(row pgx.CollectableRow) (p proposal.Preparation, err error) {
	var body []byte
	if err := row.Scan(&body, &p.SHA256); err != nil {
		return p, err
	}
	hash := p.SHA256
	err = json.Unmarshal(body, &p)
	p.SHA256, p.At = hash, p.At.In(proposal.Zone)
	return p, err
}
