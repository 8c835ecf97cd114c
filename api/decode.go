package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"unicode/utf8"

	"pheduyet/internal/proposal"
)

// content is a JSON body taken apart. Faults are those of content, to be told
// once it is known that the act itself is allowed; what cannot be read at all is
// refused while decoding.
type content struct {
	tree   map[string]any // as sent, what has faults left out, texts in NFC, numbers as written
	json   json.RawMessage
	hash   string // the same for the same fields, in whatever order and spacing
	faults []proposal.FieldError
}

// decode reads exactly one JSON object of T's shape. Unknown fields, broken JSON,
// another media type and too large a body are refused. What fits in form but not
// in type (a text for a number, a control character) comes back as faults.
func decode[T any](s *server, r *http.Request, media ...string) (T, content, error) {
	var into T
	body, err := s.body(r, append(media, "application/json"))
	if err != nil {
		return into, content{}, err
	}
	if len(body) == 0 {
		body = []byte("{}")
	}
	return parse[T](body)
}

func parse[T any](body []byte) (T, content, error) {
	var into T
	tree, err := object(body)
	if err != nil {
		return into, content{}, err
	}
	var c content
	var f fitting
	c.tree, _ = f.fit("", tree, reflect.TypeFor[T](), "").(map[string]any)
	if len(f.unknown) > 0 {
		return into, c, invalid(f.unknown...)
	}
	c.hash, c.faults = hashOf(c.tree), f.faults
	if c.json, err = json.Marshal(c.tree); err != nil {
		return into, c, err
	}
	return into, c, json.Unmarshal(c.json, &into)
}

// body reads the request's body, if it claims to be of one of the media types. An
// empty body may claim nothing.
func (s *server) body(r *http.Request, media []string) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, s.Limits.Body))
	if err != nil {
		return nil, unread(err, s.Limits.Body)
	}
	claimed, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if len(body) == 0 && r.Header.Get("Content-Type") == "" {
		return nil, nil
	}
	charset := params["charset"]
	plain := r.Header.Get("Content-Encoding") == "" && (charset == "" || bytes.EqualFold([]byte(charset), []byte("utf-8")))
	if err != nil || !slices.Contains(media, claimed) || !plain {
		return nil, proposal.Errorf(codeUnsupportedType, "Cần nội dung JSON (application/json, UTF-8).", "Send JSON (application/json, UTF-8).")
	}
	return body, nil
}

// unread tells why a body could not be read to its end.
func unread(err error, limit int64) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return proposal.Errorf(codeTooLarge, "Nội dung lớn hơn %d KiB.", "The content is larger than %d KiB.", limit>>10)
	}
	return malformed("kết nối bị ngắt giữa chừng", "the connection ended halfway")
}

func malformed(vi, en string) error {
	return proposal.Errorf(codeMalformed, "Không đọc được nội dung: %[1]s.", "The content cannot be read: %[2]s.", vi, en)
}

// object parses one JSON object and nothing after it.
func object(body []byte) (map[string]any, error) {
	if !utf8.Valid(body) {
		return nil, malformed("không phải UTF-8", "it is not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, malformed("sai cú pháp", "the syntax is wrong")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, malformed("có nội dung thừa sau đối tượng", "there is more after the object")
	}
	tree, ok := v.(map[string]any)
	if !ok {
		return nil, malformed("cần đúng một đối tượng", "exactly one object is wanted")
	}
	return tree, nil
}

// hashOf is the sha256, in hexadecimal, of the canonical form of a JSON value.
func hashOf(v any) string {
	b, err := json.Marshal(v) // maps are written with sorted keys
	if err != nil {
		panic(err) // what was read as JSON can be written as JSON
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
