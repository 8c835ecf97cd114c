package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed *.css *.js *.svg govuk/*.css govuk/*.js htmx/*.js be-vietnam-pro/*.woff2
var embedded embed.FS

// Root is where the files are served.
const Root = "/static/"

// file is one embedded file as it is sent.
type file struct {
	media string
	plain []byte
	gzip  []byte // nil where it would not be smaller
}

// tree is every file by its path, and the sum of them all.
type tree struct {
	files map[string]file
	sum   string
}

var load = sync.OnceValue(func() tree {
	t := tree{files: map[string]file{}}
	h := sha256.New()
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := embedded.ReadFile(name)
		if err != nil {
			return err
		}
		h.Write([]byte(name))
		h.Write(data)
		t.files[name] = prepare(name, data)
		return nil
	})
	if err != nil {
		panic(err) // embedded files are there
	}
	t.sum = hex.EncodeToString(h.Sum(nil))[:12]
	return t
})

func prepare(name string, data []byte) file {
	f := file{media: mime.TypeByExtension(path.Ext(name)), plain: data}
	if path.Ext(name) == ".woff2" {
		f.media = "font/woff2" // compressed in itself
		return f
	}
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	f.gzip = b.Bytes()
	return f
}

// Address is where a file is served, with the sum of all files in it: relative
// addresses inside style sheets and scripts hold.
func Address(name string) string { return Root + load().sum + "/" + name }

// Handler serves the files under Root.
func Handler() http.Handler {
	t := load()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sum, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Root), "/")
		f, ok := t.files[name]
		if !ok || sum != t.sum {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", f.media)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		body := f.plain
		if f.gzip != nil {
			h.Set("Vary", "Accept-Encoding")
			if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				h.Set("Content-Encoding", "gzip")
				body = f.gzip
			}
		}
		h.Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body) // a reader who has gone hears nothing
	})
}
