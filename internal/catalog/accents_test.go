package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func learned(texts ...string) *accents {
	x := newAccents()
	forms := map[uint64]*syllableForm{}
	for _, text := range texts {
		tokens := tokenise(compose(text), nil)
		for i, tok := range tokens {
			if i > 0 {
				x.learn(tokens[i-1], tok)
			}
			if forms[tok.full] == nil {
				forms[tok.full] = &syllableForm{bare: tok.bare, full: tok.full}
			}
			forms[tok.full].entries++
		}
	}
	var all []syllableForm
	for _, f := range forms {
		all = append(all, *f)
	}
	x.settle(all)
	return x
}

func TestRestore(t *testing.T) {
	first := learned("báo cáo", "quản lý đất đai")
	second := learned("bảo cáo", "lúa", "lụa", "rừng", "bò sữa", "công an", "quan họ")
	for typed, want := range map[string]string{
		"bao cao":          "báo cáo", // the first source is trusted more
		"quan ly dat dai":  "quản lý đất đai",
		"rung":             "rừng", // written one way only
		"lua":              "lua",  // two ways: left alone
		"bo, sua":          "bò, sữa",
		"chua tung co":     "chua tung co", // unknown
		"LY lich CONG tac": "LY lich CONG tac",
		"QUAN LY":          "quản lý",
		"quan ho":          "quan họ",
	} {
		got, want := tokenise(typed, nil), tokenise(compose(want), nil)
		restore(got, first, second)
		for i := range want {
			if want[i].full != got[i].full {
				t.Errorf("%q: word %d is not restored as wanted", typed, i+1)
			}
		}
	}
}

func TestRestoringIsDecidedByTheCatalogAlone(t *testing.T) {
	open := Entry{ID: "A0", Name: "Quàn lỷ", Kind: KindOpen}
	a := fewIndex(t).base.accents
	b := fewIndex(t, open).base.accents
	if diff := cmp.Diff(a.pairs, b.pairs); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(a.singles, b.singles); diff != "" {
		t.Error(diff)
	}
}

func TestUnaccentedTextMeetsTheSameEntry(t *testing.T) {
	ix := fewIndex(t)
	for _, q := range []Query{pigs(), vaccines()} {
		sameTop(t, q.Name, ix.Check(q), ix.Check(q.each(Fold)))
	}
}
