package ledger

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds nesting, so that hostile input cannot exhaust the stack.
const maxDepth = 64

// Canonical is the RFC 8785 form of what encoding/json makes of v.
func Canonical(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return Canonicalize(b)
}

// Canonicalize is the RFC 8785 (JCS) form of one JSON value. It refuses what
// has no single meaning: duplicate keys, invalid UTF-8, lone surrogates,
// numbers beyond a double, and whole numbers that a double cannot hold.
func Canonicalize(in []byte) ([]byte, error) {
	c := canonicalizer{in: in, out: make([]byte, 0, len(in))}
	if !utf8.Valid(in) {
		return nil, errors.New("JSON không phải UTF-8 hợp lệ")
	}
	if err := c.value(0); err != nil {
		return nil, err
	}
	if c.space(); c.pos != len(in) {
		return nil, c.fault("thừa dữ liệu sau giá trị JSON")
	}
	return c.out, nil
}

// canonicalizer reads in from pos and appends the canonical form to out.
// in must be valid UTF-8. Objects whose members come out of order are put in
// order afterwards, so input that is canonical already is only copied.
type canonicalizer struct {
	in      []byte
	pos     int
	out     []byte
	members []member // a stack: each open object owns its tail
}

// member is one key and value in out: quoted key [start,colon), all [start,end).
type member struct{ start, colon, end int }

func (c *canonicalizer) fault(what string) error {
	return fmt.Errorf("byte %d: %s", c.pos, what)
}

func (c *canonicalizer) space() {
	for c.pos < len(c.in) && strings.IndexByte(" \t\r\n", c.in[c.pos]) >= 0 {
		c.pos++
	}
}

func (c *canonicalizer) peek() byte {
	if c.pos < len(c.in) {
		return c.in[c.pos]
	}
	return 0
}

func (c *canonicalizer) value(depth int) error {
	if depth > maxDepth {
		return c.fault("JSON lồng quá sâu")
	}
	c.space()
	switch ch := c.peek(); {
	case ch == '{':
		return c.object(depth)
	case ch == '[':
		return c.array(depth)
	case ch == '"':
		return c.string()
	case ch == '-' || ch >= '0' && ch <= '9':
		return c.number()
	}
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(c.in[c.pos:], []byte(word)) {
			c.pos += len(word)
			c.out = append(c.out, word...)
			return nil
		}
	}
	return c.fault("không phải giá trị JSON")
}

func (c *canonicalizer) array(depth int) error {
	return c.list('[', ']', func() error { return c.value(depth + 1) })
}

func (c *canonicalizer) object(depth int) error {
	start, base := len(c.out)+1, len(c.members)
	err := c.list('{', '}', func() error {
		m := member{start: len(c.out)}
		if c.peek() != '"' {
			return c.fault("thiếu tên trường")
		}
		if err := c.string(); err != nil {
			return err
		}
		m.colon = len(c.out)
		if c.space(); c.peek() != ':' {
			return c.fault("thiếu dấu hai chấm")
		}
		c.pos++
		c.out = append(c.out, ':')
		err := c.value(depth + 1)
		m.end = len(c.out)
		c.members = append(c.members, m)
		return err
	})
	if err != nil {
		return err
	}
	err = c.order(start, c.members[base:])
	c.members = c.members[:base]
	return err
}

// list copies a bracketed, comma-separated sequence of items.
func (c *canonicalizer) list(open, end byte, item func() error) error {
	c.pos++
	c.out = append(c.out, open)
	if c.space(); c.peek() == end {
		c.pos++
		c.out = append(c.out, end)
		return nil
	}
	for {
		c.space()
		if err := item(); err != nil {
			return err
		}
		c.space()
		ch := c.peek()
		if ch != ',' && ch != end {
			return c.fault("thiếu dấu phẩy hoặc dấu đóng ngoặc")
		}
		c.pos++
		c.out = append(c.out, ch)
		if ch == end {
			return nil
		}
	}
}

// order puts an object's members, written from start on, into key order.
func (c *canonicalizer) order(start int, members []member) error {
	byKey := func(a, b member) int { return compareUTF16(c.key(a), c.key(b)) }
	if !slices.IsSortedFunc(members, byKey) {
		slices.SortFunc(members, byKey)
		sorted := make([]byte, 0, len(c.out)-start)
		for i, m := range members {
			if i > 0 {
				sorted = append(sorted, ',')
			}
			shifted := member{start + len(sorted), start + len(sorted) + m.colon - m.start, 0}
			sorted = append(sorted, c.out[m.start:m.end]...)
			members[i] = shifted
		}
		copy(c.out[start:], sorted)
	}
	for i := 1; i < len(members); i++ {
		if byKey(members[i-1], members[i]) == 0 {
			return c.fault("trùng tên trường " + string(c.out[members[i].start:members[i].colon]))
		}
	}
	return nil
}

// key is a member's key as it reads, without quotes and escapes.
func (c *canonicalizer) key(m member) []byte {
	return unquote(c.out[m.start:m.colon])
}

// compareUTF16 orders as RFC 8785 asks: by UTF-16 code units, where characters
// beyond the basic plane (surrogates, D800–DFFF) come before U+E000–U+FFFF.
func compareUTF16(a, b []byte) int {
	for len(a) > 0 && len(b) > 0 {
		ra, na := utf8.DecodeRune(a)
		rb, nb := utf8.DecodeRune(b)
		if ra != rb {
			return cmp.Compare(utf16Rank(ra), utf16Rank(rb))
		}
		a, b = a[na:], b[nb:]
	}
	return cmp.Compare(len(a), len(b))
}

func utf16Rank(r rune) rune {
	if r >= 0xE000 && r <= 0xFFFF {
		return r + 0x110000
	}
	return r
}

// unquote reads a canonical JSON string; its escapes are all Go escapes too.
func unquote(quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1]
	}
	s, err := strconv.Unquote(string(quoted))
	if err != nil {
		panic("ledger: not a canonical string: " + string(quoted))
	}
	return []byte(s)
}
