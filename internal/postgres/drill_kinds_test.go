package postgres

import (
	"fmt"
	"math/rand/v2"

	"pheduyet/internal/ledger"
)

// attack is what is drawn for one mutation: a place in the tree and another one.
type attack struct {
	r          *rand.Rand
	p, q, size int64
}

// Ids of a drill's entries follow their positions. Of each three entries the last
// is a stream's and has no texts.
func (a attack) id() int64    { return a.p + 1 }
func (a attack) other() int64 { return a.q + 1 }
func (a attack) text() int64  { return a.p - a.p%3 }

// mutation is one change to the database, and where it must be found: at first,
// or where not exact somewhere from there on.
type mutation struct {
	name  string
	sql   []string
	first int64
	exact bool
}

// kind is a kind of mutation; at says where it is to be found.
type kind struct {
	name string
	at   func(a attack) (first int64, exact bool)
	sql  func(a attack) []string
}

func here(a attack) (int64, bool)     { return a.p, true }
func atText(a attack) (int64, bool)   { return a.text(), true }
func either(a attack) (int64, bool)   { return min(a.p, a.q), false }
func anywhere(attack) (int64, bool)   { return -1, false }
func atTheEnd(a attack) (int64, bool) { return a.size - 1, false }

func (d *drill) mutation(r *rand.Rand) mutation {
	a := attack{r: r, p: r.Int64N(d.size - 3), q: r.Int64N(d.size - 4), size: d.size}
	if a.q >= a.p {
		a.q++
	}
	k := kinds[r.IntN(len(kinds))]
	first, exact := k.at(a)
	return mutation{k.name, k.sql(a), first, exact}
}

func one(format string, args ...any) []string { return []string{fmt.Sprintf(format, args...)} }

// flipped is a value with one byte changed.
func (a attack) flipped(column string) string {
	return fmt.Sprintf("set_byte(%[1]s, %[2]d %% length(%[1]s), get_byte(%[1]s, %[2]d %% length(%[1]s)) # %[3]d)", column, a.r.IntN(1<<20), 1+a.r.IntN(255))
}

// entryColumn changes one column of an entry's row.
func entryColumn(column, value string) kind {
	return kind{"entry " + column, here, func(a attack) []string {
		return one("UPDATE ledger_entries SET %s = %s WHERE id = %d", column, value, a.id())
	}}
}

// oneText changes one text's row.
func oneText(name, set string) kind {
	return kind{"text " + name, atText, func(a attack) []string {
		return one("UPDATE ledger_texts SET %s WHERE entry = %d AND path = '/data/reason'", set, a.text()+1)
	}}
}

const swapped = `UPDATE ledger_entries a SET proposal = b.proposal, stream = b.stream, seq = b.seq, event_key = b.event_key, action = b.action,
	gate = b.gate, at = b.at, bytes = b.bytes, hash = b.hash FROM ledger_entries b WHERE (a.id, b.id) IN ((%[1]d, %[2]d), (%[2]d, %[1]d))`

