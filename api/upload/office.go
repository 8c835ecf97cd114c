package upload

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
)

// maxUnpacked bounds what the parts of one document may unpack to, in bytes.
const maxUnpacked = 64 << 20

// headerCode are the codes in a sheet's headers and footers that place text.
var headerCode = regexp.MustCompile(`&(?:[LCRBIUE]|"[^"]*"|[0-9]+)`)

// officeText reads the text of every XML part in a folder of an Office document,
// "" where one is damaged or they unpack to more than so many bytes.
func officeText(data []byte, folder string, left int64) string {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	var out strings.Builder
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, folder) || !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		used, err := part(&out, f, left)
		if left -= used; err != nil || left <= 0 {
			return ""
		}
	}
	return out.String()
}

// part writes the text of one part: what stands in one paragraph or cell on one
// line, however many runs it is cut into.
func part(out *strings.Builder, f *zip.File, most int64) (used int64, err error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	bounded := &io.LimitedReader{R: r, N: most}
	dec := xml.NewDecoder(bounded)
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return most - bounded.N, nil
		}
		if err != nil {
			return most - bounded.N, err
		}
		switch t := token.(type) {
		case xml.CharData:
			out.Write(t)
		case xml.EndElement:
			if endsLine[t.Name.Local] {
				out.WriteByte('\n')
			}
		}
	}
}

// endsLine are the elements after which text goes on elsewhere.
var endsLine = map[string]bool{
	"p": true, "br": true, "cr": true, "tab": true, "tc": true, "si": true, "c": true, "is": true,
	"oddHeader": true, "oddFooter": true, "evenHeader": true, "evenFooter": true, "firstHeader": true, "firstFooter": true,
}
