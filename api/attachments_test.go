package api

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"mime/multipart"
	"net/textproto"
	"strconv"
	"strings"
	"testing"

	"pheduyet/internal/proposal"
)

const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"

// uploaded is a file with its fields, sent as a form.
type uploaded struct {
	name, media, content string
	fields               map[string]string
}

func (w *world) attach(t testing.TB, as, path, key string, u uploaded) reply {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	if err := m.SetBoundary("ranh-gioi"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"kind", "title", "marking", "declared", "colour"} {
		if v, there := u.fields[name]; there {
			if err := m.WriteField(name, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if u.name != "" {
		h := textproto.MIMEHeader{"Content-Disposition": {multipart.FileContentDisposition("file", u.name)}}
		if u.media != "" {
			h.Set("Content-Type", u.media)
		}
		part, err := m.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(u.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	header := map[string]string{"Content-Type": m.FormDataContentType()}
	if key != "" {
		header["Idempotency-Key"] = key
	}
	return w.do(t, call{method: "POST", path: "/api/v1" + path + "/attachments", body: b.String(), as: as, header: header})
}

func TestAttach(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	got := w.attach(t, "filer", path, "k", uploaded{name: "Công văn.png", content: png, fields: map[string]string{"kind": "letter", "title": "Công văn", "marking": "thuong"}}).want(201).tree()
	sum := sha256.Sum256([]byte(png))
	want := map[string]any{
		"name": "Công văn.png", "media_type": "image/png", "size": float64(len(png)), "sha256": hex.EncodeToString(sum[:]),
		"kind": "letter", "readable": false, "declared": true,
	}
	for f, v := range want {
		if got[f] != v {
			t.Errorf("%s = %v, want %v", f, got[f], v)
		}
	}
	listed := w.get(t, "filer", path).want(200).tree()["attachments"].([]any)[0].(map[string]any)
	for _, f := range []string{"id", "kind", "title", "name", "media_type", "size", "sha256", "readable"} {
		if listed[f] != got[f] {
			t.Errorf("listed with %s = %v, want %v", f, listed[f], got[f])
		}
	}
	again := w.attach(t, "filer", path, "k", uploaded{name: "Công văn.png", content: png, fields: map[string]string{"kind": "letter", "title": "Công văn", "marking": "thuong"}}).want(201).tree()
	if again["id"] != got["id"] || len(w.files) != 1 {
		t.Errorf("%d files; ids %v, %v", len(w.files), got["id"], again["id"])
	}
	w.attach(t, "filer", path, "k", uploaded{name: "Công văn.png", content: png}).refused(422, "invalid", "Idempotency-Key")
	file := w.get(t, "filer", "/attachments/"+got["id"].(string)).want(200)
	if string(file.Body) != png || file.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment;") {
		t.Errorf("downloaded %q with %v", file.Body, file.Header)
	}
	w.get(t, "other", "/attachments/"+got["id"].(string)).refused(404, "not_found")
	w.get(t, "filer", "/attachments/none").refused(404, "not_found")
}

func TestBadUploads(t *testing.T) {
	w := newWorld(t)
	w.serve(t, Limits{Body: 1 << 20, Upload: 1 << 10, Request: DefaultLimits.Request, Process: DefaultLimits.Process, Heavy: 1, FailedSignIns: 10})
	path := w.draft(t)
	pdf := "%PDF-1.4 không đọc được"
	for i, c := range []struct {
		name   string
		sent   uploaded
		status int
		code   string
		field  string
	}{
		{"another type", uploaded{name: "a.exe", content: "MZ"}, 415, "unsupported_type", ""},
		{"name and content differ", uploaded{name: "a.pdf", content: png}, 415, "unsupported_type", ""},
		{"claim and content differ", uploaded{name: "a", media: "application/pdf", content: png}, 415, "unsupported_type", ""},
		{"too large", uploaded{name: "a.png", content: png + strings.Repeat("x", 1<<10)}, 413, "too_large", ""},
		{"much too large", uploaded{name: "a.png", content: png + strings.Repeat("x", 3<<20)}, 413, "too_large", ""},
		{"unknown field", uploaded{name: "a.png", content: png, fields: map[string]string{"colour": "x"}}, 422, "invalid", "colour"},
		{"no file", uploaded{}, 422, "invalid", "file"},
		{"empty file", uploaded{name: "a.png"}, 422, "invalid", "file"},
		{"marked mật", uploaded{name: "a.pdf", content: pdf, fields: map[string]string{"marking": "mat"}}, 422, "invalid", "marking"},
		{"marked tuyệt mật", uploaded{name: "a.pdf", content: pdf, fields: map[string]string{"marking": "tuyet_mat"}}, 422, "invalid", "marking"},
		{"a mark in the title", uploaded{name: "a.pdf", content: pdf, fields: map[string]string{"title": "TỐI MẬT: kế hoạch"}}, 422, "invalid", "title"},
		{"a mark in the name", uploaded{name: "ke hoach MẬT.pdf", content: pdf}, 422, "invalid", "file"},
		{"unknown marking", uploaded{name: "a.pdf", content: pdf, fields: map[string]string{"marking": "x"}}, 422, "invalid", "marking"},
		{"NUL in the title", uploaded{name: "a.pdf", content: pdf, fields: map[string]string{"title": "a\x00"}}, 422, "invalid", "title"},
		{"long kind", uploaded{name: "a.pdf", content: pdf, fields: map[string]string{"kind": strings.Repeat("x", 101)}}, 422, "invalid", "kind"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.attach(t, "filer", path, strconv.Itoa(i), c.sent).refused(c.status, c.code, fields(c.field)...)
			if len(w.files) != 0 || len(w.blobs) != 0 {
				t.Errorf("%d files and %d blobs are kept", len(w.files), len(w.blobs))
			}
			for _, k := range w.commands {
				if k.Kind == proposal.CommandAttach && string(k.Body) != "{}" {
					t.Errorf("kept of what was refused: %s", k.Body)
				}
			}
		})
	}
	w.do(t, call{method: "POST", path: "/api/v1" + path + "/attachments", body: "{}", as: "filer"}).refused(415, "unsupported_type")
	w.do(t, call{method: "POST", path: "/api/v1" + path + "/attachments", body: "--x\r\nbroken", as: "filer", header: map[string]string{"Content-Type": "multipart/form-data; boundary=x"}}).refused(400, "invalid")
}

func TestWhoMayAttach(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t) // the consultation is open, held by so-khcn
	for who, status := range map[string]int{"filer": 201, "reviewer": 201, "treasurer": 409, "other": 404, "auditor": 403, "admin": 403} {
		if got := w.attach(t, who, path, "", uploaded{name: "a.png", content: png}); got.Code != status {
			t.Errorf("%s: %d, want %d: %s", who, got.Code, status, got.Body)
		}
	}
}

func TestWhoOpensADossier(t *testing.T) {
	w := newWorld(t)
	path := w.filed(t)
	id := w.attach(t, "filer", path, "", uploaded{name: "a.png", content: png, fields: map[string]string{"kind": "security_dossier"}}).want(201).tree()["id"].(string)
	free := w.attach(t, "filer", path, "", uploaded{name: "b.png", content: png}).want(201).tree()["id"].(string)
	for who, status := range map[string]int{"filer": 200, "police": 200, "reviewer": 200, "province": 200, "auditor": 200, "treasurer": 403, "admin": 403, "other": 404} {
		if got := w.get(t, who, "/attachments/"+id); got.Code != status {
			t.Errorf("%s: %d, want %d", who, got.Code, status)
		}
	}
	if got := w.get(t, "treasurer", "/attachments/"+free); got.Code != 200 {
		t.Errorf("another file: %d", got.Code)
	}
	for who, n := range map[string]int{"filer": 2, "police": 2, "treasurer": 1, "admin": 0} {
		if got := w.get(t, who, path).tree()["attachments"].([]any); len(got) != n {
			t.Errorf("%s sees %d attachments, want %d", who, len(got), n)
		}
	}
}

// docx is a document that holds text runs.
func docx(t testing.TB, runs string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	part, err := z.Create("word/document.xml")
	if err == nil {
		_, err = part.Write([]byte("<w><p>" + runs + "</p></w>"))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What was found of a document is stored with it: asking again tells the same.
func TestAReadableDocumentStaysSo(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	sent := uploaded{name: "a.docx", content: docx(t, "<t>Tờ trình</t>"), fields: map[string]string{"marking": "thuong"}}
	w.onAttach = unavailable
	w.attach(t, "filer", path, "k", sent).refused(503, "unavailable")
	w.onAttach = nil
	if f := w.attach(t, "filer", path, "k", sent).want(201).tree(); f["readable"] != true {
		t.Errorf("joined: %v", f)
	}
	if f := w.get(t, "filer", path).tree()["attachments"].([]any)[0].(map[string]any); f["readable"] != true || f["title"] != nil {
		t.Errorf("listed: %v", f)
	}
}

// A mark found in a readable document is refused, and nothing of it is kept.
func TestAMarkedDocument(t *testing.T) {
	w := newWorld(t)
	path := w.draft(t)
	w.attach(t, "filer", path, "k", uploaded{name: "a.docx", content: docx(t, "<t>TUYỆT </t><t>MẬT</t>"), fields: map[string]string{"title": "Chuyện kín", "marking": "thuong"}}).refused(422, "invalid", "file")
	if len(w.blobs) != 0 || len(w.files) != 0 {
		t.Error("the document is kept")
	}
	for _, c := range w.commands {
		if strings.Contains(string(c.Body), "Chuyện kín") {
			t.Errorf("its title is kept: %s", c.Body)
		}
	}
}