var kinds = []kind{
	entryColumn("proposal", "gen_random_uuid()"), entryColumn("stream", "stream || 'x'"), entryColumn("seq", "seq + 1"), entryColumn("event_key", "event_key || 'x'"),
	entryColumn("action", "action || 'x'"), entryColumn("gate", "gate || 'x'"), entryColumn("at", "at + interval '1 microsecond'"), entryColumn("id", "id + 1000000"),
	{"entry bytes", here, func(a attack) []string {
		return one("UPDATE ledger_entries SET bytes = %s WHERE id = %d", a.flipped("bytes"), a.id())
	}},
	{"entry hash", here, func(a attack) []string {
		return one("UPDATE ledger_entries SET hash = %s WHERE id = %d", a.flipped("hash"), a.id())
	}},
	{"entry bytes and hash", here, func(a attack) []string { // to other words of the same form
		return one(`UPDATE ledger_entries SET bytes = n.bytes, hash = sha256('pheduyet ledger entry v1'::bytea || '\x00' || n.bytes)
			FROM (SELECT convert_to(replace(convert_from(bytes, 'UTF8'), '"name":"', '"name":"T'), 'UTF8') AS bytes FROM ledger_entries WHERE id = %[1]d) n WHERE id = %[1]d`, a.id())
	}},
	{"entry cut", here, func(a attack) []string {
		return one("UPDATE ledger_entries SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE id = %d", a.id())
	}},
	{"entry deleted", here, func(a attack) []string { return one("DELETE FROM ledger_entries WHERE id = %d", a.id()) }},
	{"entry and leaf deleted", anywhere, func(a attack) []string {
		return append(one("DELETE FROM ledger_entries WHERE id = %d", a.id()), one("DELETE FROM ledger_leaves WHERE entry = %d", a.id())...)
	}},
	{"entries swapped", either, func(a attack) []string { return one(swapped, a.id(), a.other()) }},
	{"entry inserted", atTheEnd, func(a attack) []string {
		return one(`INSERT INTO ledger_entries (id, proposal, stream, seq, event_key, action, gate, at, bytes, hash)
			SELECT 1000000, proposal, stream, seq, event_key || 'x', action, gate, at, bytes, hash FROM ledger_entries WHERE id = %d`, a.id())
	}},
	{"entries reordered", either, func(a attack) []string {
		return one("UPDATE ledger_entries SET id = %d - id WHERE id IN (%d, %d)", a.id()+a.other(), a.id(), a.other())
	}},
	{"entries cut off", here, func(a attack) []string { return one("DELETE FROM ledger_entries WHERE id >= %d", a.id()) }},
	{"leaf's entry", here, func(a attack) []string {
		return one("UPDATE ledger_leaves SET entry = %d WHERE position = %d", a.other(), a.p)
	}},
	{"leaves swapped", either, func(a attack) []string {
		return one("UPDATE ledger_leaves SET position = %d - position WHERE position IN (%d, %d)", a.p+a.q, a.p, a.q)
	}},
	{"leaf moved", anywhere, func(a attack) []string {
		return one("UPDATE ledger_leaves SET position = %d WHERE position = %d", a.size+a.q, a.p)
	}},
	{"leaf deleted", anywhere, func(a attack) []string { return one("DELETE FROM ledger_leaves WHERE position = %d", a.p) }},
	{"leaf inserted", anywhere, func(a attack) []string { return one("INSERT INTO ledger_leaves VALUES (%d, %d)", a.size, a.id()) }},
	{"leaves cut off", anywhere, func(a attack) []string { return one("DELETE FROM ledger_leaves WHERE position >= %d", a.p) }},
	{"tree hash", here, func(a attack) []string {
		return one("UPDATE ledger_hashes SET hash = %s WHERE index = %d", a.flipped("hash"), ledger.StoredIndex(a.p))
	}},
	{"tree hash moved", anywhere, func(a attack) []string {
		return one("UPDATE ledger_hashes SET index = index + 1000000 WHERE index = %d", ledger.StoredIndex(a.p))
	}},
	{"tree hash deleted", anywhere, func(a attack) []string {
		return one("DELETE FROM ledger_hashes WHERE index = %d", ledger.StoredIndex(a.p))
	}},
	{"tree hash inserted", anywhere, func(a attack) []string {
		return one("INSERT INTO ledger_hashes SELECT index, hash FROM ledger_hashes WHERE index = %d", ledger.StoredIndex(a.p))
	}},
	{"tree hashes swapped", either, func(a attack) []string {
		i, j := ledger.StoredIndex(a.p), ledger.StoredIndex(a.q)
		return one("UPDATE ledger_hashes SET index = %d - index WHERE index IN (%d, %d)", i+j, i, j)
	}},
	oneText("text", "text = text || ' '"), oneText("salt", "salt = set_byte(salt, 3, get_byte(salt, 3) # 8)"), oneText("sha256", "sha256 = reverse(sha256)"),
	oneText("path", "path = '/data/round'"), oneText("unsealed", "salt = NULL, text = NULL"), oneText("salt gone", "salt = NULL"), oneText("text gone", "text = NULL"),
	{"text moved", atText, func(a attack) []string {
		return one("UPDATE ledger_texts SET entry = %d WHERE entry = %d AND path = '/data/reason'", a.text()+2, a.text()+1)
	}},
	{"text of no entry", atText, func(a attack) []string {
		return one("UPDATE ledger_texts SET entry = 1000000 WHERE entry = %d AND path = '/data/reason'", a.text()+1)
	}},
	{"text deleted", atText, func(a attack) []string { return one("DELETE FROM ledger_texts WHERE entry = %d", a.text()+1) }},
	{"text inserted", atText, func(a attack) []string {
		return one("INSERT INTO ledger_texts SELECT entry, '/data/round', sha256, salt, text FROM ledger_texts WHERE entry = %d AND path = '/data/reason'", a.text()+1)
	}},
	{"document edited", atTheEnd, func(a attack) []string {
		return one("UPDATE ledger_documents SET body = %s WHERE sha256 = (SELECT sha256 FROM ledger_documents OFFSET %d LIMIT 1)", a.flipped("body"), a.p/3)
	}},
	{"document renamed", atTheEnd, func(a attack) []string {
		return one("UPDATE ledger_documents SET sha256 = reverse(sha256) WHERE sha256 = (SELECT sha256 FROM ledger_documents OFFSET %d LIMIT 1)", a.p/3)
	}},
	{"document deleted", atTheEnd, func(a attack) []string {
		return one("DELETE FROM ledger_documents WHERE sha256 = (SELECT sha256 FROM ledger_documents OFFSET %d LIMIT 1)", a.p/3)
	}},
	checkpoint("size", "UPDATE ledger_checkpoints SET size = size + 1 WHERE size = %s"),
	checkpoint("root", "UPDATE ledger_checkpoints SET root = set_byte(root, 7, get_byte(root, 7) # 1) WHERE size = %s"),
	checkpoint("note", "UPDATE ledger_checkpoints SET note = set_byte(note, 60, get_byte(note, 60) # 1) WHERE size = %s"),
	checkpoint("deleted", "DELETE FROM ledger_checkpoints WHERE size = %s"),
	checkpoint("put back", `UPDATE ledger_checkpoints c SET root = o.root, note = o.note FROM ledger_checkpoints o
		WHERE c.size = (SELECT max(size) FROM ledger_checkpoints) AND o.size = (SELECT min(size) FROM ledger_checkpoints) AND %s > 0`),
	{"everything rolled back", anywhere, func(a attack) []string {
		return []string{
			fmt.Sprintf("DELETE FROM ledger_checkpoints WHERE size > %d", a.p),
			fmt.Sprintf("DELETE FROM ledger_hashes WHERE index >= %d", ledger.StoredIndex(a.p)),
			fmt.Sprintf("DELETE FROM ledger_leaves WHERE position >= %d", a.p),
			fmt.Sprintf("DELETE FROM ledger_texts WHERE entry > %d", a.p),
			fmt.Sprintf("DELETE FROM ledger_entries WHERE id > %d", a.p),
		}
	}},
	{"table emptied", anywhere, func(a attack) []string {
		return one("DELETE FROM %s", []string{"ledger_entries", "ledger_leaves", "ledger_hashes", "ledger_texts", "ledger_checkpoints", "ledger_documents"}[a.r.IntN(6)])
	}},
}

// checkpoint changes one of the signed checkpoints.
func checkpoint(name, format string) kind {
	return kind{"checkpoint " + name, anywhere, func(a attack) []string {
		return one(format, fmt.Sprintf("(SELECT size FROM ledger_checkpoints ORDER BY size OFFSET %d LIMIT 1)", a.r.IntN(9)))
	}}
}
