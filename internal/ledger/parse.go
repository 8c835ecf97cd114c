package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"
)

// Parse reads an entry's stored bytes and sets Hash from them. Only the one
// canonical encoding is read: an unknown, missing, repeated or misplaced
// field, a space, a needless escape, another number form or version is refused.
func Parse(raw []byte) (Entry, error) {
	if len(raw) > MaxEntryBytes {
		return Entry{}, fmt.Errorf("mục nhật ký dài %d byte, quá %d", len(raw), MaxEntryBytes)
	}
	if !utf8.Valid(raw) {
		return Entry{}, errors.New("mục nhật ký không phải UTF-8 hợp lệ")
	}
	r := entryReader{c: canonicalizer{in: raw}}
	e := r.entry()
	if r.err == nil && r.c.pos != len(raw) {
		r.err = r.c.fault("thừa dữ liệu sau mục nhật ký")
	}
	if r.err == nil {
		r.err = e.check()
	}
	if r.err != nil {
		return Entry{}, r.err
	}
	e.Hash = HashEntry(raw)
	return e, nil
}

// entryReader reads the fixed sequence that Entry.append writes. After the
// first fault every read is a no-op and err tells it.
type entryReader struct {
	c   canonicalizer
	err error
}

func (r *entryReader) entry() (e Entry) {
	e.Action = r.field(`{"action":`)
	r.literal(`,"actor":`)
	e.Actor = r.actor()
	e.At = r.time(r.field(`,"at":`))
	r.literal(`,"documents":`)
	e.Documents = readList(r, r.document)
	e.Gate = r.field(`,"gate":`)
	e.Outcome = r.field(`,"outcome":`)
	r.literal(`,"payload":`)
	e.Payload = r.object()
	e.Prev = r.hash(r.field(`,"prev":`))
	e.Proposal = r.field(`,"proposal":`)
	r.literal(`,"rule":`)
	e.Rule = r.rule()
	r.literal(`,"seq":`)
	e.Seq = r.int()
	e.Stream = r.field(`,"stream":`)
	r.literal(`,"v":`)
	e.V = int(r.int())
	r.literal(`}`)
	return e
}

func (r *entryReader) actor() (a Actor) {
	a.Account = r.field(`{"account":`)
	a.ActingFor = r.field(`,"acting_for":`)
	a.Agency = r.field(`,"agency":`)
	a.Capacity = r.field(`,"capacity":`)
	a.Name = r.field(`,"name":`)
	r.literal(`}`)
	return a
}

func (r *entryReader) rule() (v Rule) {
	r.literal(`{"citations":`)
	v.Citations = readList(r, r.citation)
	v.Hash = r.field(`,"hash":`)
	v.Pack = r.field(`,"pack":`)
	v.Version = r.field(`,"version":`)
	r.literal(`}`)
	return v
}

func (r *entryReader) citation() (v Citation) {
	v.Article = r.field(`{"article":`)
	v.Document = r.field(`,"document":`)
	r.literal(`}`)
	return v
}

func (r *entryReader) document() (d Document) {
	d.Date = r.field(`{"date":`)
	d.Number = r.field(`,"number":`)
	d.SHA256 = r.field(`,"sha256":`)
	r.literal(`}`)
	return d
}

func readList[T any](r *entryReader, item func() T) []T {
	r.literal(`[`)
	if r.err == nil && r.c.peek() == ']' {
		r.c.pos++
		return nil
	}
	var items []T
	for r.err == nil {
		items = append(items, item())
		if r.c.peek() != ',' {
			break
		}
		r.c.pos++
	}
	r.literal(`]`)
	return items
}

func (r *entryReader) literal(want string) {
	if r.err != nil {
		return
	}
	if !bytes.HasPrefix(r.c.in[r.c.pos:], []byte(want)) {
		r.err = r.c.fault("đáng lẽ phải là " + want)
		return
	}
	r.c.pos += len(want)
}

func (r *entryReader) field(key string) string {
	r.literal(key)
	if r.err == nil && r.c.peek() != '"' {
		r.err = r.c.fault("đáng lẽ phải là một chuỗi")
	}
	return string(unquote(r.exact(r.c.string, `""`)))
}

func (r *entryReader) object() []byte {
	if r.err == nil && r.c.peek() != '{' {
		r.err = r.c.fault("nội dung phải là một đối tượng JSON")
	}
	return bytes.Clone(r.exact(func() error { return r.c.object(0) }, `{}`))
}

func (r *entryReader) int() int64 {
	n, err := strconv.ParseInt(string(r.exact(r.c.number, `0`)), 10, 64)
	if err != nil && r.err == nil {
		r.err = r.c.fault("đáng lẽ phải là một số nguyên")
	}
	return n
}

// exact reads one JSON value and refuses it unless written canonically.
// After a fault it gives otherwise.
func (r *entryReader) exact(read func() error, otherwise string) []byte {
	if r.err != nil {
		return []byte(otherwise)
	}
	start := r.c.pos
	r.c.out = r.c.out[:0]
	if r.err = read(); r.err == nil && !bytes.Equal(r.c.out, r.c.in[start:r.c.pos]) {
		r.err = r.c.fault("không ở dạng chính tắc (RFC 8785)")
	}
	if r.err != nil {
		return []byte(otherwise)
	}
	return r.c.out
}

func (r *entryReader) time(s string) time.Time {
	t, err := time.Parse(timeLayout, s)
	if r.err == nil && (err != nil || t.In(zone).Format(timeLayout) != s) {
		r.err = fmt.Errorf("thời điểm phải viết như 2026-11-21T08:30:00.000+07:00: %.40q", s)
	}
	return t.In(zone)
}

func (r *entryReader) hash(s string) Hash {
	if r.err != nil {
		return Hash{}
	}
	h, err := ParseHash(s)
	r.err = err
	return h
}
