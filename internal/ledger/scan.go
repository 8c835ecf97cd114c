package ledger

import (
	"bytes"
	"slices"
	"strconv"
)

// SealedPlace is where a payload holds a sealed reference, and the hash there.
type SealedPlace struct {
	Path   string // JSON pointer (RFC 6901)
	SHA256 string
}

// SealedPlaces lists a canonical payload's sealed references, in the order of
// their paths' bytes. What [Parse] gave is canonical.
func SealedPlaces(payload []byte) []SealedPlace {
	if !bytes.Contains(payload, sealedOpen) {
		return nil
	}
	s := scanner{in: payload}
	s.value()
	slices.SortFunc(s.found, func(a, b SealedPlace) int { return bytes.Compare([]byte(a.Path), []byte(b.Path)) })
	return s.found
}

// Member is the value of an object's member in canonical JSON, or nil where there
// is none.
func Member(object []byte, name string) []byte {
	s := scanner{in: object}
	if s.peek() != '{' {
		return nil
	}
	for s.pos++; s.peek() == '"'; s.pos++ {
		key := s.string()
		s.pos++
		start := s.pos
		s.skip()
		if string(unquote(key)) == name {
			return object[start:s.pos]
		}
	}
	return nil
}

// Text is the string that a canonical JSON value is, or "".
func Text(value []byte) string {
	if len(value) < 2 || value[0] != '"' {
		return ""
	}
	return string(unquote(value))
}

var sealedOpen = []byte(`{"` + sealKey + `":"`)

// scanner goes through JSON that is known to be canonical; what is not ends it
// early, never beyond the input.
type scanner struct {
	in    []byte
	pos   int
	path  []byte
	found []SealedPlace
}

func (s *scanner) peek() byte {
	if s.pos < len(s.in) {
		return s.in[s.pos]
	}
	return 0
}

// string gives the quoted string at pos and moves behind it.
func (s *scanner) string() []byte {
	start := s.pos
	for s.pos++; s.pos < len(s.in) && s.in[s.pos] != '"'; s.pos++ {
		if s.in[s.pos] == '\\' {
			s.pos++
		}
	}
	s.pos = min(s.pos+1, len(s.in))
	return s.in[start:s.pos]
}

// skip moves behind the value at pos.
func (s *scanner) skip() {
	depth := 0
	for s.pos < len(s.in) {
		switch c := s.in[s.pos]; c {
		case '"':
			s.string()
		case '{', '[':
			depth++
			s.pos++
		case '}', ']', ',':
			if depth == 0 {
				return
			}
			if c != ',' {
				depth--
			}
			s.pos++
		default:
			s.pos++
		}
	}
}

// value looks for sealed references inside the value at pos and moves behind it.
func (s *scanner) value() {
	switch s.peek() {
	case '{':
		if s.sealed() {
			return
		}
		for s.pos++; s.peek() == '"'; {
			key := unquote(s.string())
			s.pos++
			s.inside(func() { s.path = append(s.path, inPointer.Replace(string(key))...) })
		}
		s.pos++
	case '[':
		s.pos++
		for i := 0; s.pos < len(s.in) && s.peek() != ']'; i++ {
			s.inside(func() { s.path = strconv.AppendInt(s.path, int64(i), 10) })
		}
		s.pos++
	default:
		s.skip()
	}
}

// inside looks into a child under its own path.
func (s *scanner) inside(name func()) {
	mark, before := len(s.path), s.pos
	s.path = append(s.path, '/')
	name()
	s.value()
	s.path = s.path[:mark]
	if s.pos == before {
		s.pos = len(s.in)
	}
	if s.peek() == ',' {
		s.pos++
	}
}

// sealed notes a sealed reference at pos, if it is one, and moves behind it.
func (s *scanner) sealed() bool {
	rest := s.in[s.pos:]
	end := len(sealedOpen) + 64
	if !bytes.HasPrefix(rest, sealedOpen) || len(rest) < end+2 || rest[end] != '"' || rest[end+1] != '}' {
		return false
	}
	hash := string(rest[len(sealedOpen):end])
	if !isHex64(hash) {
		return false
	}
	s.found = append(s.found, SealedPlace{string(s.path), hash})
	s.pos += end + 2
	return true
}
