package api

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"pheduyet/api/upload"
	"pheduyet/internal/proposal"
)

// form is a multipart upload taken apart: the fields as sent, the file with the
// type that its bytes have.
type form struct {
	fields      map[string]string
	there       bool // there is a file
	name, media string
	data        []byte
}

// formFields may come besides the file.
var formFields = []string{"kind", "title", "marking", "declared"}

// formRoom is how much of a form may be other than the file.
const formRoom = 1 << 20

// form reads an upload into memory. What is no form, unknown, twice there, too
// large or not of its type is refused.
func (s *server) form(r *http.Request) (form, error) {
	f := form{fields: map[string]string{}}
	r.Body = http.MaxBytesReader(nil, r.Body, s.Limits.Upload+formRoom)
	parts, err := r.MultipartReader()
	if err != nil {
		return f, proposal.Errorf(codeUnsupportedType, "Cần nội dung multipart/form-data.", "Send multipart/form-data.")
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return f, unread(err, s.Limits.Upload)
		}
		if err := f.take(part, s.Limits.Upload); err != nil {
			return f, err
		}
	}
}

func (f *form) take(p *multipart.Part, most int64) error {
	name := p.FormName()
	_, twice := f.fields[name]
	switch {
	case name == "file" && !f.there:
		return f.takeFile(p, most)
	case name == "file" || twice:
		return invalid(fault(name, "Phần này có hai lần.", "This part is there twice."))
	case !slices.Contains(formFields, name):
		return invalid(fault(name, "Không có trường này.", "There is no such field."))
	}
	text, err := io.ReadAll(p)
	if err != nil {
		return unread(err, most)
	}
	if !utf8.Valid(text) {
		return malformed("không phải UTF-8", "it is not UTF-8")
	}
	f.fields[name] = string(text)
	return nil
}

func (f *form) takeFile(p *multipart.Part, most int64) error {
	data, err := io.ReadAll(io.LimitReader(p, most+1))
	if err != nil {
		return unread(err, most)
	}
	if int64(len(data)) > most {
		return unread(&http.MaxBytesError{Limit: most}, most)
	}
	f.there, f.data, f.name = true, data, p.FileName()
	if len(data) == 0 {
		return nil // a fault of content
	}
	f.media, err = upload.TypeOf(f.name, p.Header.Get("Content-Type"), data)
	if err != nil {
		return proposal.Errorf(codeUnsupportedType, "Chỉ nhận pdf, docx, xlsx, png, jpeg, và nội dung tệp phải đúng với tên và kiểu của nó.", "Only pdf, docx, xlsx, png and jpeg are accepted, and the content must be what the name and type say.")
	}
	return nil
}

// check names the faults of the content.
func (f *form) check() error {
	if m := f.fields["marking"]; slices.Contains([]string{"mat", "toi_mat", "tuyet_mat"}, m) {
		return secret("marking")
	} else if m != "" && m != "thuong" {
		return invalid(fault("marking", "Giá trị phải là một trong: thuong, mat, toi_mat, tuyet_mat.", "The value must be one of: thuong, mat, toi_mat, tuyet_mat."))
	}
	var faults []proposal.FieldError
	if len(f.data) == 0 {
		faults = append(faults, fault("file", "Cần một tệp không rỗng.", "A file that is not empty is wanted."))
	}
	if d := f.fields["declared"]; d != "" && d != "true" && d != "false" {
		faults = append(faults, fault("declared", "Cần giá trị true hoặc false.", "true or false is wanted."))
	}
	for _, t := range []struct {
		field, text string
		most        int
	}{{"kind", f.fields["kind"], 100}, {"title", f.fields["title"], 500}, {"file", f.name, 255}} {
		s, sound := clean(t.text, false)
		if !sound {
			faults = append(faults, fault(t.field, "Có ký tự điều khiển không được nhận.", "There is a control character, which is not accepted."))
		} else if utf8.RuneCountInString(s) > t.most {
			faults = append(faults, fault(t.field, "Dài quá %d ký tự.", "This is longer than %d characters.", t.most))
		}
	}
	if len(faults) > 0 {
		return invalid(faults...)
	}
	f.name, _ = clean(f.name, false)
	return nil
}

func (f form) kind() string {
	kind, _ := clean(f.fields["kind"], false)
	if strings.TrimSpace(kind) == "" {
		return kindDocument
	}
	return kind
}

func (f form) title() string {
	title, _ := clean(f.fields["title"], false)
	return title
}

// declares reports whether the uploader said that the document is not secret.
func (f form) declares() bool {
	return f.fields["marking"] == "thuong" || f.fields["declared"] == "true"
}

func (f form) sha256() string {
	sum := sha256.Sum256(f.data)
	return hex.EncodeToString(sum[:])
}

// hash is the sha256 over the parts' sha256 and the file's name.
func (f form) hash() string {
	all := map[string]any{"file": f.sha256(), "name": f.name}
	for name, text := range f.fields {
		sum := sha256.Sum256([]byte(text))
		all["field "+name] = hex.EncodeToString(sum[:])
	}
	return hashOf(all)
}
