package main

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestWidthCountsLettersNotMarks(t *testing.T) {
	for _, s := range []string{"Trùng lặp", "Ý kiến Bộ", "đ"} {
		if c, d := width(norm.NFC.String(s)), width(norm.NFD.String(s)); c != d || c != len([]rune(norm.NFC.String(s))) {
			t.Errorf("%s takes %d composed and %d decomposed", s, c, d)
		}
	}
}

func TestCutFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-zđắểỗ ]{0,60}`).Draw(t, "text")
		cells := rapid.IntRange(1, 50).Draw(t, "cells")
		got := cut(s, cells)
		if width(got) > cells {
			t.Fatalf("%q takes %d of %d", got, width(got), cells)
		}
		if width(s) <= cells && got != s {
			t.Fatalf("%q was cut needlessly", s)
		}
	})
}

func TestColumnsAlign(t *testing.T) {
	var out strings.Builder
	printColumns(&out, [][]string{{"Số", "Tên", "x"}, {"DX-1", norm.NFD.String("Sở Y tế"), "y"}})
	lines := strings.Split(norm.NFC.String(out.String()), "\n")
	if at := []rune(lines[0]); at[len(at)-1] != 'x' || len(at) != len([]rune(lines[1])) {
		t.Errorf("not aligned:\n%s", out.String())
	}
}
