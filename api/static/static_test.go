package static

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestFilesAreKeptForAYearAndCompressed(t *testing.T) {
	plain := get(t, Address("app.css"))
	small := get(t, Address("app.css"), "Accept-Encoding", "gzip, br")
	if plain.StatusCode != 200 || !strings.Contains(plain.Header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(plain.Header.Get("Content-Type"), "text/css") {
		t.Errorf("%d %v", plain.StatusCode, plain.Header)
	}
	want, _ := io.ReadAll(plain.Body)
	unpacked, err := gzip.NewReader(small.Body)
	if err != nil || small.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%v %v", err, small.Header)
	}
	if got, _ := io.ReadAll(unpacked); string(got) != string(want) {
		t.Error("compressed is not what is plain")
	}
	if script := get(t, Address("govuk/govuk-frontend.min.js")); !strings.Contains(script.Header.Get("Content-Type"), "javascript") {
		t.Errorf("a script is %q", script.Header.Get("Content-Type"))
	}
	for _, path := range []string{Root + "app.css", Root + "0/app.css", Address("doc.go"), Address("../api.go"), Address("")} {
		if got := get(t, path).StatusCode; got != 404 {
			t.Errorf("%s is answered %d", path, got)
		}
	}
}

// GOV.UK's own typeface and crest are for GOV.UK; nothing is fetched from elsewhere.
func TestStyleSheetsNameOnlyWhatIsHere(t *testing.T) {
	address := regexp.MustCompile(`url\(([^)]+)\)`)
	for name, f := range load().files {
		if !strings.HasSuffix(name, ".css") {
			continue
		}
		text := string(f.plain)
		if strings.Contains(text, "GDS Transport") || strings.Contains(text, "crest") {
			t.Errorf("%s names what may not be used here", name)
		}
		for _, m := range address.FindAllStringSubmatch(text, -1) {
			if _, ok := load().files[m[1]]; !ok {
				t.Errorf("%s wants %s", name, m[1])
			}
		}
	}
}

// What a first visit loads besides the page; the page itself has 40 KB of its own.
func TestAFirstVisitIsSmall(t *testing.T) {
	sum := 0
	for _, f := range load().files {
		if f.gzip != nil {
			sum += len(f.gzip)
			continue
		}
		sum += len(f.plain)
	}
	t.Logf("all files together: %d bytes compressed", sum)
	if sum > 260_000 {
		t.Errorf("a first visit loads %d bytes", sum)
	}
}
