package catalog

import (
	"strings"
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

func TestRewriting(t *testing.T) {
	lex := shippedLexicon(t)
	for _, c := range []struct{ written, meant string }{
		{"CSDL dân cư", "cơ sở dữ liệu dân cư"},
		{"Sở GD&ĐT và Sở GDĐT", "Sở giáo dục và đào tạo và Sở giáo dục và đào tạo"},
		{"quanr lys vawn banr", "quản lý văn bản"},
		{"heej thoongs dduwowngf booj", "hệ thống đường bộ"},
		{"QuanLyVanBan", "quan ly van ban"},
		{"quanlyvanban", "quan ly van ban"},
		{"quảnlývănbản", "quản lý văn bản"},
		{"class access test", "class access test"},
		{"Backup dữ liệu", "Backup dữ liệu"},
	} {
		var got, want reading
		lex.prepare(&got, c.written, newAccents())
		want.text = compose(c.meant)
		want.tokens = tokenise(want.text, nil)
		if len(got.tokens) != len(want.tokens) {
			t.Errorf("%q gives %d tokens, want those of %q", c.written, len(got.tokens), c.meant)
			continue
		}
		for i := range got.tokens {
			if got.tokens[i].full != want.tokens[i].full {
				t.Errorf("%q: token %d is not that of %q", c.written, i, c.meant)
			}
		}
	}
}

func TestMuting(t *testing.T) {
	lex := shippedLexicon(t)
	for _, c := range []struct{ text, left string }{
		{"Cấp phép xây dựng, tích hợp với Cổng dịch vụ công quốc gia và LGSP", "Cấp phép xây dựng"},
		{"Chạy trên trung tâm dữ liệu tỉnh. Cấp phép xây dựng", "Cấp phép xây dựng"},
		{"Cấp phép xây dựng, góp phần thúc đẩy chuyển đổi số", "Cấp phép xây dựng"},
		{"Nền tảng tích hợp, chia sẻ dữ liệu", "Nền tảng tích hợp chia sẻ dữ liệu"},
	} {
		var r reading
		lex.read(&r, c.text, newAccents())
		var left []string
		for i, tok := range r.tokens {
			if !r.mute[i] {
				left = append(left, r.text[tok.start:tok.end])
			}
		}
		if got := strings.Join(left, " "); got != c.left {
			t.Errorf("%q leaves %q, want %q", c.text, got, c.left)
		}
	}
}
