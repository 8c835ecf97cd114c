package postgres

import (
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/ledger"
)

// namedDocuments are the sha256 that entries name, by the table that keeps them.
type namedDocuments map[string]map[string]bool

// The tables of what is kept by its sha256, and how to read each.
var keptTables = map[string]string{
	"packs":            "SELECT hash, body FROM packs",
	"screenings":       "SELECT sha256, convert_to(body::text, 'UTF8') FROM screenings",
	"ledger_documents": "SELECT sha256, body FROM ledger_documents",
}

// naming says which member of an action's data names a kept document, and where
// that lies.
var naming = map[string]struct{ member, table string }{
	"screened":         {"sha256", "screenings"},
	"register_loaded":  {"sha256", "ledger_documents"},
	"change_proposed":  {"body", "ledger_documents"},
	"ledger_recovered": {"lost", "ledger_documents"},
}

// add notes what an entry names.
func (n namedDocuments) add(e ledger.Entry) {
	if e.Rule.Hash != "" {
		n.note("packs", e.Rule.Hash)
	}
	if by, is := naming[e.Action]; is {
		n.note(by.table, ledger.Text(ledger.Member(ledger.Member(e.Payload, "data"), by.member)))
	}
}

func (n namedDocuments) note(table, hash string) {
	if hash == "" {
		return
	}
	if n[table] == nil {
		n[table] = map[string]bool{}
	}
	n[table][hash] = true
}

// documents recomputes every kept document's sha256, and misses those that
// entries name and nobody keeps.
func (a *audit) documents() error {
	for _, table := range slices.Sorted(maps.Keys(keptTables)) {
		rows, err := a.Query(a.ctx, keptTables[table])
		if err != nil {
			return err
		}
		missing := maps.Clone(a.named[table])
		var hash string
		var body []byte
		_, err = pgx.ForEachRow(rows, []any{&hash, &body}, func() error {
			switch {
			case ledger.HashBytes(body).String() == hash:
			case table == "screenings" && a.seals.quoted(body):
				a.report.Gone++
			default:
				return wrong(fmt.Errorf("bảng %s: tài liệu %.16s… đã bị sửa (sai mã băm)", table, hash))
			}
			delete(missing, hash)
			a.report.Documents++
			return nil
		})
		if err != nil {
			return err
		}
		for _, hash := range slices.Sorted(maps.Keys(missing)) {
			return wrong(fmt.Errorf("bảng %s: thiếu tài liệu %.16s… mà nhật ký nêu", table, hash))
		}
	}
	return nil
}
