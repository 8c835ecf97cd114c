package process_test

import (
	"strings"
	"testing"

	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// known is the world of testdata/small.json.
func known(t testing.TB) process.Known {
	t.Helper()
	register, err := process.NewRegister([]process.Document{
		{Name: "KH 1", Number: "1/KH", Title: "Kế hoạch", Issuer: "UBND tỉnh", From: "2025-01-01", Source: "x", Grade: "stated"},
		{Name: "NĐ cũ", Number: "2/NĐ", Title: "Nghị định", Issuer: "Chính phủ", From: "2020-01-01", To: "2026-02-28", Source: "x", Grade: "secondary"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return process.Known{
		Register: register,
		Agencies: map[string]proposal.Agency{
			"so-a": {Code: "so-a"}, "to-b": {Code: "to-b"}, "ubnd-tinh": {Code: "ubnd-tinh"},
			"so-cu":  {Code: "so-cu", To: "2026-03-31"},
			"so-moi": {Code: "so-moi", From: "2026-03-01"},
		},
	}
}

// at walks a JSON tree by keys and indexes and gives the object there.
func at(tree any, path ...any) map[string]any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			tree = tree.(map[string]any)[step]
		case int:
			tree = tree.([]any)[step]
		}
	}
	return tree.(map[string]any)
}

type tree = map[string]any

func TestValidPack(t *testing.T) {
	if err := parse(t, small(t)).Validate(known(t)); err != nil {
		t.Error(vietnamese(err))
	}
}

func TestValidateNamesTheFault(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(tree)
		field string
		want  string
	}{
		{"id", func(p tree) { p["id"] = "Quy trình" }, "id", "chữ thường"},
		{"version", func(p tree) { p["version"] = "2026-02-31" }, "version", "YYYY-MM-DD"},
		{"period begins elsewhere", func(p tree) { p["effective_from"] = "2026-01-02" }, "effective_from", "trùng với phiên bản"},
		{"period ends first", func(p tree) { p["effective_to"] = "2025-12-31" }, "effective_to", "trước ngày bắt đầu"},
		{"no kind", func(p tree) { p["kinds"] = []any{} }, "kinds", "ít nhất một loại"},
		{"unknown kind", func(p tree) { p["kinds"] = []any{"rebuild"} }, "kinds[0]", "“rebuild” không rõ"},
		{"one language", func(p tree) { p["title"] = tree{"vi": "Chỉ có một"} }, "title", "cả tiếng Việt và tiếng Anh"},
		{"no label of an act", func(p tree) { delete(at(p, "labels"), "recall") }, "labels.recall", "tiếng Việt"},
		{"no grade", func(p tree) { p["provenance"] = "" }, "provenance", "Mức tin cậy"},
		{"no citation", func(p tree) { p["citations"] = []any{} }, "citations", "Thiếu căn cứ"},
		{"no review days", func(p tree) { p["review_days"] = 0 }, "review_days", "lớn hơn 0"},
		{"no gate", func(p tree) { p["gates"] = []any{}; p["reopens"] = []any{} }, "gates", "ít nhất một bước"},
		{"unknown field reopens", func(p tree) { at(p, "reopens", 0)["field"] = "colour" }, "reopens[0].field", "không có trong đề xuất"},
		{"field reopens twice", func(p tree) { p["reopens"] = append(p["reopens"].([]any), at(p, "reopens", 0)) }, "reopens[1].field", "hai lần"},
		{"reopens nothing", func(p tree) { at(p, "reopens", 0)["gates"] = []any{} }, "reopens[0].gates", "ít nhất một bước"},
		{"reopens an unknown gate", func(p tree) { at(p, "reopens", 0)["gates"] = []any{"x"} }, "reopens[0].gates[0]", "Không có bước “x”"},
		{"no threshold", func(p tree) { at(p, "required_level")["basic_subjects_for_level_3"] = 0 }, "required_level.basic_subjects_for_level_3", "lớn hơn 0"},
		{"level six", func(p tree) { at(p, "required_level")["appraisal_from_level"] = 6 }, "required_level.appraisal_from_level", "từ 1 đến 5"},
		{"level without citation", func(p tree) { at(p, "required_level")["citations"] = []any{} }, "required_level.citations", "Thiếu căn cứ"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { expectFault(t, tt.spoil, tt.field, tt.want) })
	}
}

// expectFault spoils the small pack and wants exactly that fault among those
// reported, in both languages.
func expectFault(t *testing.T, spoil func(tree), field, want string) {
	t.Helper()
	p := small(t)
	spoil(p)
	err := parse(t, p).Validate(known(t))
	if proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Fatalf("got %v, want an invalid error", err)
	}
	for _, f := range err.(*proposal.Error).Fields {
		if f.Field == field && strings.Contains(f.Message.VI, want) && f.Message.EN != "" {
			return
		}
	}
	t.Errorf("no fault %s: %q in %s", field, want, vietnamese(err))
}

func TestValidateReportsEveryFault(t *testing.T) {
	p := small(t)
	p["review_days"], p["answer_days"] = 0, -1
	err := parse(t, p).Validate(known(t))
	if err == nil || len(err.(*proposal.Error).Fields) != 2 {
		t.Errorf("got %v, want two faults", err)
	}
	if !strings.Contains(vietnamese(err), "small@2026-01-01") {
		t.Errorf("the message does not name the pack: %s", vietnamese(err))
	}
}
