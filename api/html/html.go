package html

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"
	"sync"
)

//go:embed *.html pages/*.html
var files embed.FS

// look is the pages in one language.
type look struct {
	lang  int
	texts map[string]text
	pages map[string]*template.Template
}

// looks are the pages by language. Embedded templates that do not parse are a
// fault of this program, found by every test of it.
var looks = sync.OnceValue(func() map[string]*look {
	texts, err := readTexts()
	if err != nil {
		panic(err)
	}
	all := map[string]*look{}
	for lang, code := range []string{vietnamese: "vi", english: "en"} {
		l := &look{lang: lang, texts: texts, pages: map[string]*template.Template{}}
		if err := l.parse(); err != nil {
			panic(err)
		}
		all[code] = l
	}
	return all
})

func (l *look) parse() error {
	frame, err := template.New("").Funcs(l.funcs()).ParseFS(files, "*.html")
	if err != nil {
		return err
	}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return err
	}
	for _, name := range names {
		page, err := template.Must(frame.Clone()).ParseFS(files, name)
		if err != nil {
			return err
		}
		l.pages[strings.TrimSuffix(strings.TrimPrefix(name, "pages/"), ".html")] = page
	}
	return nil
}

// Render draws a page: the whole of it, or with part one template of its own, for
// what a page asks for again while it is open. Nothing is written where drawing
// fails.
func Render(w io.Writer, lang, page, part string, data any) error {
	l, ok := looks()[lang]
	if !ok {
		return fmt.Errorf("no pages in %q", lang)
	}
	t, ok := l.pages[page]
	if !ok {
		return fmt.Errorf("no page %q", page)
	}
	if part == "" {
		part = "layout"
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, part, data); err != nil {
		return err
	}
	_, err := b.WriteTo(w)
	return err
}
