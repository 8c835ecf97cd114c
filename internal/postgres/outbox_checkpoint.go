package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/notice"
	"pheduyet/internal/proposal"
)

// tellingHour is from when on the day's checkpoint is told: the offices close.
const tellingHour = 17

// TellCheckpoint tells all auditors of the newest checkpoint, once every working
// day, so that copies of it lie outside our reach.
func (s *Store) TellCheckpoint(ctx context.Context) error {
	return s.inTx(ctx, func(t tx) error {
		reg, err := s.registers(ctx, t)
		if err != nil {
			return err
		}
		cause := "checkpoint/" + string(proposal.DateOf(t.now))
		if working, _ := reg.days.Working(t.now); !working || t.now.Hour() < tellingHour {
			return nil
		}
		var told bool
		if err := t.QueryRow(ctx, "SELECT EXISTS (SELECT FROM outbox WHERE cause = $1)", cause).Scan(&told); err != nil || told {
			return err
		}
		c, err := readCheckpoint(ctx, t, "SELECT size, root, note FROM ledger_checkpoints ORDER BY size DESC LIMIT 1")
		if err != nil {
			return err
		}
		return queueNotices(ctx, t, toAuditors(cause, c))
	})
}

// tellCovered tells all auditors of a new checkpoint for each provincial decision
// that it is the first to cover.
func tellCovered(ctx context.Context, t tx, c Checkpoint) error {
	rows, err := t.Query(ctx, `SELECT e.event_key, e.proposal::text, coalesce(p.number, '')
		FROM ledger_leaves l JOIN ledger_entries e ON e.id = l.entry
		JOIN gates g ON g.proposal = e.proposal AND g.gate = e.gate AND g.kind = $2 JOIN proposals p ON p.id = e.proposal
		WHERE l.position >= (SELECT coalesce(max(size), 0) FROM ledger_checkpoints WHERE size < $1) AND l.position < $1 AND e.action = 'decided'
		ORDER BY l.position`, c.Size, string(proposal.KindProvincial))
	if err != nil {
		return err
	}
	told, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (notice.Notice, error) {
		n := toAuditors("", c)
		err := row.Scan(&n.Cause, &n.Proposal, &n.Said.Number)
		n.Cause = "checkpoint/" + n.Cause
		return n, err
	})
	if err != nil {
		return err
	}
	return queueNotices(ctx, t, told...)
}

func toAuditors(cause string, c Checkpoint) notice.Notice {
	return notice.Notice{Cause: cause, Kind: notice.Checkpoint, Said: notice.Parameters{Checkpoint: string(c.Note)}, To: []notice.Group{notice.All(proposal.RoleAuditor)}}
}
