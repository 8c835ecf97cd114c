package process_test

import "testing"

func TestValidateGate(t *testing.T) {
	gate := func(p tree) tree { return at(p, "gates", 0) }
	tests := []struct {
		name  string
		spoil func(tree)
		field string
		want  string
	}{
		{"id", func(g tree) { g["id"] = "Bước 1" }, "id", "không hợp lệ"},
		{"kind", func(g tree) { g["kind"] = "vote" }, "kind", "“vote” không rõ"},
		{"title", func(g tree) { g["title"] = tree{} }, "title", "tiếng Việt"},
		{"label of an outcome", func(g tree) { delete(g["labels"].(tree), "reject") }, "labels.reject", "tiếng Việt"},
		{"sign", func(g tree) { g["sign"] = "robot" }, "sign", "officer hoặc head"},
		{"unknown authority", func(g tree) { g["authority"] = "so-x" }, "authority", "Không có cơ quan “so-x”"},
		{"authority that ends", func(g tree) { g["authority"] = "so-cu" }, "authority", "không tồn tại trong toàn bộ thời gian"},
		{"authority that begins later", func(g tree) { g["authority"] = "so-moi" }, "authority", "không tồn tại trong toàn bộ thời gian"},
		{"unknown substitute", func(g tree) { g["substitute"] = "so-x" }, "substitute", "Không có cơ quan “so-x”"},
		{"substitute for itself", func(g tree) { g["substitute"] = "so-a" }, "substitute", "phải khác"},
		{"no days", func(g tree) { g["working_days"] = 0 }, "working_days", "lớn hơn 0"},
		{"negative supplement", func(g tree) { g["supplement_days"] = -1 }, "supplement_days", "không được âm"},
		{"level six", func(g tree) { g["working_days_when"] = []any{tree{"level_at_least": 6, "days": 3}} }, "working_days_when[0].level_at_least", "từ 1 đến 5"},
		{"a level twice", func(g tree) {
			g["working_days_when"] = []any{tree{"level_at_least": 3, "days": 3}, tree{"level_at_least": 3, "days": 4}}
		}, "working_days_when[1].level_at_least", "mỗi cấp độ một lần"},
		{"no days at a level", func(g tree) { g["working_days_when"] = []any{tree{"level_at_least": 3}} }, "working_days_when[0].days", "lớn hơn 0"},
		{"consults where its kind does not", func(g tree) { g["consulted"] = "line_ministry" }, "consulted", "Chỉ bước lấy ý kiến"},
		{"consultation of nobody", func(g tree) { g["kind"] = "ministry_consultation" }, "consulted", "line_ministry"},
		{"consultation without stretches", func(g tree) { g["kind"] = "ministry_consultation" }, "stretches", "các chặng"},
		{"a stretch of no days", func(g tree) {
			g["kind"], g["consulted"], g["stretches"] = "ministry_consultation", "line_ministry", tree{"send_days": 5}
		}, "stretches.reply_days", "lớn hơn 0"},
		{"review without checklist", func(g tree) { g["kind"] = "review" }, "checklist", "danh mục kiểm tra"},
		{"no capacities", func(g tree) { g["capacities"] = []any{} }, "capacities", "thể thức ký"},
		{"unknown capacity", func(g tree) { g["capacities"] = []any{"PP."} }, "capacities[0]", "“PP.”"},
		{"capacity out of order", func(g tree) { g["capacities"] = []any{"KT. TM."} }, "capacities[0]", "sai thứ tự"},
		{"no grade", func(g tree) { g["provenance"] = "unverified" }, "provenance", "Mức tin cậy"},
		{"no citation", func(g tree) { g["citations"] = []any{} }, "citations", "Thiếu căn cứ"},
		{"no grounds of the deadline", func(g tree) { g["grounds"] = g["grounds"].([]any)[1:] }, "grounds", "“deadline”"},
		{"no grounds of the substitute", func(g tree) { g["grounds"] = g["grounds"].([]any)[:3] }, "grounds", "“substitute”"},
		{"grounds of something else", func(g tree) { at(g, "grounds", 0)["of"] = "colour" }, "grounds[0].of", "“colour”"},
		{"a choice without a note", func(g tree) { delete(at(g, "grounds", 0), "note") }, "grounds[0].document", "có ghi chú"},
		{"unknown document", func(g tree) { at(g, "citations", 0)["document"] = "NĐ 0" }, "citations[0].document", "không có trong danh mục văn bản"},
		{"citation not graded", func(g tree) { delete(at(g, "citations", 0), "provenance") }, "citations[0].provenance", "Mức tin cậy"},
		{"citation not in force on every day", func(g tree) { at(g, "citations", 0)["document"] = "NĐ cũ" }, "citations[0].document", "2020-01-01 → 2026-02-28"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			expectFault(t, func(p tree) { tt.spoil(gate(p)) }, "gates[0]."+tt.field, tt.want)
		})
	}
}

