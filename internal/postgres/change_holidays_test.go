package postgres

import (
	"strings"
	"testing"

	"pheduyet/internal/calendar"
	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

func TestBadHolidaysAreNamed(t *testing.T) {
	w := newKeptWorld(t)
	monday := tet("2027-02-08")
	monday.Days = append(monday.Days, calendar.Day{Date: "2027-02-15", Kind: calendar.Worked, Name: "Làm bù", For: "2027-02-08", Source: "x", Grade: "stated"})
	odd := tet("2027-02-08")
	odd.Days[0].Kind = "fest"
	for name, c := range map[string]struct {
		body any
		says string
	}{
		"a date twice":                    {tet("2027-02-08", "2027-02-08"), "2027-02-08 đã có"},
		"a day worked instead, on Monday": {monday, "phải là thứ Bảy hoặc Chủ nhật"},
		"an unknown kind":                 {odd, "không rõ"},
		"another year's day":              {tet("2026-02-08"), "không thuộc năm"},
		"an unknown field":                {map[string]any{"year": 2027, "tage": 1}, "không đọc được"},
		"nothing":                         {nil, "ngoài khoảng"},
	} {
		_, err := w.propose("admin", "holidays", c.body)
		wantCode(t, err, proposal.CodeInvalid)
		if e, ok := asRefusal(err); !ok || len(e.Fields) == 0 || !strings.Contains(e.Fields[0].Message.VI, c.says) {
			t.Errorf("%s: %s, want it to say %q", name, describe(err), c.says)
		}
	}
	if n := w.count("SELECT count(*) FROM changes"); n != 0 {
		t.Errorf("%d changes of bad files", n)
	}
}

func TestUnchangedHolidaysAreAConflict(t *testing.T) {
	w := newKeptWorld(t)
	w.changed("holidays", tet("2027-02-08"))
	_, err := w.propose("admin", "holidays", tet("2027-02-08"))
	wantCode(t, err, proposal.CodeConflict)
}

func TestWhoProposesHolidays(t *testing.T) {
	w := newKeptWorld(t)
	for _, who := range []string{"filer", "khcn", "head-khcn"} {
		_, err := w.propose(who, "holidays", tet("2027-02-08"))
		wantCode(t, err, proposal.CodeForbidden)
	}
	_, err := w.proposeBy("admin", change.Request{Kind: "holidays", Body: asJSON(t, tet("2027-02-08"))})
	wantCode(t, err, proposal.CodeInvalid) // without the document
	_, err = w.proposeBy("admin", change.Request{Kind: "none", Body: asJSON(t, 1), Document: order})
	wantCode(t, err, proposal.CodeInvalid)
}
