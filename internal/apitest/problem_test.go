package apitest_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"pheduyet/internal/apitest"
)

func TestVietnamese(t *testing.T) {
	for text, want := range map[string]bool{
		"Cần nêu lý do.":                  true,
		"State the reason.":               false,
		"":                                false,
		norm.NFD.String("Cần nêu lý do."): false,
	} {
		if got := apitest.Vietnamese(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestRefusedReportsWhatIsWrong(t *testing.T) {
	body := func(detail, errors string) string {
		return `{"type": "urn:x", "title": "Lỗi", "status": 422, "detail": "` + detail + `", "code": "invalid", "instance": "/", "request_id": "r", "errors": [` + errors + `]}`
	}
	reason := `{"field": "reason", "message": "Cần nêu lý do."}`
	for name, try := range map[string]struct {
		body, code, field, word, want string
	}{
		"as wanted":         {body("Nội dung chưa đủ.", reason), "invalid", "reason", "lý do", ""},
		"another code":      {body("Nội dung chưa đủ.", reason), "conflict", "reason", "lý do", `code "invalid"`},
		"another field":     {body("Nội dung chưa đủ.", reason), "invalid", "items", "lý do", "no fault at"},
		"another message":   {body("Nội dung chưa đủ.", reason), "invalid", "reason", "căn cứ", "no fault at"},
		"an English detail": {body("Not enough.", reason), "invalid", "reason", "lý do", "not Vietnamese"},
		"an English fault":  {body("Nội dung chưa đủ.", `{"field": "reason", "message": "Why?"}`), "invalid", "reason", "", "not Vietnamese"},
	} {
		t.Run(name, func(t *testing.T) {
			c, s := serve(t, &fake{status: 422, contentType: "application/problem+json", body: try.body})
			got := s.of(func() {
				c.As("auditor").GET("/proposals?status=draft").Refused(s, 422, try.code).At(s, try.field, try.word)
			})
			if (try.want == "") != (got == "") || !strings.Contains(got, try.want) {
				t.Errorf("reported %q, want %q in it", got, try.want)
			}
		})
	}
}
