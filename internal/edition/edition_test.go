package edition_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/catalog"
	"pheduyet/internal/edition"
	"pheduyet/internal/proposal"
)

func entry(id, name string) edition.Entry {
	return edition.Entry{
		Entry: proposal.Entry{ID: id, Name: name, Owner: "so-a", State: proposal.EntryPlanned}, OwnerName: "Sở A", Scope: "plan", Source: "QĐ 1, dòng 1",
	}
}

func sound(entries ...edition.Entry) edition.Edition {
	return edition.Edition{ID: "moi", Number: "1/QĐ", Title: "Danh mục", Issuer: "UBND tỉnh", EffectiveFrom: "2026-12-01", Entries: entries}
}

var known = edition.Known{
	Agencies: map[string]proposal.Agency{"so-a": {Code: "so-a"}, "so-cu": {Code: "so-cu", To: "2026-06-30", Successor: "so-a"}},
	Entries:  map[string]string{"N01": "cu", "N02": "cu", "P01": "khac"},
}

func TestEveryFaultIsNamed(t *testing.T) {
	owned := func(code string) edition.Entry { e := entry("M1", "Mới"); e.Owner = code; return e }
	twin := func(id string) edition.Entry { e := entry("M1", "Mới"); e.SameAs = []string{id}; return e }
	replacing := sound(entry("N01", "Cũ"))
	replacing.Replaces = "cu"
	for name, c := range map[string]struct {
		edition edition.Edition
		field   string
	}{
		"sound":                        {sound(entry("M1", "Mới")), ""},
		"replaces its own ids":         {replacing, ""},
		"no number":                    {edition.Edition{ID: "x", Title: "t", Issuer: "i", EffectiveFrom: "2026-12-01", Entries: sound(entry("M1", "a")).Entries}, "number"},
		"no entries":                   {sound(), "entries"},
		"an id twice":                  {sound(entry("M1", "a"), entry("M1", "b")), "entries[1].id"},
		"an id of another edition":     {sound(entry("M1", "a"), entry("P01", "b")), "entries[1].id"},
		"an owner that is not there":   {sound(owned("so-x")), "entries[0].owner"},
		"an owner that has ended":      {sound(owned("so-cu")), "entries[0].owner"},
		"a twin that is not there":     {sound(twin("N99")), "entries[0].same_as"},
		"a twin of another edition":    {sound(twin("N01")), ""},
		"no name":                      {sound(entry("M1", "")), "entries[0].name"},
		"an end before the beginning":  {func() edition.Edition { e := sound(entry("M1", "a")); e.EffectiveTo = "2026-01-01"; return e }(), "number"},
		"for reference yet owned here": {func() edition.Edition { e := sound(owned("so-a")); e.Reference = true; return e }(), "entries[0].reference"},
	} {
		var fields []string
		for _, f := range c.edition.Check(known) {
			fields = append(fields, f.Field)
			if f.Message.VI == "" || f.Message.EN == "" {
				t.Errorf("%s: %+v lacks a language", name, f)
			}
		}
		if got := strings.Join(fields, " "); got != c.field {
			t.Errorf("%s: faults at %q, want %q", name, got, c.field)
		}
	}
}

func TestParseRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, file := range []string{`{"id": "x", "colour": 1}`, `{"id": "x"} {}`, `[]`, ``} {
		if _, err := edition.Parse([]byte(file)); proposal.CodeOf(err) != proposal.CodeInvalid {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestPreviewTellsAddedChangedAndEnded(t *testing.T) {
	renamed, used := entry("A3", "Ba mới"), entry("A4", "Bốn")
	used.State = proposal.EntryInUse
	profiled := entry("A5", "Năm")
	profiled.Profile = &catalog.Profile{Does: []string{"đếm"}}
	rows := []edition.Row{
		{Entry: entry("A1", "Một")}, {Entry: entry("A2", "Hai")}, {Entry: entry("A3", "Ba")}, {Entry: entry("A4", "Bốn")},
		{Entry: entry("A5", "Năm")}, {Entry: entry("A6", "Sáu"), ApprovedBy: "DX-2026-000001"}, {Entry: entry("A7", "Bảy"), ApprovedBy: "DX-2026-000002"},
	}
	p := sound(entry("A1", "Một"), renamed, used, profiled, entry("A7", "Bảy khác"), entry("A8", "Tám")).Preview(rows)
	var got []string
	for _, l := range p.Lines {
		got = append(got, string(l.Effect)+" "+l.Subject+" "+l.Text.VI)
	}
	want := []string{
		"changes A3 Đổi tên “Ba” thành “Ba mới”", "changes A4 “Bốn”: trạng thái planned thành in_use", "changes A5 Sửa nội dung của “Năm”",
		"keeps A7 Giữ nguyên “Bảy”: đã có phê duyệt chủ trương DX-2026-000002", "adds A8 Thêm “Tám” (Sở A)",
		"ends A2 Không còn “Hai” (Sở A)", "keeps A6 Giữ nguyên “Sáu”: đã có phê duyệt chủ trương DX-2026-000001",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
