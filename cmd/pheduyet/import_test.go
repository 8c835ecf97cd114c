package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// keeper fakes the API: it shows one change and remembers what was asked.
func keeper(t *testing.T, asked *[]string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		*asked = append(*asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization")+" "+strings.TrimSpace(string(body)))
		switch {
		case strings.HasSuffix(r.URL.Path, "/bad/confirmation"):
			w.WriteHeader(409)
			io.WriteString(w, `{"detail": "Bản xem trước mới đã được lập.", "errors": []}`)
		case strings.Contains(string(body), "khong-co"):
			w.WriteHeader(422)
			io.WriteString(w, `{"detail": "Chưa hợp lệ.", "errors": [{"field": "entries[0].owner", "message": "không có cơ quan"}]}`)
		case strings.HasSuffix(r.URL.Path, "/confirmation"):
			io.WriteString(w, `{"id": "c1", "state": "confirmed", "preview": {"lines": []}}`)
		default:
			io.WriteString(w, `{"id": "c1", "state": "proposed", "preview": {"lines": [{"effect": "adds", "subject": "M1", "text": "Thêm “Sổ tiêm”"}, {"effect": "ends", "subject": "A1", "text": "Không còn"}]}}`)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func imports(t *testing.T, url string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	getenv := func(name string) string {
		return map[string]string{"PUBLIC_URL": url, "PHEDUYET_TOKEN": "secret"}[name]
	}
	err := run(t.Context(), append([]string{"import"}, args...), getenv, &out)
	return out.String(), err
}

func file(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file.json")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestImportProposesAndShows(t *testing.T) {
	var asked []string
	url := keeper(t, &asked)
	out, err := imports(t, url, "catalog", file(t, `{"id": "moi"}`), "--document", "9/QĐ", "--date", "2026-11-20", "--note", "đợt 2")
	if err != nil {
		t.Fatal(err)
	}
	want := "+ M1: Thêm “Sổ tiêm”\n- A1: Không còn\nChờ người thứ hai xác nhận: pheduyet import confirm c1 --account TÊN\n"
	if d := cmp.Diff(want, out); d != "" {
		t.Error(d)
	}
	head, body, _ := strings.Cut(asked[0], "secret ")
	if head != "POST /api/v1/changes Bearer " {
		t.Errorf("asked %q", asked[0])
	}
	var sent map[string]any
	if err := json.Unmarshal([]byte(body), &sent); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]any{
		"kind": "catalog_edition", "note": "đợt 2", "body": map[string]any{"id": "moi"}, "document": map[string]any{"number": "9/QĐ", "date": "2026-11-20"},
	}, sent); d != "" {
		t.Error(d)
	}
	if out, err = imports(t, url, "confirm", "c1"); err != nil || !strings.Contains(out, "Đã xác nhận") {
		t.Errorf("%q, %v", out, err)
	}
}

func TestImportTellsWhatIsWrong(t *testing.T) {
	var asked []string
	url := keeper(t, &asked)
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"refused content":   {[]string{"catalog", file(t, `{"owner": "khong-co"}`)}, "entries[0].owner: không có cơ quan"},
		"a stale preview":   {[]string{"confirm", "bad"}, "Bản xem trước mới"},
		"no JSON":           {[]string{"packs", file(t, "{")}, "không phải là JSON"},
		"a date twice":      {[]string{"holidays", file(t, "{\"year\": 2027, \"days\": [\n"+tetDay+",\n"+tetDay+"\n]}")}, "dòng 3: ngày 2027-02-08 đã có ở dòng 2"},
		"no file":           {[]string{"packs", "/none.json"}, "no such file"},
		"another word":      {[]string{"money", "x"}, "nothing called money"},
		"nothing":           {nil, "usage"},
		"an unknown option": {[]string{"confirm", "c1", "--force"}, "usage"},
	} {
		if _, err := imports(t, url, c.args...); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want it to say %q", name, err, c.says)
		}
	}
	if _, err := imports(t, "http://127.0.0.1:1", "confirm", "c1"); err == nil || !strings.Contains(err.Error(), "không trả lời") {
		t.Errorf("no server: %v", err)
	}
}

const tetDay = `{"date": "2027-02-08", "kind": "holiday", "name": "Tết", "source": "TB", "grade": "stated"}`

func TestSignInTakesTheAccountAndItsPassword(t *testing.T) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		asked = append(asked, strings.TrimSpace(string(body)))
		io.WriteString(w, `{"token": "t"}`)
	}))
	defer s.Close()
	c := client{base: s.URL}
	if err := c.signIn(t.Context(), "admin", strings.NewReader("mật khẩu\n")); err != nil || c.token != "t" {
		t.Fatalf("%v, token %q", err, c.token)
	}
	if d := cmp.Diff([]string{`{"password":"mật khẩu","username":"admin"}`}, asked); d != "" {
		t.Error(d)
	}
	if err := c.signIn(t.Context(), "", strings.NewReader("")); err == nil || !strings.Contains(err.Error(), "--account") {
		t.Errorf("nobody: %v", err)
	}
}
