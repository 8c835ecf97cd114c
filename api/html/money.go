package html

import (
	"reflect"
	"strconv"
	"strings"
)

// Number writes a whole number with its thousands parted: 1.500.000.
func Number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(c)
	}
	return sign + b.String()
}

// dong writes an amount: 1.500.000 đồng, VND 1,500,000.
func (l *look) dong(v any) string {
	n := whole(v)
	if l.lang == english {
		return "VND " + strings.ReplaceAll(Number(n), ".", ",")
	}
	return Number(n) + " đồng"
}

// whole reads any whole number; 0 where there is none.
func whole(v any) int64 {
	p := reflect.ValueOf(deref(v))
	switch {
	case p.CanInt():
		return p.Int()
	case p.CanUint():
		return int64(p.Uint())
	case p.CanFloat():
		return int64(p.Float())
	}
	return 0
}

// percent is how much of all a part is, from 0 to 100.
func percent(part, all any) int {
	a := whole(all)
	if a <= 0 {
		return 0
	}
	return int(min(100, max(0, whole(part)*100/a)))
}

// share is percent for a bar: what is there is seen, however little.
func share(part, all any) int {
	if n := percent(part, all); n > 0 || whole(part) <= 0 || whole(all) <= 0 {
		return n
	}
	return 1
}

// size writes a file's size in KB or MB of a thousand.
func size(bytes int64) string {
	if bytes < 1_000_000 {
		return Number((bytes+999)/1000) + " KB"
	}
	return strconv.FormatInt(bytes/1_000_000, 10) + "," + strconv.FormatInt(bytes%1_000_000/100_000, 10) + " MB"
}
