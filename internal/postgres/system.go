package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
)

// followApproval makes the system of an approval, and ends that of one that was
// revoked, in the act's transaction.
func (a *act) followApproval(ctx context.Context, c proposal.Case, eventKey string) error {
	if c.Status == a.before.Status {
		return nil
	}
	switch c.Status {
	case proposal.Approved:
		env := a.store.systemEnv(a.tx, a.reg, c)
		return a.store.keepStep(ctx, a.tx, a.actor, system.Approved(c, env), "system/"+eventKey)
	case proposal.Revoked:
		s, err := lockSystem(ctx, a.tx, c.ID)
		if err != nil {
			return err
		}
		return a.store.keepStep(ctx, a.tx, a.actor, s.Revoke(a.now), "system/"+eventKey)
	}
	return nil
}

// systemEnv is what a step looks at: the registers, and the proposal's rules and
// files.
func (s *Store) systemEnv(t tx, r *registers, c proposal.Case) system.Env {
	return system.Env{
		Now: t.now, Due: func(from time.Time, days int) proposal.Deadline { return r.due(from, days) }, Before: r.days.Before, Covered: r.days.Covered, NewID: newID, Rules: c.Rules,
		Agency: func(code string) (proposal.Agency, bool) { a, ok := r.agencies[code]; return a, ok },
		Attachment: func(id string) (string, bool) {
			for _, f := range c.Attachments {
				if f.ID == id {
					return f.SHA256, true
				}
			}
			return "", false
		},
	}
}

// keepStep writes all that a step changed: the system, what is owed, who is told
// and the ledger; then the catalog follows. A step in which nothing happened
// keeps only until when reminders went out.
func (s *Store) keepStep(ctx context.Context, t tx, actor proposal.Actor, step system.Step, eventKey string) error {
	b := &batch{at: t}
	y := step.System
	b.Queue(`INSERT INTO systems (id, number, agency, entry, state, version, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, version = excluded.version, body = excluded.body`,
		y.ID, y.Number, y.Agency, y.Entry, string(y.State), y.Version, b.json(y))
	for i, o := range y.Obligations {
		b.Queue(`INSERT INTO obligations (id, system, owner, agrees, state, due_at, position) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (id) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, position = excluded.position`,
			o.ID, y.ID, o.Owner, o.Agrees, string(o.State), o.DueAt, i+1)
	}
	if err := b.queueNotices(ctx, step.Notices...); err != nil {
		return err
	}
	if err := b.send(ctx); err != nil || len(step.Events) == 0 {
		return err
	}
	if err := s.appendStream(ctx, t, streamSystems, actor, eventKey, step.Events...); err != nil {
		return err
	}
	return followInCatalog(ctx, t, y)
}

// followInCatalog lets the entry follow its system. What lapsed gives the planned
// entry that it was to realise free again; its own entry ends.
func followInCatalog(ctx context.Context, t tx, y system.System) error {
	var change string
	switch y.State {
	case system.InUse:
		change = "UPDATE catalog_entries SET state = 'in_use' WHERE id = $1 AND approved_by = $2 AND state IN ('planned', 'unknown')"
	case system.Retired:
		change = "UPDATE catalog_entries SET state = 'retired' WHERE id = $1 AND approved_by = $2 AND state <> 'retired'"
	case system.Lapsed:
		change = `UPDATE catalog_entries SET state = CASE WHEN id = $2 THEN 'retired' ELSE state END, approved_by = CASE WHEN id = $2 THEN approved_by END
			WHERE id = $1 AND approved_by = $2 AND (id <> $2 OR state <> 'retired')`
	default:
		return nil
	}
	changed, err := t.Exec(ctx, change, y.Entry, y.Number)
	if err != nil || changed.RowsAffected() == 0 {
		return err
	}
	if err := bumpCatalog(ctx, t); err != nil {
		return err
	}
	_, err = t.Exec(ctx, `WITH latest AS (SELECT version AS v FROM catalog_version), entry AS (
			UPDATE catalog_entries SET compared = v FROM latest WHERE id = $1)
		UPDATE proposals SET compared = v FROM latest WHERE id = $2`, y.Entry, y.ID)
	return err
}

// lockSystem reads a system and holds it until the transaction ends.
func lockSystem(ctx context.Context, q querier, id string) (system.System, error) {
	return scanSystem(q.QueryRow(ctx, "SELECT body FROM systems WHERE id = $1 FOR UPDATE", id))
}

func scanSystem(row pgx.Row) (system.System, error) {
	var s system.System
	var body []byte
	err := row.Scan(&body)
	if errors.Is(err, pgx.ErrNoRows) {
		return s, unknownSystem()
	}
	if err != nil {
		return s, err
	}
	err = json.Unmarshal(body, &s)
	return s, err
}

func unknownSystem() error {
	return proposal.Errorf(proposal.CodeNotFound, "Không có hệ thống này.", "There is no such system.")
}

// onSystem locks a system, reads its proposal and does a step.
func (s *Store) onSystem(ctx context.Context, id string, do func(t tx, y system.System, c proposal.Case, env system.Env) error) error {
	if !validID(id) {
		return unknownSystem()
	}
	return s.inTx(ctx, func(t tx) error {
		y, err := lockSystem(ctx, t, id)
		if err != nil {
			return err
		}
		c, err := s.loadCase(ctx, t, id, false)
		if err != nil {
			return err
		}
		r, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		return do(t, y, c, s.systemEnv(t, r, c))
	})
}

// KeepSystem does what time brings to a system and answers when it next brings
// something.
func (s *Store) KeepSystem(ctx context.Context, id string) (system.Progress, error) {
	var p system.Progress
	err := s.onSystem(ctx, id, func(t tx, y system.System, _ proposal.Case, env system.Env) error {
		step := y.Keep(env)
		key := "system/" + id + "/keep/" + strconv.FormatInt(step.System.Version, 10)
		if err := s.keepStep(ctx, t, proposal.Actor{}, step, key); err != nil {
			return err
		}
		p = step.System.Progress(env)
		_, err := t.Exec(ctx, "UPDATE systems SET kept_at = $2 WHERE id = $1", id, t.now)
		return err
	})
	return p, err
}

// SystemsNotKept lists systems that no workflow has looked at yet.
func (s *Store) SystemsNotKept(ctx context.Context) ([]string, error) {
	rows, err := s.pool.Query(ctx, "SELECT id::text FROM systems WHERE kept_at IS NULL ORDER BY id")
	if err != nil {
		return nil, refusal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return ids, refusal(err)
}
