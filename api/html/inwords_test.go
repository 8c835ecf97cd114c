package html

import (
	"strings"
	"testing"
)

func TestAmountsInWords(t *testing.T) {
	for n, want := range map[int64][2]string{
		0:                     {"không", "zero"},
		5:                     {"năm", "five"},
		10:                    {"mười", "ten"},
		11:                    {"mười một", "eleven"},
		14:                    {"mười bốn", "fourteen"},
		15:                    {"mười lăm", "fifteen"},
		20:                    {"hai mươi", "twenty"},
		21:                    {"hai mươi mốt", "twenty-one"},
		24:                    {"hai mươi tư", "twenty-four"},
		55:                    {"năm mươi lăm", "fifty-five"},
		100:                   {"một trăm", "one hundred"},
		105:                   {"một trăm linh năm", "one hundred and five"},
		115:                   {"một trăm mười lăm", "one hundred and fifteen"},
		1_005:                 {"một nghìn không trăm linh năm", "one thousand five"},
		1_500_000_000:         {"một tỷ năm trăm triệu", "one billion five hundred million"},
		2_030_000_000:         {"hai tỷ không trăm ba mươi triệu", "two billion thirty million"},
		1_000_000_001:         {"một tỷ không trăm linh một", "one billion one"},
		850_400_021:           {"tám trăm năm mươi triệu bốn trăm nghìn không trăm hai mươi mốt", "eight hundred and fifty million four hundred thousand twenty-one"},
		1_000_000_000_000_000: {"một triệu tỷ", "one thousand trillion"},
		12_345_000_000_000:    {"mười hai nghìn ba trăm bốn mươi lăm tỷ", "twelve trillion three hundred and forty-five billion"},
	} {
		if got := vietnameseWords(n); got != want[0] {
			t.Errorf("%d is read %q, want %q", n, got, want[0])
		}
		if got := englishWords(n); got != want[1] {
			t.Errorf("%d is read %q, want %q", n, got, want[1])
		}
	}
}

func FuzzAmountsInWords(f *testing.F) {
	f.Add(int64(1_500_000_000))
	f.Fuzz(func(t *testing.T, n int64) {
		if n < 0 || n > 1_000_000_000_000_000 {
			return
		}
		for _, words := range []string{vietnameseWords(n), englishWords(n)} {
			if words == "" || strings.Contains(words, "  ") || strings.TrimSpace(words) != words {
				t.Errorf("%d is read %q", n, words)
			}
		}
	})
}
