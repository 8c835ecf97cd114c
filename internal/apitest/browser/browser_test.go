package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if err := Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// told gathers what a visitor reports instead of failing.
type told struct {
	testing.TB
	errors   []string
	cleanups []func()
}

func (r *told) Error(args ...any) { r.errors = append(r.errors, fmt.Sprint(args...)) }
func (r *told) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}
func (r *told) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

func serve(t *testing.T, page string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		if r.Method == http.MethodPost {
			page = "<!doctype html><html lang=vi><title>x</title><main><h1>Đã nhận " + r.FormValue("name") + "</h1></main>"
		}
		fmt.Fprint(w, page)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestAVisitorTypesAndSends(t *testing.T) {
	base := serve(t, `<!doctype html><html lang=vi><title>x</title><main><h1>Hồ sơ</h1><form method=post><label>Tên <input name=name value=cũ></label>
		<label>Loại <select name=kind><option value=a>A<option value=b>B</select></label><button>Gửi đi</button></form></main>`)
	v := Visit(t, base)
	if got := v.Open("/a?b=1"); got != 200 || v.Path() != "/a?b=1" {
		t.Errorf("%d at %s", got, v.Path())
	}
	v.Accessible()
	v.Fill("name", "Nguyễn Thị Bích")
	v.Choose("kind", "b")
	if v.Value("name") != "Nguyễn Thị Bích" || v.Value("kind") != "b" {
		t.Errorf("typed %q, chose %q", v.Value("name"), v.Value("kind"))
	}
	v.Submit("Gửi đi")
	v.Sees("Đã nhận Nguyễn Thị Bích")
	file := filepath.Join(t.TempDir(), "shots", "a.png")
	v.Phone()
	v.NotWider()
	v.Shot(file)
	if info, err := os.Stat(file); err != nil || info.Size() < 1000 {
		t.Errorf("no picture: %v", err)
	}
	if page, all := v.Loaded(); page == 0 || all < page {
		t.Errorf("loaded %d of %d bytes", page, all)
	}
}

func TestWhatNoPageMayDoIsReported(t *testing.T) {
	base := serve(t, `<!doctype html><html><body style="color:#ccc;background:#fff;width:3000px"><img src="http://127.0.0.1:1/x.png">Chữ nhạt<input></body></html>`)
	r := &told{TB: t}
	v := Visit(r, base)
	v.Open("/")
	v.Accessible()
	v.Phone()
	v.NotWider()
	for _, f := range r.cleanups {
		f()
	}
	all := strings.Join(r.errors, "\n")
	for _, part := range []string{"html-has-lang", "label:", "asked for http://127.0.0.1:1/x.png", "broke its policy"} {
		if !strings.Contains(all, part) {
			t.Errorf("not reported: %s; only:\n%s", part, all)
		}
	}
}

func TestWithoutScript(t *testing.T) {
	v := Visit(t, serve(t, `<!doctype html><title>x</title><main>chữ<noscript>không có mã</noscript></main>`))
	v.NoScript()
	v.Open("/")
	v.Sees("không có mã")
}
