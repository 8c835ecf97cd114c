package proposal

import "testing"

// What people read is written as they write it: days, sums and sources.
func TestWords(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Date("2026-11-02").Written(), "02/11/2026"},
		{Date("không rõ").Written(), "không rõ"},
		{Dong(0), "0"},
		{Dong(999), "999"},
		{Dong(1_200_000_000), "1.200.000.000"},
		{SourceName("chi-thuong-xuyen").VI, "chi thường xuyên"},
		{SourceName("vay-odA").VI, "vay-odA"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
