package catalog

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fewEntries is a small catalog of its own, with a lexicon of a few rows.
func fewEntries() []Entry {
	return []Entry{
		{ID: "C1", Name: "Cơ sở dữ liệu chăn nuôi", Kind: KindCatalog, State: InUse, Edition: "e1", EditionTitle: "Danh mục thử", SameAs: []string{"C2"},
			Profile: Profile{Does: []string{"kê khai tổng đàn lợn", "theo dõi dịch bệnh gia súc"}, Objects: []string{"trang trại", "vật nuôi"}, Sector: "nông nghiệp"}},
		{ID: "C2", Name: "Nền tảng vật nuôi quốc gia", Kind: KindCatalog, State: Planned, Edition: "e1", EditionTitle: "Danh mục thử", Scope: "national",
			Profile: Profile{Does: []string{"quản lý vật nuôi, thức ăn chăn nuôi"}, Sector: "nông nghiệp"}},
		{ID: "C3", Name: "Phần mềm tiêm chủng", Kind: KindCatalog, State: Unknown, Edition: "e2", SameAs: []string{"R1"},
			Profile: Profile{Does: []string{"lập lịch tiêm vắc xin cho trẻ"}, Objects: []string{"mũi tiêm", "kho vắc xin"}, Sector: "y tế"}},
		{ID: "R1", Name: "Tiêm chủng tỉnh bạn", Kind: KindCatalog, Reference: true, Edition: "e3",
			Profile: Profile{Does: []string{"lập lịch tiêm vắc xin cho trẻ"}}},
		{ID: "R2", Name: "Đặt chỗ bãi đỗ xe", Kind: KindCatalog, Reference: true, Edition: "e3",
			Profile: Profile{Does: []string{"đặt chỗ, trả phí đỗ xe ô tô"}, Objects: []string{"bãi đỗ xe"}}},
	}
}

func fewIndex(t *testing.T, more ...Entry) *Index {
	t.Helper()
	lex, err := NewLexicon(LexiconFiles{
		Synonyms: []byte(`[{"group": ["chăn nuôi", "vật nuôi", "gia súc"], "relation": "synonym"}, {"group": ["lợn", "heo"], "relation": "synonym"}]`),
		Sectors:  []byte(`[{"sector": "nông nghiệp", "ministry": "bo-nn-mt", "agency": "so-nnmt", "words": ["chăn nuôi"]}, {"sector": "y tế", "ministry": "bo-y-te", "agency": "so-y-te", "words": []}]`),
	})
	if err != nil {
		t.Fatal(err)
	}
	return NewIndex(lex, shippedCalibration(t), append(fewEntries(), more...))
}

func pigs() Query {
	return Query{Name: "Sổ kê khai đàn heo", Summary: "Hộ chăn nuôi kê khai tổng đàn", Functions: []string{"Kê khai tổng đàn heo", "Báo dịch bệnh"}, Sector: "Chăn nuôi"}
}

func vaccines() Query {
	return Query{Name: "Lịch tiêm vắc xin cho trẻ", Functions: []string{"Lập lịch tiêm vắc xin", "Kho vắc xin"}, Sector: "Y tế"}
}

func parking() Query {
	return Query{Name: "Đặt chỗ bãi đỗ xe ô tô", Functions: []string{"Đặt chỗ đỗ xe", "Trả phí đỗ xe"}}
}

func TestTwinsAreOneMatch(t *testing.T) {
	r := fewIndex(t).Check(pigs())
	if len(r.Matches) == 0 || r.Matches[0].ID != "C1" || !r.Matches[0].Weighty {
		t.Fatalf("matches %+v", r.Matches)
	}
	if diff := cmp.Diff([]string{"C2"}, r.Matches[0].Twins); diff != "" {
		t.Error(diff)
	}
	for _, m := range r.Matches[1:] {
		if m.ID == "C2" {
			t.Error("the twin is a match of its own")
		}
	}
	if r.Verdict != Review || r.Compared != 5 || r.EngineVersion != EngineVersion {
		t.Errorf("verdict %s, compared %d", r.Verdict, r.Compared)
	}
}

func TestReferenceAndHistoryNeverWeigh(t *testing.T) {
	past := Entry{ID: "DX-1", Name: "Đặt chỗ bãi đỗ xe ô tô", Kind: KindHistory, Profile: Profile{Does: []string{"đặt chỗ đỗ xe", "trả phí đỗ xe"}}}
	r := fewIndex(t, past).Check(parking())
	if r.Verdict != Clear {
		t.Errorf("verdict %s: %s", r.Verdict, r.Note)
	}
	for _, id := range []string{"R2", "DX-1"} {
		m, rank := r.find(id)
		if rank == 0 || m.Weighty || m.Score < 0.35 {
			t.Errorf("%s: rank %d, %+v", id, rank, m)
		}
	}
	if m, _ := r.find("R2"); !m.Reference || !strings.Contains(strings.Join(m.Evidence, " "), "tham khảo") {
		t.Errorf("R2 is not marked as reference: %v", m.Evidence)
	}
	if m, _ := r.find("DX-1"); !m.History {
		t.Error("DX-1 is not marked as history")
	}
}

func TestATwinThatMayWeighSpeaksForAReference(t *testing.T) {
	m, rank := fewIndex(t).Check(vaccines()).find("R1")
	if rank != 1 || m.ID != "C3" || m.Reference || !m.Weighty {
		t.Errorf("rank %d, %+v", rank, m)
	}
}

