package postgres

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"pheduyet/internal/ledger"
)

// entryRow is an entry as its row says, every column of it.
type entryRow struct {
	id       int64
	proposal pgtype.UUID
	stream   string
	seq      int64
	eventKey string
	action   string
	gate     string
	at       time.Time
	bytes    []byte
	hash     []byte
	texts    []ledger.KeptText // in the order of their paths
}

const rowColumns = "e.id, e.proposal, e.stream, e.seq, e.event_key, e.action, e.gate, e.at, e.bytes, e.hash"

// batch looks at the entries up to a position, in the order of the tree.
func (a *audit) batch(to int64) error {
	from := a.Size()
	b := &pgx.Batch{}
	b.Queue("SELECT l.position, "+rowColumns+` FROM ledger_leaves l JOIN ledger_entries e ON e.id = l.entry
		WHERE l.position >= $1 AND l.position < $2 ORDER BY l.position`, from, to)
	b.Queue(`SELECT t.entry, t.path, t.sha256, t.salt, t.text FROM ledger_leaves l JOIN ledger_texts t ON t.entry = l.entry
		WHERE l.position >= $1 AND l.position < $2 ORDER BY l.position, t.path COLLATE "C"`, from, to)
	b.Queue("SELECT index, hash FROM ledger_hashes WHERE index >= $1 AND index < $2 ORDER BY index", ledger.StoredIndex(from), ledger.StoredIndex(to))
	results := a.SendBatch(a.ctx, b)
	defer results.Close()
	rows, err := a.leafRows(results, to-from)
	if err != nil {
		return err
	}
	if err := readTexts(results, rows); err != nil {
		return err
	}
	hashes, err := results.Query()
	if err != nil {
		return err
	}
	defer hashes.Close()
	for i := range rows {
		if err := a.entry(&rows[i]); err != nil {
			return err
		}
		if err := a.hashesOf(hashes, a.Size()-1); err != nil {
			return err
		}
	}
	return hashes.Err()
}

// scan reads a row; where is what stands before its columns.
func (r *entryRow) scan(rows pgx.Rows, where any) error {
	return rows.Scan(where, &r.id, &r.proposal, &r.stream, &r.seq, &r.eventKey, &r.action, &r.gate, &r.at, &r.bytes, &r.hash)
}

// leafRows reads as many rows as there are positions.
func (a *audit) leafRows(results pgx.BatchResults, n int64) ([]entryRow, error) {
	found, err := results.Query()
	if err != nil {
		return nil, err
	}
	defer found.Close()
	rows := make([]entryRow, 0, n)
	gone := func() error {
		return wrongAt(a.Size()+int64(len(rows)), "", errors.New("mục nhật ký ở vị trí này không còn"))
	}
	for found.Next() {
		var position int64
		var r entryRow
		if err := r.scan(found, &position); err != nil {
			return nil, err
		}
		if position != a.Size()+int64(len(rows)) {
			return nil, gone()
		}
		rows = append(rows, r)
	}
	if found.Err() == nil && int64(len(rows)) < n {
		return nil, gone()
	}
	return rows, found.Err()
}

// entry holds a row against its own bytes.
func (a *audit) entry(r *entryRow) error {
	at := a.Size()
	e, err := a.Add(r.bytes)
	if err != nil {
		return err
	}
	column := ""
	switch {
	case !bytes.Equal(r.hash, e.Hash[:]):
		column = "hash"
	case uuidText(r.proposal) != e.Proposal:
		column = "proposal"
	case r.stream != e.Stream:
		column = "stream"
	case r.seq != e.Seq:
		column = "seq"
	case r.action != e.Action:
		column = "action"
	case r.gate != e.Gate:
		column = "gate"
	case !r.at.Equal(e.At):
		column = "at"
	case ledger.Member(e.Payload, "event") != nil && r.eventKey != ledger.Text(ledger.Member(e.Payload, "event")):
		column = "event_key"
	}
	if column != "" {
		return wrongAt(at, e.Subject(), fmt.Errorf("cột %s khác với nội dung đã ký của mục", column))
	}
	a.named.add(e)
	a.seals.add(e)
	if err := a.texts(at, e, r.texts); err != nil {
		return wrongAt(at, e.Subject(), err)
	}
	return nil
}

func uuidText(u pgtype.UUID) string {
	if !u.Valid {
		return ""
	}
	return uuid.UUID(u.Bytes).String()
}

// hashesOf compares the stored hashes that the leaf at a position added.
func (a *audit) hashesOf(stored pgx.Rows, position int64) error {
	var index int64
	var hash pgtype.DriverBytes
	for i, want := range a.Stored() {
		if !stored.Next() {
			return errors.Join(stored.Err(), wrongAt(position, "", errors.New("thiếu mã băm của cây")))
		}
		if err := stored.Scan(&index, &hash); err != nil {
			return err
		}
		if index != ledger.StoredIndex(position)+int64(i) || !bytes.Equal(hash, want[:]) {
			return wrongAt(position, "", fmt.Errorf("mã băm thứ %d của cây không khớp các mục", index))
		}
	}
	return nil
}

// waiting looks at the entries that have no leaf yet: they must go on the chains.
func (a *audit) waiting() error {
	rows, err := a.Query(a.ctx, "SELECT l.entry, "+rowColumns+` FROM ledger_entries e LEFT JOIN ledger_leaves l ON l.entry = e.id
		WHERE l.entry IS NULL ORDER BY e.id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	var waiting []entryRow
	for rows.Next() {
		var r entryRow
		var leaf *int64
		if err := r.scan(rows, &leaf); err != nil {
			return err
		}
		waiting = append(waiting, r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := a.textsOf(waiting); err != nil {
		return err
	}
	signed := a.Audit
	a.Audit = signed.Clone() // they are not part of the tree yet
	defer func() { a.Audit = signed }()
	for i := range waiting {
		if err := a.entry(&waiting[i]); err != nil {
			return err
		}
	}
	a.report.Waiting = int64(len(waiting))
	return nil
}
