package pages

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/google/uuid"
)

// form is what a person typed, and what is wrong with it. Fields are named by the
// JSON path of what they fill in, with how they are read after a colon
// ("budget[0].amount_vnd:int"; see body.go).
type form struct {
	Values url.Values
	// Key is the form's Idempotency-Key.
	Key string
	// Problem is why the form was refused; nil where it was not.
	Problem *problem
	// Restored says that the values are those typed before the session ended.
	Restored bool
}

// The hidden fields of every form.
const (
	fieldKey  = "form-key"
	fieldWho  = "form-account" // who typed
	fieldPage = "form-page"    // the page that shows the form
)

// maxForm is how much may be typed and uploaded into a form, in bytes: a file of
// the size that the API takes, twice where it takes another's place.
const maxForm = 3 << 20

// fieldFile holds the name of a file that came with a form.
const fieldFile = ownField + "file"

func newKey() string { return uuid.Must(uuid.NewV7()).String() }

// form begins a form with what stands in it so far; what was typed before the
// session ended goes before that.
func (v *visit) form(values url.Values) *form {
	if values == nil {
		values = url.Values{}
	}
	f := &form{Values: values, Key: newKey()}
	if kept, key := v.interrupted(); kept != nil {
		f.Values, f.Restored = kept, true
		if key != "" {
			f.Key = key
		}
	}
	return f
}

// posted reads a form that was sent.
func (v *visit) posted() (*form, error) {
	if err := v.readForm(); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return nil, &problem{Status: http.StatusRequestEntityTooLarge}
		}
		return nil, &problem{Status: http.StatusBadRequest}
	}
	f := &form{Values: v.r.PostForm, Key: v.r.PostForm.Get(fieldKey)}
	for _, name := range []string{fieldKey, fieldWho, fieldPage} {
		f.Values.Del(name)
	}
	if f.Key == "" {
		f.Key = newKey()
	}
	return f, nil
}

// readForm parses what was sent. A file's content stands in the form as if it had
// been typed, under its field's name as JSON.
func (v *visit) readForm() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxForm)
	if kind, _, _ := mime.ParseMediaType(v.r.Header.Get("Content-Type")); kind != "multipart/form-data" {
		return v.r.ParseForm()
	}
	if err := v.r.ParseMultipartForm(maxForm); err != nil {
		return err
	}
	for field, files := range v.r.MultipartForm.File {
		if files[0].Filename == "" || files[0].Size == 0 {
			continue
		}
		file, err := files[0].Open()
		if err != nil {
			return err
		}
		content, err := io.ReadAll(file)
		if err := errors.Join(err, file.Close()); err != nil {
			return err
		}
		v.r.PostForm.Set(field+":json", strings.TrimPrefix(string(content), "\ufeff"))
		v.r.PostForm.Set(fieldFile, files[0].Filename)
	}
	return nil
}

// told keeps a refusal with the form. After a refusal of the content the form is
// another one; after no answer it is still the same.
func (f *form) told(err error) error {
	p, ok := errors.AsType[*problem](err)
	if !ok {
		return err
	}
	f.Problem = p
	if p.Status < http.StatusInternalServerError {
		f.Key = newKey()
	}
	return err
}

// refused reports whether err is a refusal that the form itself can tell: of its
// content, of the moment, or for now. Who is signed out, or asks for what is not
// there, is told so elsewhere.
func (f *form) refused(err error) bool {
	if f.Problem == nil || err == nil {
		return false
	}
	switch f.Problem.Status {
	case http.StatusUnauthorized, http.StatusNotFound, http.StatusForbidden:
		return false
	}
	return true
}

// Value is what stands in a field.
func (f *form) Value(name string) string {
	if f == nil {
		return ""
	}
	return f.Values.Get(name)
}

// Chosen reports whether a field holds a value, among others perhaps.
func (f *form) Chosen(name, value string) bool {
	if f == nil {
		return false
	}
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Error is what is wrong with a field.
func (f *form) Error(name string) string {
	if f == nil || f.Problem == nil {
		return ""
	}
	name, _, _ = strings.Cut(name, ":")
	for _, e := range f.Problem.Errors {
		if e.Field == name {
			return e.Message
		}
	}
	return ""
}
