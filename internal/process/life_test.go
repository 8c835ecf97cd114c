package process_test

import "testing"

// life gives the small pack what follows an approval, and its one obligation.
func life(p tree) (rules, obligation tree) {
	cite := []any{tree{"document": "KH 1", "article": "I", "provenance": "stated"}}
	obligation = tree{
		"id": "report", "title": tree{"vi": "Báo cáo", "en": "Report"}, "text": tree{"vi": "Báo cáo năm", "en": "A yearly report"},
		"owner": "filing_agency", "agrees": "", "starts": "acceptance", "unit": "working_days", "days": 20, "each_year": "",
		"before_operation": false, "recommended": false, "level_at_least": 3, "left_by": "", "citations": cite,
	}
	rules = tree{"begin_within_days": 365, "citations": cite, "obligations": []any{obligation}}
	p["life"] = rules
	return rules, obligation
}

func TestValidateLife(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil       func(rules, o tree)
		field, want string
	}{
		"a term below nothing":       {func(r, _ tree) { r["begin_within_days"] = -1 }, "life.begin_within_days", "không được âm"},
		"a term without ground":      {func(r, _ tree) { r["citations"] = []any{} }, "life.citations", "Thiếu căn cứ"},
		"an obligation twice":        {func(r, o tree) { r["obligations"] = []any{o, o} }, "life.obligations[1].id", "hai lần"},
		"no title":                   {func(_, o tree) { o["title"] = tree{} }, "life.obligations[0].title", "tiếng Việt"},
		"an owner nobody knows":      {func(_, o tree) { o["owner"] = "so-x" }, "life.obligations[0].owner", "so-x"},
		"agreed by no gate":          {func(_, o tree) { o["agrees"] = "none" }, "life.obligations[0].agrees", "Không có bước"},
		"left by no gate":            {func(_, o tree) { o["left_by"] = "none" }, "life.obligations[0].left_by", "Không có bước"},
		"starts some day":            {func(_, o tree) { o["starts"] = "some day" }, "life.obligations[0].starts", "approval hoặc acceptance"},
		"before operation, after it": {func(_, o tree) { o["before_operation"] = true }, "life.obligations[0].starts", "bắt đầu từ khi phê duyệt"},
		"a level that is none":       {func(_, o tree) { o["level_at_least"] = 6 }, "life.obligations[0].level_at_least", "từ 0 đến 5"},
		"no such day of the year":    {func(_, o tree) { o["each_year"], o["days"], o["unit"] = "13-01", 0, "" }, "life.obligations[0].each_year", "MM-DD"},
		"two kinds of term":          {func(_, o tree) { o["each_year"] = "12-20" }, "life.obligations[0].days", "không kèm số ngày"},
		"days of nothing":            {func(_, o tree) { o["unit"] = "weeks" }, "life.obligations[0].unit", "working_days"},
		"no term":                    {func(_, o tree) { o["days"], o["unit"] = 0, "" }, "life.obligations[0].days", "Phải có thời hạn"},
		"no ground":                  {func(_, o tree) { o["citations"] = []any{} }, "life.obligations[0].citations", "Thiếu căn cứ"},
	} {
		t.Run(name, func(t *testing.T) {
			expectFault(t, func(p tree) { tt.spoil(life(p)) }, tt.field, tt.want)
		})
	}
	p := small(t)
	life(p)
	read := parse(t, p)
	if err := read.Validate(known(t)); err != nil {
		t.Error(vietnamese(err))
	}
	if o, ok := read.Life.Obligation("report"); !ok || o.Days != 20 {
		t.Errorf("%+v", o)
	}
	if _, ok := read.Life.Obligation("none"); ok {
		t.Error("an obligation that is not there")
	}
}
