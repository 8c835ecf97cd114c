package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSearch(t *testing.T) {
	ix := fewIndex(t).With([]Entry{{ID: "DX-7", Name: "Đàn bò sữa", Owner: "Sở Y tế", Kind: KindOpen}}, []string{"none"})
	for _, c := range []struct {
		q     string
		limit int
		want  []string
	}{
		{"", 2, []string{"C1", "C2"}},
		{"", 0, []string{"C1", "C2", "C3", "DX-7", "R1", "R2"}},
		{"tiem chung", 1, []string{"C3"}},
		{"VẬT NUÔI quốc gia", 9, []string{"C2"}},
		{"bò sữa", 9, []string{"DX-7"}},
		{"dx-7", 9, []string{"DX-7"}},
		{"nền tảng vật n", 9, []string{"C2"}}, // half-typed
		{"so y te", 9, []string{"DX-7"}},
		{"không có gì như vậy", 9, []string{}},
	} {
		got := []string{}
		for _, e := range ix.Search(c.q, c.limit) {
			got = append(got, e.ID)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: %s", c.q, diff)
		}
	}
}