func TestValidateChecklist(t *testing.T) {
	item := func(p tree) tree { return at(p, "gates", 1, "checklist", 0) }
	tests := []struct {
		name  string
		spoil func(tree)
		field string
		want  string
	}{
		{"id", func(i tree) { i["id"] = "Mục" }, "id", "không hợp lệ"},
		{"text", func(i tree) { i["text"] = tree{"vi": "x"} }, "text", "tiếng Anh"},
		{"no citation", func(i tree) { delete(i, "citation") }, "citation.document", "Thiếu văn bản"},
		{"citation ended", func(i tree) { at(i, "citation")["document"] = "NĐ cũ" }, "citation.document", "không có hiệu lực"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			expectFault(t, func(p tree) { tt.spoil(item(p)) }, "gates[1].checklist[0]."+tt.field, tt.want)
		})
	}
	t.Run("id twice", func(t *testing.T) {
		expectFault(t, func(p tree) { g := at(p, "gates", 1); g["checklist"] = append(g["checklist"].([]any), item(p)) },
			"gates[1].checklist[1].id", "hai lần")
	})
}

func TestValidateOrder(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(tree)
		field string
		want  string
	}{
		{"a gate twice", func(p tree) { p["gates"] = append(p["gates"].([]any), at(p, "gates", 0)) }, "gates[3].id", "hai lần"},
		{"a kind twice", func(p tree) { at(p, "gates", 1)["kind"] = "duplication_check" }, "gates[1].kind", "một lần"},
		{"after an unknown gate", func(p tree) { at(p, "gates", 1)["after"] = []any{"x"} }, "gates[1].after[0]", "Không có bước “x”"},
		{"after itself", func(p tree) { at(p, "gates", 0)["after"] = []any{"duplication_check"} }, "gates", "duplication_check → duplication_check"},
		{"a circle", func(p tree) { at(p, "gates", 0)["after"] = []any{"provincial_decision"} }, "gates", "duplication_check → provincial_decision → technology_review → duplication_check"},
		{"no provincial decision", func(p tree) { p["gates"] = p["gates"].([]any)[:2] }, "gates", "Thiếu bước quyết định"},
		{"a decision before another gate", func(p tree) { at(p, "gates", 2)["after"] = []any{"duplication_check"} }, "gates[2].after", "phải sau bước “technology_review”"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { expectFault(t, tt.spoil, tt.field, tt.want) })
	}
}

func TestParallelGatesAndReviewsAreData(t *testing.T) {
	p := small(t)
	gates := p["gates"].([]any)
	review := small(t)["gates"].([]any)[1].(tree)
	review["id"], review["kind"], review["after"] = "phap_che", "review", []any{}
	at(gates[2])["after"] = []any{"technology_review", "phap_che"}
	p["gates"] = append(gates, review)
	if err := parse(t, p).Validate(known(t)); err != nil {
		t.Error(vietnamese(err))
	}
}
