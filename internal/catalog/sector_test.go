package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlacing(t *testing.T) {
	sectors := shippedLexicon(t).sectors
	for _, c := range []struct{ sector, owner, code, want string }{
		{"", "Sở Y tế", "", "y tế"},
		{"", "Sở KH&CN", "", "khoa học và công nghệ"},
		{"", "Sở VHTT&DL", "", "du lịch"},
		{"", "Bộ Nông nghiệp và Môi trường", "", "nông nghiệp"},
		{"", "Cục Bảo trợ xã hội, Bộ Y tế", "", "y tế"},
		{"", "một tên khác", "cong-an-tinh", "an ninh mạng"},
		{"Giáo dục", "", "", "giáo dục và đào tạo"},
		{"y te", "", "", "y tế"},
	} {
		stated, owned := sectors.place(c.sector, c.owner, c.code)
		found := false
		for _, name := range sectors.names(stated | owned) {
			found = found || name == c.want
		}
		if !found {
			t.Errorf("%+v is placed in %v", c, sectors.names(stated|owned))
		}
	}
	if stated, owned := sectors.place("lĩnh vực lạ", "Công ty X", ""); stated|owned != 0 {
		t.Errorf("placed in %v", sectors.names(stated|owned))
	}
}

// The prior moves a score, it never decides: the other sector's entry is still
// found.
func TestSectorIsNoFilter(t *testing.T) {
	ix := fewIndex(t)
	right, wrong := pigs(), pigs()
	wrong.Sector = "Y tế"
	a, b := ix.Check(right).Matches[0], ix.Check(wrong).Matches[0]
	if a.ID != "C1" || b.ID != "C1" || a.Score <= b.Score {
		t.Errorf("%s %v, %s %v", a.ID, a.Score, b.ID, b.Score)
	}
	if diff := cmp.Diff("khác lĩnh vực (y tế, mục này: nông nghiệp): giảm điểm", b.Evidence[len(b.Evidence)-1]); diff != "" {
		t.Error(diff)
	}
}
