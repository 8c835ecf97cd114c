package postgres

import (
	"context"
	"reflect"
	"time"

	"pheduyet/internal/catalog"
	"pheduyet/internal/proposal"
)

// keep writes all that a transition changed, under the event key, and answers
// the standing after it. What many acts wait for (the year's counter, the
// catalog's version) comes last, so that it is held shortly.
func (a *act) keep(ctx context.Context, t proposal.Transition, eventKey string) (proposal.Progress, error) {
	t.EndLapsed()
	if err := a.moveMoney(ctx, t.Case.Standing); err != nil {
		return proposal.Progress{}, err
	}
	if err := a.number(ctx, &t.Case); err != nil {
		return proposal.Progress{}, err
	}
	b := &batch{at: a.tx}
	waking := a.waking(t.Case)
	a.queueScreening(b, t.Case)
	a.queueProposal(b, t.Case)
	a.queueGates(b, t.Case)
	a.queueLapsed(b, t.Case)
	a.queueRevision(b, t)
	a.queueDecision(b, t)
	a.queueAmendments(b, t.Case)
	a.queuePreparations(b, t.Case)
	if a.command.ID != "" {
		b.Queue("UPDATE commands SET recorded = $2 WHERE id = $1", a.command.ID, b.json(waking))
	}
	if err := a.queueLedger(ctx, b, t, eventKey); err != nil {
		return proposal.Progress{}, err
	}
	if err := a.queueNotices(ctx, b, t, eventKey); err != nil {
		return proposal.Progress{}, err
	}
	if err := b.send(ctx); err != nil {
		return proposal.Progress{}, err
	}
	if err := a.followApproval(ctx, t.Case, eventKey); err != nil {
		return proposal.Progress{}, err
	}
	return waking, a.showToScreenings(ctx, t.Case)
}

func (a *act) queueProposal(b *batch, c proposal.Case) {
	recalled := c.Status == proposal.Draft && a.before.Status != proposal.Draft
	var screening *string
	if c.Screening != nil {
		screening = &c.Screening.ID
	}
	b.Queue(`UPDATE proposals SET number = nullif($2, ''), status = $3, revision = $4, version = $5, etag = etag + $24::boolean::int,
		facts = $6, filed = $7, standing = $8, parties = $9, pack_id = nullif($10, ''), pack_version = nullif($11, '')::date,
		acceptance_due = $12, review_until = $13, recalls = recalls + $14::boolean::int, screening = $15, submitted_at = $16,
		first_submitted_at = $17, updated_at = $18, name = $19, search = $20, co_agencies = $21,
		review = $22, run = $23 WHERE id = $1`,
		c.ID, c.Number, string(c.Status), c.Revision, c.Version, b.json(c.Facts), b.json(c.Filed), b.json(c.Standing), b.json(c.Parties),
		c.Process.ID, c.Process.Version, c.AcceptanceDue, c.ReviewUntil, recalled, screening, c.SubmittedAt,
		c.FirstSubmittedAt, a.now, c.Facts.Name, searchText(c), coAgencies(c.Facts),
		string(c.Review), c.Run, !a.quiet)
	if a.takesPart() {
		queueEditor(b, c.ID, a.actor.Account)
	}
}

// takesPart reports whether the act is one of the filing side.
func (a *act) takesPart() bool {
	return a.command.ID != "" && proposal.FilingAct(a.command.Kind)
}

func queueEditor(b *batch, id, account string) {
	b.Queue("INSERT INTO proposal_editors (proposal, account) VALUES ($1, $2) ON CONFLICT DO NOTHING", id, account)
}

// searchText is what a list's query looks in, folded.
func searchText(c proposal.Case) string {
	return catalog.Fold(c.Facts.Name + " " + c.Facts.Summary + " " + c.Number)
}

func coAgencies(f proposal.Facts) []string { return append([]string{}, f.CoAgencies...) }

