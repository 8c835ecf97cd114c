package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
)

// AuditReport is what an audit of the whole ledger found right.
type AuditReport struct {
	Size        int64       // entries in the tree
	Root        ledger.Hash // of the tree
	Waiting     int64       // entries that have no leaf yet
	Texts       int64       // kept beside the entries
	Gone        int64       // texts sealed away, and comparisons that quoted one
	Documents   int64       // kept by their sha256
	Checkpoints int         // signed, in the database
}

// auditBatch is how many entries are read at once, usually.
const auditBatch = 4096

// AuditLedger recomputes the whole ledger on one view of the database: canonical
// bytes, chains, every column of an entry's row, the texts and documents kept
// beside, every hash of the tree, every checkpoint, those kept outside, and older
// ones that others hold. An error that is a *ledger.Fault names the first wrong entry.
func (s *Store) AuditLedger(ctx context.Context, key ledger.PublicKey, outside []ledger.Signed, older ...ledger.Checkpoint) (AuditReport, error) {
	var report AuditReport
	err := s.inTxWith(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(t tx) error {
		checkpoints, err := signedCheckpoints(ctx, t, key, outside)
		if err != nil {
			return err
		}
		checkpoints.expected = append(checkpoints.expected, older...)
		a := newAudit(ctx, t, checkpoints)
		err = a.run()
		report = a.report
		return err
	})
	if fault, is := errors.AsType[*ledger.Fault](err); is {
		return report, fault
	}
	return report, err
}

// audit is one going through the ledger.
type audit struct {
	tx
	*ledger.Audit
	ctx    context.Context
	step   int64 // entries read at once
	named  namedDocuments
	seals  seals
	report AuditReport
}

func newAudit(ctx context.Context, t tx, c checkpointSet) *audit {
	return &audit{
		tx: t, ctx: ctx, step: auditBatch, Audit: ledger.NewAudit(c.expected...), named: namedDocuments{},
		seals: seals{done: map[string]bool{}, gone: map[string]int64{}}, report: AuditReport{Checkpoints: c.stored},
	}
}

// run goes on to the end from wherever the audit is.
func (a *audit) run() error {
	size, err := a.dense()
	if err != nil {
		return err
	}
	for a.Size() < size {
		if err := a.batch(min(a.Size()+a.step, size)); err != nil {
			return err
		}
	}
	a.report.Size, a.report.Root = a.Size(), a.Root()
	if err := a.Finish(); err != nil {
		return err
	}
	for _, next := range []func() error{a.waiting, a.noTextsBeside, a.unsealed, a.documents} {
		if err := next(); err != nil {
			return err
		}
	}
	return nil
}

// dense gives the number of leaves, and refuses gaps and rows that no leaf needs.
func (a *audit) dense() (int64, error) {
	var leaves, last, hashes, beyond int64
	err := a.QueryRow(a.ctx, `SELECT count(*), coalesce(max(position) + 1, 0) FROM ledger_leaves`).Scan(&leaves, &last)
	if err != nil {
		return 0, err
	}
	err = a.QueryRow(a.ctx, `SELECT count(*), count(*) FILTER (WHERE index < 0 OR index >= $1) FROM ledger_hashes`, ledger.StoredIndex(leaves)).Scan(&hashes, &beyond)
	if err != nil {
		return 0, err
	}
	switch {
	case leaves != last:
		var gap int64
		err := a.QueryRow(a.ctx, `SELECT coalesce(min(place), 0) FROM (SELECT position, row_number() OVER (ORDER BY position) - 1 AS place
			FROM ledger_leaves) AS p WHERE position <> place`).Scan(&gap)
		return 0, errors.Join(err, wrongAt(gap, "", errors.New("cây thiếu lá ở vị trí này")))
	case hashes != ledger.StoredIndex(leaves) || beyond > 0:
		return leaves, a.missingHash(leaves)
	}
	return leaves, nil
}

// missingHash says at which leaf the stored hashes are not one for each index.
func (a *audit) missingHash(leaves int64) error {
	var index int64
	err := a.QueryRow(a.ctx, `SELECT coalesce(min(place), $1) FROM (SELECT index, row_number() OVER (ORDER BY index) - 1 AS place
		FROM ledger_hashes) AS p WHERE index <> place`, ledger.StoredIndex(leaves)).Scan(&index)
	if err != nil {
		return err
	}
	var have int64
	if err := a.QueryRow(a.ctx, "SELECT count(*) FROM ledger_hashes").Scan(&have); err != nil {
		return err
	}
	leaf := int64(0)
	for index = min(index, have); ledger.StoredIndex(leaf+1) <= index; leaf++ {
		continue
	}
	return wrongAt(leaf, "", fmt.Errorf("bảng mã băm của cây thiếu hoặc thừa dòng từ chỉ số %d", index))
}

// wrongAt is tampering at a position of the tree.
func wrongAt(position int64, subject string, err error) error {
	return &ledger.Fault{Exit: ledger.ExitTampered, Index: position, Subject: subject, Err: err}
}

// wrong is tampering with what belongs to no one entry.
func wrong(err error) error { return wrongAt(-1, "", err) }

// checkpointSet is what a ledger is held against.
type checkpointSet struct {
	expected []ledger.Checkpoint
	stored   int
}

// signedCheckpoints opens the checkpoints in the database and those kept outside.
// Each kept outside must be in the database too: whoever signs sees to it.
func signedCheckpoints(ctx context.Context, t tx, key ledger.PublicKey, outside []ledger.Signed) (checkpointSet, error) {
	rows, err := t.Query(ctx, "SELECT size, root, note FROM ledger_checkpoints ORDER BY size")
	if err != nil {
		return checkpointSet{}, err
	}
	stored, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Checkpoint, error) { return scanCheckpoint(row) })
	if err != nil {
		return checkpointSet{}, err
	}
	set := checkpointSet{stored: len(stored)}
	known := map[int64]bool{}
	for _, c := range stored {
		opened, err := ledger.OpenCheckpoint(c.Note, key)
		if err == nil && (opened.Size != c.Size || opened.Root != c.Root) {
			err = errors.New("số mục hoặc mã băm gốc khác với văn bản đã ký")
		}
		if err != nil {
			return set, wrong(fmt.Errorf("mốc xác thực %d mục trong cơ sở dữ liệu: %w", c.Size, err))
		}
		known[c.Size] = true
		set.expected = append(set.expected, opened)
	}
	for _, c := range outside {
		if !known[c.Size] {
			return set, wrong(fmt.Errorf("mốc xác thực %d mục giữ bên ngoài không có trong cơ sở dữ liệu: cơ sở dữ liệu bị đưa về trước đó, mốc bị xóa, hoặc việc ký bị ngắt giữa chừng (khi đó bộ ký tự bổ sung)", c.Size))
		}
		set.expected = append(set.expected, ledger.Checkpoint{Origin: key.Origin(), Size: c.Size, Root: c.Root})
	}
	return set, nil
}
