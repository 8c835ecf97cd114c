package catalog

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEvidenceInFull(t *testing.T) {
	lex, err := NewLexicon(LexiconFiles{
		Synonyms:      []byte(`[{"group": ["gia súc", "vật nuôi"]}]`),
		Hyponyms:      []byte(`[{"broad": "dịch bệnh", "narrow": ["lở mồm"]}]`),
		Abbreviations: []byte(`[{"abbr": "HTX", "expansions": ["hợp tác xã"]}]`),
	})
	if err != nil {
		t.Fatal(err)
	}
	ix := NewIndex(lex, shippedCalibration(t), []Entry{
		{ID: "K", Name: "Sổ gia súc", Scope: "national", State: Planned, Profile: Profile{
			Does: []string{"đăng ký vật nuôi của hợp tác xã", "theo dõi dịch bệnh", "cấp tem thịt"},
		}},
		{ID: "X", Name: "Đăng kiểm xe", Profile: Profile{Does: []string{"khám xe"}}},
	})
	r := ix.Check(Query{Name: "Đàn gia súc", Functions: []string{"Đăng ký gia súc HTX", "Báo lở mồm", "Hẹn giờ tưới cây"}})
	want := []string{
		"chức năng «Đăng ký gia súc HTX» ↔ chức năng của mục «đăng ký vật nuôi của hợp tác xã»: «HTX» = «hợp tác xã» (viết tắt, cách viết); «gia súc» = «vật nuôi» (đồng nghĩa); cùng «Đăng ký»",
		"tên «Đàn gia súc» ↔ tên mục «Sổ gia súc»: cùng «gia súc»",
		"chức năng «Báo lở mồm» ↔ chức năng của mục «theo dõi dịch bệnh»: «lở mồm» ~ «dịch bệnh» (rộng – hẹp)",
		"chỉ đề xuất có: «Hẹn giờ tưới cây»",
		"chỉ mục này có: «cấp tem thịt»",
		"mục mới ở kế hoạch, chưa sử dụng",
		"hệ thống dùng chung của trung ương",
	}
	slices.Sort(want)
	got := slices.Sorted(slices.Values(r.Matches[0].Evidence))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEvidenceFromTheSummaryAlone(t *testing.T) {
	r := fewIndex(t).Check(Query{Name: "Ứng dụng Hương Lúa", Summary: "Hộ dân kê khai tổng đàn lợn hằng tháng"})
	m, rank := r.find("C1")
	if rank != 1 || !strings.HasPrefix(m.Evidence[0], "tóm tắt «Hộ dân kê khai tổng đàn lợn hằng tháng» ↔ chức năng của mục «kê khai tổng đàn lợn»") {
		t.Errorf("rank %d, %v", rank, m.Evidence)
	}
}

func TestStandingLines(t *testing.T) {
	for want, e := range map[string]Entry{
		"tham khảo: kế hoạch của tỉnh khác": {Reference: true, State: Planned},
		"hồ sơ đã kết thúc":                 {Kind: KindHistory},
		"đề xuất đang xử lý":                {Kind: KindOpen},
		"đề xuất đã được phê duyệt":         {Kind: KindApproved},
		"chưa rõ đã sử dụng":                {State: Unknown},
	} {
		got := standingLines(&e)
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := standingLines(&Entry{State: InUse, Kind: KindCatalog}); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

func TestListed(t *testing.T) {
	if got := listed([]string{"a", "b", "c", "d", "e"}); got != "a, b, c và 2 nội dung khác" {
		t.Error(got)
	}
}

func TestShorten(t *testing.T) {
	long := strings.Repeat("đường bộ ", 30)
	got := shorten(long)
	if n := len([]rune(got)); n > longestQuote+1 || !strings.HasSuffix(got, "bộ…") && !strings.HasSuffix(got, "đường…") {
		t.Errorf("%d characters: %q", n, got)
	}
	if got := shorten(" một \n hai "); got != "một hai" {
		t.Error(got)
	}
	if got := shorten(strings.Repeat("ữ", 200)); len([]rune(got)) != longestQuote+1 {
		t.Error(got)
	}
}
