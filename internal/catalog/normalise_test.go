package catalog

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestSpellingVariantsAreOne(t *testing.T) {
	for _, pair := range [][2]string{
		{"hoà", "hòa"}, {"thuỷ", "thủy"}, {"ký", "kí"}, {"quý", "quí"}, {"Mỹ", "mĩ"}, {"ĐẤT", "đất"},
		{norm.NFD.String("nghiệp"), "nghiệp"},
	} {
		a, b := tokenise(compose(pair[0]), nil), tokenise(compose(pair[1]), nil)
		if len(a) != 1 || len(b) != 1 || a[0].full != b[0].full || a[0].bare != b[0].bare {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
}

func TestDifferentWordsStayApart(t *testing.T) {
	for _, pair := range [][2]string{{"lúa", "lụa"}, {"thúy", "thúi"}, {"đa", "da"}, {"bò", "bơ"}, {"hoa", "hòa"}} {
		a, b := tokenise(pair[0], nil), tokenise(pair[1], nil)
		if a[0].full == b[0].full {
			t.Errorf("%q and %q are taken for one", pair[0], pair[1])
		}
	}
}

func TestFold(t *testing.T) {
	if got, want := Fold("Đăng Ký – Hòa GIẢI 24/7"), "dang ky – hoa giai 24/7"; got != want {
		t.Errorf("Fold = %q, want %q", got, want)
	}
}
