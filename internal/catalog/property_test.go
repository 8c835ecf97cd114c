package catalog

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// filed are proposals in officials' words, each close to some entry.
func filed() []Query {
	return []Query{
		pigs(), vaccines(),
		{
			Name: "Phần mềm quản lý hồ sơ công chức, viên chức", Summary: "Cập nhật lý lịch, quá trình công tác, nâng lương, đánh giá xếp loại.",
			Functions: []string{"Hồ sơ công chức", "Nâng lương", "Đánh giá xếp loại"}, Sector: "Nội vụ", Agency: "Sở Nội vụ",
		},
		{
			Name: "Tiếp nhận và giải quyết khiếu nại, tố cáo", Summary: "Phân loại đơn thư, theo dõi thụ lý, trả kết quả cho công dân.",
			Functions: []string{"Tiếp nhận đơn thư", "Phân công thụ lý", "Theo dõi thời hạn"}, Sector: "Thanh tra", Agency: "Thanh tra tỉnh",
		},
		{
			Name: "Trung tâm giám sát an toàn thông tin mạng", Summary: "Thu thập nhật ký, phát hiện tấn công, điều phối ứng cứu sự cố.",
			Functions: []string{"Thu thập nhật ký", "Phát hiện tấn công", "Ứng cứu sự cố"}, Sector: "An ninh mạng", Agency: "Công an tỉnh",
		},
		{
			Name: "Theo dõi khám chữa bệnh và hồ sơ sức khỏe người dân", Summary: "Bệnh viện gửi kết quả khám, người dân xem trên điện thoại.",
			Functions: []string{"Hồ sơ sức khỏe", "Kết quả khám", "Đặt lịch khám"}, Sector: "Y tế", Agency: "Sở Y tế",
		},
	}
}

// littleChange is how far a score may move when only the writing changes.
const littleChange = 0.12

func sameTop(t *testing.T, what string, a, b Result) {
	t.Helper()
	if a.Matches[0].ID != b.Matches[0].ID {
		t.Errorf("%s: the top match goes from %s (%v) to %s (%v)", what, a.Matches[0].ID, a.Matches[0].Score, b.Matches[0].ID, b.Matches[0].Score)
		return
	}
	if d := math.Abs(a.Matches[0].Score - b.Matches[0].Score); d > littleChange {
		t.Errorf("%s: the top score moves by %.3f", what, d)
	}
}

func (q Query) each(f func(string) string) Query {
	q.Name, q.Summary = f(q.Name), f(q.Summary)
	q.Sector, q.Agency = f(q.Sector), f(q.Agency)
	q.Functions = slices.Clone(q.Functions)
	for i := range q.Functions {
		q.Functions[i] = f(q.Functions[i])
	}
	return q
}

func TestWritingChangesNoTopMatch(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range filed() {
		before := ix.Check(q)
		padded := q
		padded.Summary += " Góp phần thúc đẩy chuyển đổi số. Tránh đầu tư trùng lặp. Tích hợp với Cổng dịch vụ công quốc gia, LGSP."
		padded.Functions = append(slices.Clone(q.Functions), "Quản trị hệ thống", "Quản lý người dùng")
		turned := q
		turned.Functions = slices.Clone(q.Functions)
		slices.Reverse(turned.Functions)
		for _, c := range []struct {
			what  string
			query Query
		}{
			{"boilerplate", padded}, {"function order", turned}, {"no accents", q.each(Fold)},
			{"NFD", q.each(norm.NFD.String)}, {"capitals", q.each(strings.ToUpper)},
		} {
			sameTop(t, q.Name+", "+c.what, before, ix.Check(c.query))
		}
	}
}

func TestDecomposedTextIsTheSame(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range filed() {
		if diff := cmp.Diff(ix.Check(q), ix.Check(q.each(norm.NFD.String))); diff != "" {
			t.Errorf("%s: %s", q.Name, diff)
		}
	}
}

func TestFunctionOrderMovesNoScore(t *testing.T) {
	ix := shippedIndex(t)
	rapid.Check(t, func(rt *rapid.T) {
		q := rapid.SampledFrom(filed()).Draw(rt, "query")
		other := q
		other.Functions = rapid.Permutation(q.Functions).Draw(rt, "functions")
		a, b := ix.Check(q), ix.Check(other)
		if a.Matches[0].ID != b.Matches[0].ID || math.Abs(a.Matches[0].Score-b.Matches[0].Score) > 1e-3 {
			rt.Fatalf("%v %v → %v %v", a.Matches[0].ID, a.Matches[0].Score, b.Matches[0].ID, b.Matches[0].Score)
		}
	})
}

// The same inputs give the same bytes, whatever order the entries come in and
// however the index came about.
func TestDeterminism(t *testing.T) {
	lex, cal, entries := shippedLexicon(t), shippedCalibration(t), shippedEntries(t)
	open := Entry{ID: "DX-2026-000001", Name: "Sổ đàn heo của xã", Kind: KindOpen, Profile: Profile{Does: []string{"kê khai đàn heo"}, Sector: "nông nghiệp"}}
	backwards := slices.Clone(entries)
	slices.Reverse(backwards)
	built := NewIndex(lex, cal, append(slices.Clone(entries), open))
	variants := map[string]*Index{
		"again":     NewIndex(lex, cal, append(slices.Clone(entries), open)),
		"backwards": NewIndex(lex, cal, append(backwards, open)),
		"layered":   NewIndex(lex, cal, entries).With([]Entry{open}, nil),
		"replaced": NewIndex(lex, cal, entries).With([]Entry{{ID: open.ID, Name: "Bản trước", Kind: KindOpen}}, nil).
			With([]Entry{open}, nil),
		"removed": NewIndex(lex, cal, append(slices.Clone(entries), open, Entry{ID: "DX-2", Name: "Đàn heo", Kind: KindOpen})).
			With(nil, []string{"DX-2", "unknown"}),
		"new edition": NewIndex(lex, cal, append(slices.Clone(entries[1:]), open)).With(entries[:1], nil),
	}
	for _, q := range filed() {
		want, err := json.Marshal(built.Check(q))
		if err != nil {
			t.Fatal(err)
		}
		for name, ix := range variants {
			got, err := json.Marshal(ix.Check(q))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s, %s: %s", name, q.Name, diff)
			}
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, q := range filed() {
		f.Add(q.Name, q.Summary, strings.Join(q.Functions, "|"), q.Sector)
	}
	f.Add("\xff", "Ẳ\u0300\u0301", "|||", "＆")
	f.Add("QuanLyVanBan", "heej thoongs quanr lys", "CSDL|GD&ĐT", "y")
	ix := shippedIndex(f)
	f.Fuzz(func(t *testing.T, name, summary, functions, sector string) {
		r := ix.Check(Query{Name: name, Summary: summary, Functions: strings.Split(functions, "|"), Sector: sector})
		if len(r.Matches) > Shown || r.Verdict != Clear && r.Verdict != Review || r.Note == "" {
			t.Fatalf("%+v", r)
		}
		for i, m := range r.Matches {
			if !(m.Score >= 0 && m.Score <= 1) || i > 0 && m.Score > r.Matches[i-1].Score || len(m.Evidence) == 0 {
				t.Fatalf("match %d: %+v", i, m)
			}
			if m.Weighty && r.Verdict == Clear {
				t.Fatalf("clear beside a weighty match: %+v", m)
			}
		}
	})
}
