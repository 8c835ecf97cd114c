package process_test

import "testing"

// clock gives the small pack all that moves a clock.
func clock(p tree) tree {
	cite := []any{tree{"document": "KH 1", "article": "I", "provenance": "stated"}}
	reminders := func() tree {
		return tree{"before_days": []any{3, 1}, "after_days": 2, "repeat_days": 5, "inform": []any{"so-a"}, "citations": cite}
	}
	p["remind_at"], p["answer_reminders"] = "07:30", reminders()
	g := at(p, "gates", 0)
	g["reminders"] = reminders()
	g["pauses"] = []any{tree{"id": "supplement", "text": tree{"vi": "Chờ", "en": "Waiting"}, "citation": cite[0]}}
	g["extension"] = tree{"times": 1, "max_days": 3, "citations": cite}
	return g
}

func TestValidateClock(t *testing.T) {
	tests := []struct {
		name        string
		spoil       func(p, g tree)
		field, want string
	}{
		{"reminders out of order", func(_, g tree) { at(g, "reminders")["before_days"] = []any{1, 3} }, "gates[0].reminders.before_days[1]", "giảm dần"},
		{"a reminder on no day", func(_, g tree) { at(g, "reminders")["before_days"] = []any{0} }, "gates[0].reminders.before_days[0]", "lớn hơn 0"},
		{"no days after", func(_, g tree) { delete(at(g, "reminders"), "after_days") }, "gates[0].reminders.after_days", "lớn hơn 0"},
		{"repeats backwards", func(_, g tree) { at(g, "reminders")["repeat_days"] = -1 }, "gates[0].reminders.repeat_days", "không được âm"},
		{"informs nobody known", func(_, g tree) { at(g, "reminders")["inform"] = []any{"so-x"} }, "gates[0].reminders.inform[0]", "Không có cơ quan “so-x”"},
		{"reminders without citation", func(p, _ tree) { delete(at(p, "answer_reminders"), "citations") }, "answer_reminders.citations", "Thiếu căn cứ"},
		{"no time of day", func(p, _ tree) { delete(p, "remind_at") }, "remind_at", "07:30"},
		{"an odd time of day", func(p, _ tree) { p["remind_at"] = "25:00" }, "remind_at", "“25:00”"},
		{"a pause without a name", func(_, g tree) { at(g, "pauses", 0)["text"] = tree{} }, "gates[0].pauses[0].text", "tiếng Việt"},
		{"a pause twice", func(_, g tree) { g["pauses"] = append(g["pauses"].([]any), at(g, "pauses", 0)) }, "gates[0].pauses[1].id", "hai lần"},
		{"a pause by ended law", func(_, g tree) { at(g, "pauses", 0)["citation"].(tree)["document"] = "NĐ cũ" }, "gates[0].pauses[0].citation.document", "không có hiệu lực"},
		{"no extension", func(_, g tree) { at(g, "extension")["times"] = 0 }, "gates[0].extension.times", "lớn hơn 0"},
		{"an extension of no days", func(_, g tree) { at(g, "extension")["max_days"] = 0 }, "gates[0].extension.max_days", "lớn hơn 0"},
		{"an extension without citation", func(_, g tree) { at(g, "extension")["citations"] = []any{} }, "gates[0].extension.citations", "Thiếu căn cứ"},
		{"letters that nobody signs later", func(_, g tree) {
			g["kind"], g["consulted"] = "ministry_consultation", "line_ministry"
			g["stretches"] = tree{"send_days": 5, "reply_days": 15, "confirm_days": 3, "remind_after_days": 10, "remind_every_days": 5, "own_letters": 2}
		}, "gates[0].stretches.own_letters", "cơ quan ký các công văn sau"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			expectFault(t, func(p tree) { tt.spoil(p, clock(p)) }, tt.field, tt.want)
		})
	}
	t.Run("a whole one", func(t *testing.T) {
		p := small(t)
		clock(p)
		if err := parse(t, p).Validate(known(t)); err != nil {
			t.Error(vietnamese(err))
		}
	})
}

func TestAPackWithoutAClockShowsEveryField(t *testing.T) {
	g := parse(t, small(t)).Gates[0]
	if g.Reminders != nil || g.Extension != nil || g.Pauses == nil {
		t.Errorf("%+v, %+v, %v", g.Reminders, g.Extension, g.Pauses)
	}
}
