package postgres

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
)

// InForce gives the decision that counts at a gate now, as corrected; not_found
// where the gate's round is undecided.
func (s *Store) InForce(ctx context.Context, id, gate string) (proposal.Decision, error) {
	var d proposal.Decision
	err := s.inSnapshot(ctx, func(t tx) error {
		c, err := s.loadCase(ctx, t, id, false)
		if err != nil {
			return err
		}
		d, err = inForce(ctx, t, c, gate)
		return err
	})
	return d, err
}

func inForce(ctx context.Context, q querier, c proposal.Case, gate string) (proposal.Decision, error) {
	g, _ := c.Gate(gate)
	var d proposal.Decision
	for i := len(c.Amendments) - 1; i >= 0; i-- {
		if a := c.Amendments[i]; a.Kind == proposal.Rectify && a.Gate == gate && a.Round == g.Round {
			return *a.Decision, nil
		}
	}
	var body []byte
	err := q.QueryRow(ctx, "SELECT body FROM decisions WHERE proposal = $1 AND gate = $2 AND round = $3 ORDER BY attempt DESC LIMIT 1", c.ID, gate, g.Round).
		Scan(&body)
	if errors.Is(err, pgx.ErrNoRows) {
		return d, proposal.Errorf(proposal.CodeNotFound, "Bước này chưa có ý kiến.", "This gate has not been decided.")
	}
	if err != nil {
		return d, err
	}
	return d, json.Unmarshal(body, &d)
}

// amend corrects or replaces the decision in force. What the caller judged must
// still be so: of two who replace at once the second sees what the first put
// there.
func (a *act) amend(ctx context.Context, in proposal.AmendmentRequest) (proposal.Transition, error) {
	may, gate := proposal.CanAmend, a.command.Gate
	if in.Kind == proposal.Replace {
		may = proposal.CanReplace
	}
	if err := may(a.before.Progress, a.actor, gate); err != nil {
		return proposal.Transition{}, err
	}
	if seen := a.command.SeenETag; seen != 0 && seen != a.before.ETag {
		return proposal.Transition{}, stale()
	}
	was, err := inForce(ctx, a.tx, a.before, gate)
	if err != nil {
		return proposal.Transition{}, err
	}
	var named proposal.Details
	if in.Decision != nil {
		named = in.Decision.Details
	}
	env, err := a.envFor(ctx, named)
	if err != nil {
		return proposal.Transition{}, err
	}
	t, err := a.before.Amend(gate, in, was, a.actor, env)
	return a.repinned(t, err, env)
}

// envFor is the environment of a decision with the catalog entries that it names.
func (a *act) envFor(ctx context.Context, d proposal.Details) (proposal.Env, error) {
	ids := []string{}
	for _, f := range d.Findings {
		ids = append(ids, f.EntryID)
	}
	known, err := entries(ctx, a.tx, ids)
	return a.env(known), err
}

// repinned puts a proposal that was reclassified on the pack of its new kind.
func (a *act) repinned(t proposal.Transition, err error, env proposal.Env) (proposal.Transition, error) {
	if err != nil || t.Reclassified == "" {
		return t, err
	}
	pack, err := a.reg.choose(t.Reclassified, *a.before.FirstSubmittedAt)
	if err != nil {
		return t, err
	}
	err = t.Repin(ref(pack), a.reg.rulesOn(pack, proposal.DateOf(a.now)), env)
	return t, err
}

// decidedGate is the gate as it was when a round of it was decided: the one before
// the act, or where the act itself opened the round, the one after it.
func (a *act) decidedGate(gate string, round int, after proposal.Case) (proposal.Gate, bool) {
	if g, ok := a.before.Gate(gate); ok && g.Round == round {
		return g, true
	}
	return after.Gate(gate)
}

// queueAmendments keeps the later acts that the transition added.
func (a *act) queueAmendments(b *batch, c proposal.Case) {
	for n := len(a.before.Amendments); n < len(c.Amendments); n++ {
		it := c.Amendments[n]
		b.Queue("INSERT INTO amendments (proposal, n, kind, gate, round, body, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			c.ID, n+1, string(it.Kind), it.Gate, it.Round, b.json(it), it.By.Account, it.At)
	}
}

// scanAmendment reads a later act as it was kept.
func scanAmendment(row pgx.CollectableRow) (a proposal.Amendment, err error) {
	var body []byte
	if err := row.Scan(&body); err != nil {
		return a, err
	}
	err = json.Unmarshal(body, &a)
	a.At = a.At.In(proposal.Zone)
	return a, err
}
