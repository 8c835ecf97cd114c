package ledger

import (
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// string copies a JSON string, decoding escapes that RFC 8785 does not keep.
func (c *canonicalizer) string() error {
	c.pos++
	c.out = append(c.out, '"')
	for {
		run := c.pos
		for c.pos < len(c.in) && c.in[c.pos] >= 0x20 && c.in[c.pos] != '"' && c.in[c.pos] != '\\' {
			c.pos++
		}
		c.out = append(c.out, c.in[run:c.pos]...)
		switch c.peek() {
		case '"':
			c.pos++
			c.out = append(c.out, '"')
			return nil
		case '\\':
			r, err := c.escape()
			if err != nil {
				return err
			}
			c.out = appendRune(c.out, r)
		default:
			return c.fault("chuỗi không đóng hoặc chứa ký tự điều khiển")
		}
	}
}

// escape reads one escape sequence, or the pair that makes up a surrogate.
func (c *canonicalizer) escape() (rune, error) {
	const from, to = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	c.pos++
	for i := range len(from) {
		if c.peek() == from[i] {
			c.pos++
			return rune(to[i]), nil
		}
	}
	r, err := c.hex4()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	if c.peek() != '\\' {
		return 0, c.fault("ký tự UTF-16 lẻ cặp")
	}
	c.pos++
	low, err := c.hex4()
	if err != nil {
		return 0, err
	}
	if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
		return 0, c.fault("ký tự UTF-16 lẻ cặp")
	}
	return r, nil
}

func (c *canonicalizer) hex4() (rune, error) {
	if c.peek() != 'u' || len(c.in) < c.pos+5 {
		return 0, c.fault("ký tự thoát sai")
	}
	n, err := strconv.ParseUint(string(c.in[c.pos+1:c.pos+5]), 16, 16)
	if err != nil {
		return 0, c.fault("ký tự thoát sai")
	}
	c.pos += 5
	return rune(n), nil
}

// appendString appends s as a canonical JSON string. s must be valid UTF-8.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	run := 0
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' {
			out = appendRune(append(out, s[run:i]...), rune(c))
			run = i + 1
		}
	}
	return append(append(out, s[run:]...), '"')
}

// appendRune appends one character of a string with RFC 8785's escapes.
func appendRune(out []byte, r rune) []byte {
	const hexDigits = "0123456789abcdef"
	switch r {
	case '"', '\\':
		return append(out, '\\', byte(r))
	case '\b':
		return append(out, `\b`...)
	case '\t':
		return append(out, `\t`...)
	case '\n':
		return append(out, `\n`...)
	case '\f':
		return append(out, `\f`...)
	case '\r':
		return append(out, `\r`...)
	}
	if r < 0x20 {
		return append(out, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
	}
	return utf8.AppendRune(out, r)
}

// number copies a JSON number in ECMAScript's shortest form.
func (c *canonicalizer) number() error {
	start := c.pos
	if c.peek() == '-' {
		c.pos++
	}
	if first := c.pos; c.digits() == 0 || c.in[first] == '0' && c.pos > first+1 {
		return c.fault("số viết sai")
	}
	whole := true
	if c.peek() == '.' {
		whole = false
		if c.pos++; c.digits() == 0 {
			return c.fault("số viết sai")
		}
	}
	if c.peek() == 'e' || c.peek() == 'E' {
		whole = false
		if c.pos++; c.peek() == '+' || c.peek() == '-' {
			c.pos++
		}
		if c.digits() == 0 {
			return c.fault("số viết sai")
		}
	}
	literal := string(c.in[start:c.pos])
	f, err := strconv.ParseFloat(literal, 64)
	if err != nil {
		return c.fault("số vượt phạm vi")
	}
	mark := len(c.out)
	c.out = appendNumber(c.out, f)
	// A whole number that a double would round has lost its meaning: refuse.
	if whole && literal != "-0" && string(c.out[mark:]) != literal {
		return c.fault("số nguyên vượt quá độ chính xác")
	}
	return nil
}

// digits skips decimal digits and counts them.
func (c *canonicalizer) digits() int {
	start := c.pos
	for c.pos < len(c.in) && c.in[c.pos] >= '0' && c.in[c.pos] <= '9' {
		c.pos++
	}
	return c.pos - start
}

// appendNumber follows ECMAScript's Number::toString, as RFC 8785 asks.
func appendNumber(out []byte, f float64) []byte {
	if f == 0 {
		return append(out, '0')
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.AppendFloat(out, f, 'f', -1, 64)
	}
	out = strconv.AppendFloat(out, f, 'e', -1, 64)
	// Go writes at least two exponent digits, ECMAScript as few as it can.
	if n := len(out); out[n-2] == '0' && (out[n-3] == '-' || out[n-3] == '+') {
		out = append(out[:n-2], out[n-1])
	}
	return out
}
