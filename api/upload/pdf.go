package upload

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/ledongthuc/pdf"
)

// maxNodes bounds how much of a document's page tree is walked: a forged one may
// run in circles.
const maxNodes = 10000

var errUnread = errors.New("upload: the PDF is damaged or has too many pages")

// pdfText reads the text layer, "" where there is none or the document cannot be
// read to its end. The parser runs beside, so that a document that keeps it busy
// is given up with ctx.
func pdfText(ctx context.Context, data []byte) string {
	done := make(chan string, 1)
	go func() {
		text := ""
		defer func() {
			if recover() != nil { // the parser panics on some damaged files, and when given up
				text = ""
			}
			done <- text
		}()
		text = pages(ctx, data)
	}()
	select {
	case text := <-done:
		return text
	case <-ctx.Done():
		return ""
	}
}

// source is a document that ends the parser's work, wherever that stands, once
// nobody waits for it: the parser knows no contexts and reads on in circles.
type source struct {
	*bytes.Reader
	ctx context.Context
}

func (s source) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		panic(err)
	}
	return s.Reader.ReadAt(p, off)
}

func pages(ctx context.Context, data []byte) string {
	r, err := pdf.NewReader(source{bytes.NewReader(data), ctx}, int64(len(data)))
	if err != nil {
		return ""
	}
	w := walk{left: maxNodes}
	if w.node(r.Trailer().Key("Root").Key("Pages")) != nil {
		return "" // half a document is no document read
	}
	return w.text.String()
}

// walk gathers the text of a page tree, in order.
type walk struct {
	left int
	text strings.Builder
}

func (w *walk) node(v pdf.Value) error {
	if w.left--; w.left < 0 {
		return errUnread
	}
	if v.Key("Type").Name() == "Page" {
		text, err := pdf.Page{V: v}.GetPlainText(nil)
		w.text.WriteString(text + "\n")
		return err
	}
	kids := v.Key("Kids")
	for i := range kids.Len() {
		if err := w.node(kids.Index(i)); err != nil {
			return err
		}
	}
	return nil
}
