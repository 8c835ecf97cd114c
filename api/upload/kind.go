package upload

import (
	"archive/zip"
	"bytes"
	"errors"
	"mime"
	"net/http"
	"path"
	"strings"
)

// The media types that are accepted.
const (
	PDF  = "application/pdf"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	PNG  = "image/png"
	JPEG = "image/jpeg"
)

var byExtension = map[string]string{".pdf": PDF, ".docx": DOCX, ".xlsx": XLSX, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}

// ErrType is the error of bytes that are of no accepted type, or not of the type
// that their name or their sender claims.
var ErrType = errors.New("upload: the content is not of an accepted type")

// TypeOf tells the media type of a document by its bytes, and refuses one that
// its name's ending or the claimed type contradicts. Claims of no meaning
// (application/octet-stream) count as none.
func TypeOf(name, claimed string, data []byte) (string, error) {
	found := sniff(data)
	if found == "" {
		return "", ErrType
	}
	if ending := strings.ToLower(path.Ext(name)); ending != "" && byExtension[ending] != found {
		return "", ErrType
	}
	if claimed == "" {
		return found, nil
	}
	media, _, err := mime.ParseMediaType(claimed)
	if err != nil || (media != "application/octet-stream" && media != found) {
		return "", ErrType
	}
	return found, nil
}

func sniff(data []byte) string {
	switch media, _, _ := strings.Cut(http.DetectContentType(data), ";"); media {
	case PDF, PNG, JPEG:
		return media
	case "application/zip":
		return office(data)
	}
	return ""
}

// office tells what kind of Office document a zip is.
func office(data []byte) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			return DOCX
		case "xl/workbook.xml":
			return XLSX
		}
	}
	return ""
}
