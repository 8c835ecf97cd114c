package catalog

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func (ix *Index) featuresOf(t testing.TB, q Query, id string) features {
	t.Helper()
	for _, c := range ix.candidates(ix.compile(q)) {
		if c.entry.ID == id {
			return c.f
		}
	}
	return features{}
}

func TestFeatures(t *testing.T) {
	ix := fewIndex(t)
	whole := ix.featuresOf(t, Query{Name: "Cơ sở dữ liệu chăn nuôi", Functions: []string{"kê khai tổng đàn lợn"}, Sector: "chăn nuôi"}, "C1")
	if whole.Name < 0.99 || whole.Function < 0.99 || whole.Title < 0.5 || whole.Sector != 1 {
		t.Errorf("the entry's own words: %+v", whole)
	}
	other := ix.featuresOf(t, Query{Name: "Sổ tiêm gia súc", Functions: []string{"đặt lịch"}, Sector: "y tế"}, "C1")
	if other.Name >= whole.Name || other.Function != 0 || other.Sector != -1 {
		t.Errorf("other words: %+v", other)
	}
	bare := ix.featuresOf(t, Query{Name: "kê khai tổng đàn"}, "C1")
	if bare.Function <= 0 || bare.Function >= bare.Name || bare.Sector != 0 {
		t.Errorf("a name alone: %+v", bare)
	}
}

// What a phrase of another entry explains says nothing of this one.
func TestSynonymsCountNearlyAsTheSameWords(t *testing.T) {
	ix := fewIndex(t)
	same := ix.featuresOf(t, Query{Name: "tổng đàn lợn"}, "C1")
	synonym := ix.featuresOf(t, Query{Name: "tổng đàn heo"}, "C1")
	stranger := ix.featuresOf(t, Query{Name: "tổng đàn tôm"}, "C1")
	if synonym.Name < same.Name-0.05 || stranger.Name > synonym.Name-0.1 {
		t.Errorf("same %v, synonym %v, stranger %v", same.Name, synonym.Name, stranger.Name)
	}
}

func TestNarrowerCountsLess(t *testing.T) {
	lex, err := NewLexicon(LexiconFiles{Hyponyms: []byte(`[{"broad": "thiên tai", "narrow": ["lũ quét", "bão lụt"]}]`)})
	if err != nil {
		t.Fatal(err)
	}
	ix := NewIndex(lex, shippedCalibration(t), []Entry{
		{ID: "T", Name: "Cảnh báo thiên tai", Profile: Profile{Does: []string{"cảnh báo thiên tai"}}},
		{ID: "X", Name: "Đăng ký xe", Profile: Profile{Does: []string{"đăng ký xe"}}},
	})
	same := ix.featuresOf(t, Query{Name: "thiên tai"}, "T").Name
	narrow := ix.featuresOf(t, Query{Name: "lũ quét"}, "T").Name
	if !(same > narrow && narrow > 0.3) {
		t.Errorf("same %v, narrower %v", same, narrow)
	}
}

func TestIntegrationsMakeNoMatch(t *testing.T) {
	ix := shippedIndex(t)
	q := Query{
		Name: "Quản lý câu lạc bộ cờ vua thiếu nhi", Summary: "Xếp cặp đấu, chấm elo, lịch tập, nhà tài trợ giải.",
		Functions: []string{"Xếp cặp đấu", "Bảng elo", "Lịch tập"}, Sector: "Thể thao",
	}
	before := ix.Check(q)
	q.Summary += " Tích hợp với nền tảng định danh và xác thực điện tử, chạy trên nền tảng điện toán đám mây tỉnh, giám sát bởi Trung tâm điều hành an ninh mạng SOC."
	after := ix.Check(q)
	if before.Verdict != Clear || after.Verdict != Clear || after.Matches[0].Score > before.Matches[0].Score+littleChange {
		t.Errorf("%v → %s %v", before.Matches[0].Score, after.Matches[0].ID, after.Matches[0].Score)
	}
	if !strings.Contains(strings.Join(after.NotCompared, " "), "nêu tích hợp") {
		t.Errorf("the integration is not named: %v", after.NotCompared)
	}
}

// Features stay in their ranges and candidates in order, for any mixture of
// words.
func TestAnyMixture(t *testing.T) {
	ix := shippedIndex(t)
	words := strings.Fields("quản lý đất đai hồ sơ cán bộ y tế khám bệnh tàu cá bản đồ số liệu báo cáo tổng hợp xyz LGSP CSDL , . ; và của tích hợp với chạy trên")
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 25).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(rt *rapid.T) {
		q := Query{Name: text.Draw(rt, "name"), Summary: text.Draw(rt, "summary"), Functions: []string{text.Draw(rt, "function")}}
		last := 1.0
		for _, c := range ix.candidates(ix.compile(q)) {
			for i, v := range c.f.values() {
				if v < -1 || v > 1.0001 || v < 0 && featureNames[i] != "sector" {
					rt.Fatalf("%s: %s is %v", c.entry.ID, featureNames[i], v)
				}
			}
			if c.score > last {
				rt.Fatalf("%s with %v after %v", c.entry.ID, c.score, last)
			}
			last = c.score
		}
	})
}
