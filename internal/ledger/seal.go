package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Removed stands in a restored payload where a text was sealed away.
const Removed = "nội dung đã gỡ"

// sealKey is the only member of a sealed reference. No other object in a
// payload may consist of this member alone.
const sealKey = "salted_sha256"

// Sealed is what the payload holds instead of a text: {"salted_sha256": hex}.
type Sealed struct {
	SHA256 string `json:"salted_sha256"` // hex(sha256(salt || text))
}

// KeptText is a text kept beside its entry. To seal it away, its Text and
// Salt are erased together and Gone is set; the entry still verifies.
type KeptText struct {
	Path   string   // JSON pointer (RFC 6901) into the payload
	SHA256 string   // as in the payload
	Salt   [16]byte // random, one for each text
	Text   string   // UTF-8
	Gone   bool     // sealed away: Salt and Text are zero
}

// SealText binds text without revealing it: without the random salt nobody can
// test a guess.
func SealText(text string, salt [16]byte) Sealed {
	return Sealed{SHA256: Hash(sha256.Sum256(append(salt[:], text...))).String()}
}

// Redact gives payload, a JSON object, in canonical form with every non-empty
// string for which isFreeText is true replaced by a sealed reference, and the
// texts in the payload's order. path is the string's JSON pointer, key the
// name of the nearest enclosing member (of "/functions/2": "functions").
func Redact(payload []byte, isFreeText func(path, key string) bool, newSalt func() [16]byte) ([]byte, []KeptText, error) {
	doc, err := decodeObject(payload)
	if err != nil {
		return nil, nil, err
	}
	var kept []KeptText
	err = walk(doc, "", "", func(v any, path, key string) (any, error) {
		switch v := v.(type) {
		case map[string]any:
			if _, is := sealedIn(v); is {
				return nil, fmt.Errorf("%s: nội dung đưa vào trông như đã niêm phong", path)
			}
		case string:
			if v == "" || !isFreeText(path, key) {
				break
			}
			salt := newSalt()
			sealed := SealText(v, salt)
			kept = append(kept, KeptText{Path: path, SHA256: sealed.SHA256, Salt: salt, Text: v})
			return map[string]any{sealKey: sealed.SHA256}, nil
		}
		return v, nil
	})
	if err != nil {
		return nil, nil, err
	}
	out, err := Canonical(doc)
	return out, kept, err
}

// Restore puts kept texts back into an entry's payload after checking each
// against its hash; a text that is gone, or not given, reads as Removed. A
// text that belongs nowhere, or is not the one that was sealed, is an error.
func Restore(payload []byte, kept []KeptText) ([]byte, error) {
	doc, err := decodeObject(payload)
	if err != nil {
		return nil, err
	}
	byPath := make(map[string]KeptText, len(kept))
	for _, k := range kept {
		if _, twice := byPath[k.Path]; twice {
			return nil, fmt.Errorf("%s: hai nội dung cho một chỗ", k.Path)
		}
		byPath[k.Path] = k
	}
	err = walk(doc, "", "", func(v any, path, _ string) (any, error) {
		hash, is := sealedIn(v)
		if !is {
			return v, nil
		}
		k, found := byPath[path]
		delete(byPath, path)
		switch {
		case found && k.SHA256 != hash, found && !k.Gone && SealText(k.Text, k.Salt).SHA256 != hash:
			return nil, fmt.Errorf("%s: nội dung đã bị sửa (sai mã băm)", path)
		case !found || k.Gone:
			return Removed, nil
		}
		return k.Text, nil
	})
	if err != nil {
		return nil, err
	}
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		return nil, fmt.Errorf("%s: nội dung không thuộc mục nhật ký này", path)
	}
	return Canonical(doc)
}

func decodeObject(payload []byte) (map[string]any, error) {
	canonical, err := Canonicalize(payload)
	if err != nil {
		return nil, err
	}
	var doc map[string]any
	d := json.NewDecoder(bytes.NewReader(canonical))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil || doc == nil {
		return nil, errors.New("nội dung phải là một đối tượng JSON")
	}
	return doc, nil
}

// inPointer writes a key as a part of a JSON Pointer (RFC 6901).
var inPointer = strings.NewReplacer("~", "~0", "/", "~1")

// walk shows every value inside v, in canonical order, to visit and puts what
// it gives in the value's place. A value that visit replaces is not entered.
func walk(v any, path, key string, visit func(v any, path, key string) (any, error)) error {
	step := func(child any, path, key string, replace func(any)) error {
		got, err := visit(child, path, key)
		if err != nil {
			return err
		}
		if _, entered := sealedIn(got); !entered {
			err = walk(got, path, key, visit)
		}
		replace(got)
		return err
	}
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.SortedFunc(maps.Keys(v), compareKeys) {
			p := path + "/" + inPointer.Replace(k)
			if err := step(v[k], p, k, func(got any) { v[k] = got }); err != nil {
				return err
			}
		}
	case []any:
		for i := range v {
			p := path + "/" + strconv.Itoa(i)
			if err := step(v[i], p, key, func(got any) { v[i] = got }); err != nil {
				return err
			}
		}
	}
	return nil
}

// sealedCount is the number of sealed references in a payload.
func sealedCount(payload []byte) (n int) {
	doc, err := decodeObject(payload)
	if err != nil {
		return 0
	}
	_ = walk(doc, "", "", func(v any, _, _ string) (any, error) {
		if _, is := sealedIn(v); is {
			n++
		}
		return v, nil
	})
	return n
}

func compareKeys(a, b string) int { return compareUTF16([]byte(a), []byte(b)) }

// sealedIn gives the hash of a sealed reference.
func sealedIn(v any) (hash string, is bool) {
	m, _ := v.(map[string]any)
	hash, is = m[sealKey].(string)
	return hash, is && len(m) == 1 && isHex64(hash)
}
