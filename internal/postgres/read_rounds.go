package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// rounds lists the decided rounds in the order of their decisions, those before
// a recall included, and then the current ones still undecided, in the order of
// the process.
func (s *Store) rounds(ctx context.Context, t tx, c proposal.Case) ([]proposal.GateRound, error) {
	r, err := s.registers(ctx, t)
	if err != nil {
		return nil, err
	}
	screenings, err := screeningsOf(ctx, t, c.ID)
	if err != nil {
		return nil, err
	}
	rounds, err := decidedRounds(ctx, t, c.ID)
	if err != nil {
		return nil, err
	}
	for i := range rounds {
		pack, err := r.pack(rounds[i].Pack)
		if err != nil {
			return nil, err
		}
		judge(&rounds[i], pack.Rules)
		r.explain(rounds[i].Deadline, *rounds[i].At)
		lookedAt(&rounds[i], screenings, *rounds[i].At)
	}
	proposal.Supersede(rounds, c.Gates, c.Amendments)
	for _, g := range c.Gates {
		if g.State != proposal.GatePending && g.State != proposal.GateOpen {
			continue
		}
		round := proposal.GateRound{Gate: g.ID, Round: g.Round, Authority: g.Authority, Pack: c.Process, Deadline: g.Deadline}
		judge(&round, c.Rules)
		if g.Screened {
			lookedAt(&round, screenings, t.now)
		}
		rounds = append(rounds, round)
	}
	return rounds, nil
}

// decidedRounds reads the decisions, each with its author's own agency of that
// day: who sits in a council belongs to another.
func decidedRounds(ctx context.Context, q querier, id string) ([]proposal.GateRound, error) {
	rows, err := q.Query(ctx, `SELECT d.gate, d.round, d.agency, d.pack, d.body, d.deadline, d.at,
			coalesce(d.by::text, ''), coalesce(a.name, ''), coalesce(own.agency, '')
		FROM decisions d LEFT JOIN accounts a ON a.id = d.by
		LEFT JOIN LATERAL (SELECT m.agency FROM memberships m
			WHERE m.account = d.by AND NOT m.seat AND m.valid_from <= (d.at AT TIME ZONE INTERVAL '+07:00')::date
			ORDER BY m.valid_from DESC LIMIT 1) own ON true
		WHERE d.proposal = $1 ORDER BY d.at, d.attempt, d.round`, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (proposal.GateRound, error) {
		var g proposal.GateRound
		var pack, body, deadline []byte
		var at time.Time
		err := row.Scan(&g.Gate, &g.Round, &g.Authority, &pack, &body, &deadline, &at, &g.By.Account, &g.By.Name, &g.By.Agency)
		if err != nil {
			return g, err
		}
		inZone(&at)
		g.At, g.ByRule = &at, g.By.Account == ""
		return g, errors.Join(json.Unmarshal(pack, &g.Pack), optional(body, &g.Decision), optional(deadline, &g.Deadline))
	})
}

// judge adds what the pack says of the gate.
func judge(round *proposal.GateRound, rules proposal.Rules) {
	rule, _ := rules.Gate(round.Gate)
	round.Kind, round.Citations = rule.Kind, rule.Citations
	if round.Deadline != nil {
		round.Cites = rule.DeadlineCites(*round.Deadline)
	}
}

// lookedAt gives the round of a duplication gate the comparison that counted at
// the time.
func lookedAt(round *proposal.GateRound, screenings []proposal.Screening, at time.Time) {
	if round.Kind != proposal.KindDuplication {
		return
	}
	for i := range screenings {
		if !screenings[i].At.After(at) {
			round.Screening = &screenings[i]
		}
	}
}

// screeningsOf reads all comparisons of a proposal, oldest first.
func screeningsOf(ctx context.Context, q querier, id string) ([]proposal.Screening, error) {
	rows, err := q.Query(ctx, "SELECT body, at FROM screenings WHERE proposal = $1 ORDER BY at, id", id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (s proposal.Screening, err error) {
		var body []byte
		if err := row.Scan(&body, &s.At); err != nil {
			return s, err
		}
		at := s.At
		err = json.Unmarshal(body, &s)
		s.At = at.In(proposal.Zone)
		return s, err
	})
}