// queueGates writes the gates that changed and drops those that are gone.
func (a *act) queueGates(b *batch, c proposal.Case) {
	ids := []string{}
	for i, g := range c.Gates {
		ids = append(ids, g.ID)
		if i < len(a.before.Gates) && reflect.DeepEqual(a.before.Gates[i], g) {
			continue
		}
		var due *time.Time
		if g.Deadline != nil && g.Deadline.StoppedAt == nil { // a clock that stands still is not overdue
			due = &g.Deadline.DueAt
		}
		b.Queue(`INSERT INTO gates (proposal, gate, position, kind, after, authority, state, round, opened_at, deadline, due_at,
				decided_at, outcome, by_rule, screened, touched, clock)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
			ON CONFLICT (proposal, gate) DO UPDATE SET position = excluded.position, kind = excluded.kind, after = excluded.after,
			authority = excluded.authority, state = excluded.state, round = excluded.round, opened_at = excluded.opened_at,
			deadline = excluded.deadline, due_at = excluded.due_at, decided_at = excluded.decided_at, outcome = excluded.outcome,
			by_rule = excluded.by_rule, screened = excluded.screened, touched = excluded.touched,
			clock = excluded.clock`,
			c.ID, g.ID, i, string(g.Kind), append([]string{}, g.After...), g.Authority, string(g.State), g.Round, g.OpenedAt, b.json(g.Deadline), due,
			g.DecidedAt, string(g.Outcome), g.ByRule, g.Screened, g.Touched, b.json(g.Clock))
		a.queueHands(b, g)
	}
	if len(a.before.Gates) > 0 {
		b.Queue("DELETE FROM gates WHERE proposal = $1 AND gate <> ALL ($2)", c.ID, ids)
	}
}

// queueRevision keeps what was filed and the covering document.
func (a *act) queueRevision(b *batch, t proposal.Transition) {
	if t.Case.Revision == a.before.Revision {
		return
	}
	var filed proposal.SubmittedData
	for _, e := range t.Events {
		if d, is := e.Data.(proposal.SubmittedData); is {
			filed = d
		}
	}
	b.Queue("INSERT INTO revisions (proposal, revision, facts, document, by, at) VALUES ($1, $2, $3, $4, $5, $6)",
		t.Case.ID, t.Case.Revision, b.json(t.Case.Filed), b.json(filed.Document), a.actor.Account, a.now)
}

// queueDecision keeps the decision with the pack and the deadline it was made
// under.
func (a *act) queueDecision(b *batch, t proposal.Transition) {
	all := t.FromPaper
	if t.Decision != nil {
		all = append(all, *t.Decision)
	}
	for _, d := range all {
		g, _ := a.decidedGate(d.Gate, d.Round, t.Case)
		var by *string
		if !d.ByRule {
			by = &a.actor.Account
		}
		pack := a.before.Process
		if pack.ID == "" { // entered from paper with the first submission
			pack = t.Case.Process
		}
		b.Queue(`INSERT INTO decisions (proposal, gate, round, attempt, outcome, by, agency, body, pack, deadline, at)
			SELECT $1, $2, $3, recalls + 1, $4, $5::uuid, $6, $7::jsonb, $8::jsonb, $9::jsonb, $10::timestamptz FROM proposals WHERE id = $1`,
			t.Case.ID, d.Gate, d.Round, string(d.Decision.Outcome), by, g.Authority, b.json(d.Decision),
			b.json(pack), b.json(a.met(g)), a.now)
	}
}

// queueScreening keeps a new comparison.
func (a *act) queueScreening(b *batch, c proposal.Case) {
	s := c.Screening
	if s == nil || (a.before.Screening != nil && a.before.Screening.ID == s.ID) {
		return
	}
	body, hash := keptDocument(b, s)
	b.Queue("INSERT INTO screenings (id, proposal, revision, verdict, body, sha256, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		s.ID, c.ID, s.Revision, s.Verdict, body, hash, s.At)
}