func TestRealisedEntriesAreSetApartWithTheirTwins(t *testing.T) {
	q := pigs()
	q.Realises = "C2"
	r := fewIndex(t).Check(q)
	if r.Verdict != Clear {
		t.Errorf("verdict %s: %s", r.Verdict, r.Note)
	}
	if _, rank := r.find("C1"); rank != 0 {
		t.Error("the realised entry's twin is a match")
	}
	if len(r.SetApart) != 1 || r.SetApart[0].ID != "C1" || r.SetApart[0].Weighty {
		t.Errorf("set apart: %+v", r.SetApart)
	}
	q = parking()
	q.BuildsOn = "C1" // shares no word, is named all the same
	if r := fewIndex(t).Check(q); len(r.SetApart) != 1 || r.SetApart[0].ID != "C1" {
		t.Errorf("set apart: %+v", r.SetApart)
	}
}

func TestExcludedIsNotCompared(t *testing.T) {
	q := pigs()
	q.Exclude = []string{"C1", "C1", "unknown"}
	r := fewIndex(t).Check(q)
	if m, rank := r.find("C2"); rank != 1 || m.ID != "C2" || r.Compared != 4 {
		t.Errorf("rank %d, %+v, compared %d", rank, m, r.Compared)
	}
}

func TestEditionsAreNamed(t *testing.T) {
	r := fewIndex(t).Check(Query{Name: "Quản lý bãi tắm biển Cửa Lò", Functions: []string{"cờ báo sóng"}})
	want := []Edition{{"e1", "Danh mục thử", 2}, {"e2", "", 1}, {"e3", "", 2}}
	if diff := cmp.Diff(want, r.Editions); diff != "" {
		t.Error(diff)
	}
	if r.Verdict != Clear || r.Note != "không tìm thấy trong 5 mục của Danh mục thử; e2; e3" {
		t.Errorf("%s: %s", r.Verdict, r.Note)
	}
	if diff := cmp.Diff([]string{"tóm tắt (chưa nêu)"}, r.NotCompared); diff != "" {
		t.Error(diff)
	}
}

func TestEvidenceNamesTheSynonym(t *testing.T) {
	r := fewIndex(t).Check(pigs())
	got := strings.Join(r.Matches[0].Evidence, "\n")
	for _, part := range []string{"«heo» = «lợn» (đồng nghĩa)", "cùng «Kê khai tổng đàn»", "cùng lĩnh vực (nông nghiệp): tăng điểm"} {
		if !strings.Contains(got, part) {
			t.Errorf("evidence lacks %q:\n%s", part, got)
		}
	}
}

func TestTooLittleIsNeverClear(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range []Query{
		{}, {Name: "Phần mềm"}, {Name: "ab"}, {Name: "電子政府システム"}, {Name: "система управления", Summary: "описание"},
		{Name: "😀😀 !!"}, {Name: "xyz qwrt plmk"}, {Name: "Software for managing employees"}, {Name: "12345 678"},
		{Name: "Hệ thống", Summary: "Phục vụ chuyển đổi số của tỉnh, nâng cao hiệu quả quản lý nhà nước.", Functions: []string{"Quản trị hệ thống", ""}},
		{Name: strings.Repeat(" ", 100)}, {Name: "\xff\xfe\x00"},
	} {
		r := ix.Check(q)
		if r.Verdict != Review || !strings.Contains(r.Note, "không đủ thông tin") {
			t.Errorf("%q: %s, %s", q.Name, r.Verdict, r.Note)
		}
		for _, m := range r.Matches {
			if m.Weighty {
				t.Errorf("%q: %s weighs", q.Name, m.ID)
			}
		}
	}
}

// Ten are listed even for a text that shares nothing with the catalog; each
// system once, none that is set apart or left out.
func TestAlwaysTenMatches(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range []Query{{Name: "123"}, {Name: "qwerty asdf"}, {Name: "電子政府システム", Realises: "A01", Exclude: []string{"A02"}}} {
		r := ix.Check(q)
		seen := map[string]bool{}
		for _, m := range r.Matches {
			for _, id := range append(m.Twins, m.ID) {
				if seen[id] || id == q.Realises || slices.Contains(q.Exclude, id) {
					t.Errorf("%q: %s should not be listed here", q.Name, id)
				}
				seen[id] = true
			}
		}
		if len(r.Matches) != Shown || !slices.IsSortedFunc(r.Matches, worse) {
			t.Errorf("%q: %d matches, or not best first", q.Name, len(r.Matches))
		}
	}
}

func worse(a, b Match) int {
	switch {
	case a.Score < b.Score:
		return 1
	case a.Score > b.Score:
		return -1
	}
	return 0
}

func TestTenThousandFunctions(t *testing.T) {
	q := pigs()
	q.Functions = make([]string, 10_000)
	for i := range q.Functions {
		q.Functions[i] = strings.Repeat("kê khai tổng đàn heo ", 20)
	}
	r := fewIndex(t).Check(q)
	if r.Verdict != Review || r.NotCompared[0] != "9800 chức năng sau chức năng thứ 200" {
		t.Errorf("%s, %v", r.Verdict, r.NotCompared)
	}
}

func TestEmptyIndex(t *testing.T) {
	r := NewIndex(shippedLexicon(t), shippedCalibration(t), nil).Check(pigs())
	if r.Verdict != Clear || r.Compared != 0 || len(r.Matches) != 0 {
		t.Errorf("%+v", r)
	}
}
