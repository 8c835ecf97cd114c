package upload

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

const (
	png  = "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"
	jpeg = "\xff\xd8\xff\xe0\x00\x10JFIF"
)

// pack packs parts into a zip.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func docx(t testing.TB, runs ...string) []byte {
	t.Helper()
	var p strings.Builder
	for _, r := range runs {
		p.WriteString("<w:r><w:t>" + r + "</w:t></w:r>")
	}
	return pack(t, "word/document.xml", `<w:document xmlns:w="w"><w:body><w:p>`+p.String()+`</w:p></w:body></w:document>`)
}

// pdfOf is a PDF of one page that shows a text in a standard font, without
// accents, as those have none.
func pdfOf(text string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	content := "BT /F1 12 Tf 72 720 Td (" + text + ") Tj ET"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func TestTypeOf(t *testing.T) {
	word := docx(t, "x")
	sheet := pack(t, "xl/workbook.xml", "<workbook/>")
	for _, c := range []struct {
		name, claimed string
		data          []byte
		want          string
	}{
		{"a.pdf", "", pdfOf("x"), PDF}, {"A.PDF", "application/pdf", pdfOf("x"), PDF}, {"", "", pdfOf("x"), PDF},
		{"a.docx", DOCX, word, DOCX}, {"a.xlsx", "application/octet-stream", sheet, XLSX},
		{"a.png", "image/png", []byte(png), PNG}, {"a.jpg", "", []byte(jpeg), JPEG}, {"a.jpeg", "image/jpeg; x=y", []byte(jpeg), JPEG},
		{"a.docx", "", sheet, ""}, {"a.xlsx", "", word, ""}, {"a.zip", "", pack(t, "x", "y"), ""}, {"a.docx", "", pack(t, "x", "y"), ""},
		{"a.pdf", "", []byte(png), ""}, {"a.png", "image/jpeg", []byte(png), ""}, {"a.pdf.exe", "", pdfOf("x"), ""},
		{"a.txt", "", []byte("chữ"), ""}, {"a.html", "", []byte("<html>"), ""}, {"a.pdf", "", []byte("PK\x03\x04"), ""}, {"a.pdf", "", nil, ""},
		{"a.png", "/;/", []byte(png), ""},
	} {
		got, err := TypeOf(c.name, c.claimed, c.data)
		if got != c.want || (c.want == "") != errors.Is(err, ErrType) {
			t.Errorf("TypeOf(%q, %q, %.8q) = %q, %v; want %q", c.name, c.claimed, c.data, got, err, c.want)
		}
	}
}

func TestText(t *testing.T) {
	sheet := pack(t, "xl/workbook.xml", "<w/>", "xl/sharedStrings.xml", "<sst><si><t>một</t></si><si><t>hai</t></si></sst>",
		"xl/worksheets/sheet1.xml", `<s><headerFooter><oddHeader>&amp;C&amp;"Times,Bold"MẬT</oddHeader></headerFooter></s>`)
	for name, c := range map[string]struct {
		media    string
		data     []byte
		want     []string
		readable bool
	}{
		"pdf":               {PDF, pdfOf("Cong van so 12"), []string{"Cong van so 12"}, true},
		"pdf without text":  {PDF, pdfOf(""), nil, false},
		"damaged pdf":       {PDF, []byte("%PDF-1.4 x"), nil, false},
		"docx, cut in runs": {DOCX, docx(t, "TỐI ", "M", "ẬT"), []string{"TỐI MẬT\n"}, true},
		"docx, NFD":         {DOCX, docx(t, "MA\u0323\u0302T"), []string{"MẬT"}, true},
		"damaged docx":      {DOCX, pack(t, "word/document.xml", "<w><t>chữ"), nil, false},
		"xlsx":              {XLSX, sheet, []string{"một\nhai\n", "\nMẬT\n"}, true},
		"png":               {PNG, []byte(png), nil, false},
	} {
		got, readable := Text(context.Background(), c.media, c.data)
		if readable != c.readable {
			t.Errorf("%s: readable %v: %q", name, readable, got)
		}
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", name, got, want)
			}
		}
	}
}

// A page tree in circles ends.
func TestCirclesEnd(t *testing.T) {
	data := bytes.Replace(pdfOf("x"), []byte("/Kids [3 0 R]"), []byte("/Kids [2 0 R]"), 1)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if text, readable := Text(ctx, PDF, data); readable || ctx.Err() != nil {
		t.Errorf("read %q, %v", text, ctx.Err())
	}
}

// A document that unpacks to more than anybody writes is not read.
func TestBombsAreNotUnpacked(t *testing.T) {
	data := pack(t, "word/document.xml", "<w><t>"+strings.Repeat("a", 1000)+"</t></w>", "word/header1.xml", "<w><t>b</t></w>")
	for most, want := range map[int64]int{500: 0, 1015: 0, 1100: 1001} {
		if text := officeText(data, "word/", most); len(text) != want {
			t.Errorf("of %d bytes %d were read, want %d", most, len(text), want)
		}
	}
}

func TestGivenUpInTime(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if text, readable := Text(ctx, PDF, pdfOf("")); readable {
		t.Errorf("read %q", text)
	}
}

func TestMarked(t *testing.T) {
	for text, want := range map[string]bool{
		"MẬT": true, "Số: 12\n  MẬT  \nKính gửi": true, "ĐỘ MẬT: TỐI MẬT": true, "TUYỆT MẬT": true, "TÀI LIỆU MẬT": true,
		"TỐIMẬT": true, "\"MẬT\"": true, "Độ mật: MẬT": true,
		"": false, "bí mật": false, "Bảo mật thông tin": false, "BẢO MẬT": false, "BÍ MẬT NHÀ NƯỚC": false, "MẬT KHẨU": false,
		"ĐỘ MẬT: thường": false, "độ tuyệt mật": false, "MẬT MÃ CƠ YẾU": false, "AN TOÀN, BẢO MẬT": false, "MẬT ĐỘ": false,
	} {
		if got := Marked(text); got != want {
			t.Errorf("Marked(%q) = %v", text, got)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add(pdfOf("x"))
	f.Add(docx(f, "x"))
	f.Add([]byte(png))
	f.Fuzz(func(t *testing.T, data []byte) {
		media, err := TypeOf("", "", data)
		if err != nil {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		if text, readable := Text(ctx, media, data); !readable && Marked(text) {
			t.Errorf("marked but not readable: %q", text)
		}
		if ctx.Err() != nil {
			t.Errorf("%d bytes keep the reader busy", len(data))
		}
	})
}
