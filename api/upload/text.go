package upload

import (
	"context"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Text reads the text of a document, in NFC. It is not readable where it is an
// image, a scan without text, encrypted or damaged, or takes longer than ctx
// allows.
func Text(ctx context.Context, media string, data []byte) (text string, readable bool) {
	switch media {
	case PDF:
		text = pdfText(ctx, data)
	case DOCX:
		text = officeText(data, "word/", maxUnpacked)
	case XLSX:
		text = headerCode.ReplaceAllString(officeText(data, "xl/", maxUnpacked), "\n")
	}
	return norm.NFC.String(text), strings.ContainsFunc(text, unicode.IsLetter)
}
