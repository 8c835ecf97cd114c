package postgres

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
)

// readTexts gives rows their kept texts; both come in the order of the tree.
func readTexts(results pgx.BatchResults, rows []entryRow) error {
	found, err := results.Query()
	if err != nil {
		return err
	}
	return distribute(found, rows)
}

// distribute reads texts ordered as the rows are, and by path within a row.
func distribute(found pgx.Rows, rows []entryRow) error {
	defer found.Close()
	next := 0
	for found.Next() {
		var entry int64
		var k ledger.KeptText
		var salt []byte
		var text *string
		if err := found.Scan(&entry, &k.Path, &k.SHA256, &salt, &text); err != nil {
			return err
		}
		half := (salt == nil) != (text == nil)
		if k.Gone = salt == nil && text == nil; !k.Gone && !half {
			k.Text = *text
			copy(k.Salt[:], salt)
		}
		for next < len(rows) && rows[next].id != entry {
			next++
		}
		if next == len(rows) {
			return wrong(fmt.Errorf("nội dung lưu kèm của mục %d không theo thứ tự", entry))
		}
		rows[next].texts = append(rows[next].texts, k)
	}
	return found.Err()
}

// textsOf reads the texts of rows that are not in the tree.
func (a *audit) textsOf(rows []entryRow) error {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.id
	}
	found, err := a.Query(a.ctx, `SELECT entry, path, sha256, salt, text FROM ledger_texts WHERE entry = ANY ($1) ORDER BY entry, path COLLATE "C"`, ids)
	if err != nil {
		return err
	}
	return distribute(found, rows)
}

// texts holds the kept texts of an entry against the references in its payload:
// one for each, the very text that was bound, or gone.
func (a *audit) texts(at int64, e ledger.Entry, kept []ledger.KeptText) error {
	places := ledger.SealedPlaces(e.Payload)
	for i, p := range places {
		if i >= len(kept) || kept[i].Path != p.Path {
			return fmt.Errorf("%s: thiếu nội dung lưu kèm, hoặc có nội dung không thuộc mục", p.Path)
		}
		k := kept[i]
		switch {
		case k.SHA256 != p.SHA256, !k.Gone && ledger.SealText(k.Text, k.Salt).SHA256 != p.SHA256:
			return fmt.Errorf("%s: nội dung lưu kèm đã bị sửa (sai mã băm)", p.Path)
		case k.Gone:
			a.report.Gone++
			a.seals.miss(e.Proposal, at)
		}
	}
	if len(kept) > len(places) {
		return fmt.Errorf("%s: nội dung lưu kèm không thuộc mục này", kept[len(places)].Path)
	}
	a.report.Texts += int64(len(kept))
	return nil
}

// noTextsBeside refuses texts that belong to no entry.
func (a *audit) noTextsBeside() error {
	var n int64
	if err := a.QueryRow(a.ctx, "SELECT count(*) FROM ledger_texts").Scan(&n); err != nil {
		return err
	}
	if n != a.report.Texts {
		return wrong(errors.New("có nội dung lưu kèm không thuộc mục nhật ký nào"))
	}
	return nil
}
