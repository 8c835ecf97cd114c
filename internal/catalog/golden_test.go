package catalog

import (
	"slices"
	"testing"
)

// asProposal files an existing entry as if a department proposed it anew.
func asProposal(t *testing.T, ix *Index, id string) Query {
	t.Helper()
	e, known := ix.Entry(id)
	if !known {
		t.Fatalf("no entry %s", id)
	}
	return Query{
		Name: e.Name, Summary: e.Description, Functions: e.Profile.Does,
		Sector: e.Profile.Sector, Agency: e.Owner, AgencyCode: e.OwnerCode,
		Exclude: ix.Twins(id),
	}
}

func (r Result) find(id string) (Match, int) {
	for i, m := range r.Matches {
		if m.ID == id || slices.Contains(m.Twins, id) {
			return m, i + 1
		}
	}
	return Match{}, 0
}

// The overlaps that the rules name must be reviewed, with the other side weighty
// and among the first three.
func TestLikelyOverlapsAreReviewed(t *testing.T) {
	ix := shippedIndex(t)
	for _, pair := range [][2]string{
		{"A32", "N24"}, // cán bộ, công chức ↔ nền tảng quốc gia
		{"A38", "N32"}, // chăn nuôi ↔ vật nuôi, thức ăn chăn nuôi
		{"A31", "N12"}, // SOC tỉnh ↔ SOC quốc gia thế hệ mới
		{"B01", "N40"}, // CSDL ngành KH&CN ↔ HTTT quốc gia về KH,CN&ĐMST
		{"B02", "N54"}, // CSDL ngành công thương ↔ thương mại và thị trường
		{"B05", "A34"}, // chủ trương đầu tư ngoài ngân sách ↔ dự án đầu tư
	} {
		r := ix.Check(asProposal(t, ix, pair[0]))
		m, rank := r.find(pair[1])
		if r.Verdict != Review || !m.Weighty || rank == 0 || rank > 3 {
			t.Errorf("%s ↔ %s: verdict %s, rank %d, score %v", pair[0], pair[1], r.Verdict, rank, m.Score)
		}
	}
}

// A mandated local part resembles the central one in its words, but the local
// system itself must come first.
func TestLocalPartsComeBeforeTheirCentralCounterparts(t *testing.T) {
	ix := shippedIndex(t)
	for _, c := range []struct{ name, local, central string }{
		{"Nền tảng tích hợp, chia sẻ dữ liệu cấp tỉnh (LGSP)", "A08", "N38"},
		{"Hệ thống thông tin báo cáo tỉnh Nghệ An", "A03", "N36"},
	} {
		r := ix.Check(Query{Name: c.name})
		_, local := r.find(c.local)
		_, central := r.find(c.central)
		if local != 1 || central == 1 {
			t.Errorf("%q: %s ranks %d, %s ranks %d", c.name, c.local, local, c.central, central)
		}
	}
}

// Whatever an entry says of itself finds the entry.
func TestEveryEntryFindsItself(t *testing.T) {
	ix := shippedIndex(t)
	missed := 0
	for _, e := range ix.Search("", 0) {
		q := asProposal(t, ix, e.ID)
		q.Exclude = nil
		if _, rank := ix.Check(q).find(e.ID); rank != 1 {
			missed++
			t.Logf("%s ranks %d", e.ID, rank)
		}
	}
	if missed > 2 {
		t.Errorf("%d entries do not find themselves", missed)
	}
}

// The words that unrelated systems share do not make them alike.
func TestUnrelatedInTheSameWordsIsClear(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range []Query{
		{
			Name: "Phần mềm quản lý câu lạc bộ cờ vua thiếu nhi", Summary: "Xếp cặp đấu, chấm elo, lịch tập, nhà tài trợ giải.",
			Functions: []string{"Xếp cặp đấu", "Bảng elo", "Lịch tập", "Thống kê, báo cáo"}, Sector: "Thể thao",
		},
		{
			Name: "Hệ thống quản lý ao bơi công viên nước", Summary: "Soát vòng tay, gửi đồ, đo clo, phân ca cứu hộ. Tích hợp với Cổng Dịch vụ công quốc gia và LGSP, đáp ứng yêu cầu an toàn thông tin theo cấp độ.",
			Functions: []string{"Soát vòng tay", "Tủ gửi đồ", "Đo clo"}, Sector: "Du lịch",
		},
	} {
		if r := ix.Check(q); r.Verdict != Clear {
			t.Errorf("%q: %s, first %s %v", q.Name, r.Note, r.Matches[0].Name, r.Matches[0].Score)
		}
	}
}
