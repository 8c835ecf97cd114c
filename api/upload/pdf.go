package upload

import (
	"bytes"
	"context"
	"strings"

	"github.com/ledongthuc/pdf"
)

// maxPages bounds what is read of one document: a forged count of pages must not
// keep the reader busy.
const maxPages = 2000

// pdfText reads the text layer, "" where there is none. The parser runs beside,
// so that a document that keeps it busy is given up with ctx.
func pdfText(ctx context.Context, data []byte) string {
	done := make(chan string, 1)
	go func() {
		text := ""
		defer func() {
			if recover() != nil { // the parser panics on some damaged files
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

func pages(ctx context.Context, data []byte) string {
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	var out strings.Builder
	for i := 1; i <= min(r.NumPage(), maxPages) && ctx.Err() == nil; i++ {
		text, err := r.Page(i).GetPlainText(nil)
		if err != nil {
			return "" // half a document is no document read
		}
		out.WriteString(text)
		out.WriteByte('\n')
	}
	return out.String()
}
