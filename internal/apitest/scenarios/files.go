package scenarios

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"image"
	"image/png"
	"testing"

	"pheduyet/internal/apitest"
)

const mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// docx is a document whose text can be read.
func docx(t testing.TB, name, text string) apitest.Upload {
	t.Helper()
	var escaped bytes.Buffer
	if err := xml.EscapeText(&escaped, []byte(text)); err != nil {
		t.Fatal(err)
	}
	const ns = "http://schemas.openxmlformats.org/"
	files := [][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + ns + `package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + mediaDOCX + `.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + ns + `package/2006/relationships"><Relationship Id="rId1" Type="` + ns + `officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="` + ns + `wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + escaped.String() + `</w:t></w:r></w:p></w:body></w:document>`},
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, f := range files {
		part, err := w.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(xml.Header + f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return apitest.Upload{Name: name, MediaType: mediaDOCX, Content: buf.Bytes(), Kind: "cong_van", Title: "Công văn đề nghị"}
}

// scan is a picture, whose text cannot be read.
func scan(t testing.TB, name string) apitest.Upload {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return apitest.Upload{Name: name, MediaType: "image/png", Content: buf.Bytes(), Kind: "cong_van", Title: "Bản quét công văn"}
}
