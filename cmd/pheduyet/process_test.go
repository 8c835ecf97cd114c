package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSimulatePrintsWhatWouldChange(t *testing.T) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = append(asked, r.URL.Path+" "+strings.TrimSpace(string(body)))
		io.WriteString(w, `{"items": [{"number": "DX-2026-000001", "starts": ["technology_review"], "required_level": {"was": 2, "becomes": 3}, "gates": [
			{"gate": "technology_review", "was": {"state": "open", "authority": "so-khcn", "working_days": 5, "due_at": "2026-12-01T23:59:59+07:00"},
			 "becomes": {"state": "open", "authority": "so-khcn", "working_days": 9, "due_at": "2026-12-07T23:59:59+07:00"}},
			{"gate": "legal", "was": null, "becomes": {"state": "pending", "authority": "so-tu-phap", "working_days": 3, "due_at": null}},
			{"gate": "old", "was": {"state": "pending", "authority": "so-khcn", "working_days": 3, "due_at": null}, "becomes": null}]}]}`)
	}))
	defer s.Close()
	simulates := func(pack string) (string, error) {
		var out bytes.Buffer
		getenv := func(name string) string { return map[string]string{"PUBLIC_URL": s.URL, "PHEDUYET_TOKEN": "t"}[name] }
		err := run(t.Context(), []string{"process", "simulate", pack}, getenv, &out)
		return out.String(), err
	}
	out, err := simulates("new-specialised-application@2026-12-01")
	if err != nil {
		t.Fatal(err)
	}
	want := `DX-2026-000001
  ~ technology_review: open, so-khcn, 5 ngày (hạn 2026-12-01) → open, so-khcn, 9 ngày (hạn 2026-12-07)
  + legal: so-tu-phap
  - old
  ↻ làm lại: technology_review
  cấp độ tối thiểu: 2 → 3
1 hồ sơ đang xử lý sẽ khác đi; chưa có gì thay đổi.
`
	if d := cmp.Diff(want, out); d != "" {
		t.Error(d)
	}
	if _, err := simulates(file(t, `{"id": "moi"}`)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{
		`/api/v1/processes/simulation {"id":"new-specialised-application","version":"2026-12-01"}`, `/api/v1/processes/simulation {"pack":{"id":"moi"}}`,
	}, asked); d != "" {
		t.Error(d)
	}
	for pack, says := range map[string]string{"/none.json": "no such file", file(t, "{"): "không phải là JSON"} {
		if _, err := simulates(pack); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", pack, err)
		}
	}
}
