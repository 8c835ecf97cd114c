package ledger

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// looseBits changes the bits of a signature's last base64 digit that no reader of
// base64 looks at.
func looseBits(text []byte) []byte {
	at := bytes.LastIndex(text, []byte("=\n")) - 1
	changed := bytes.Clone(text)
	changed[at] = base64Digits[strings.IndexByte(base64Digits, text[at])^1]
	return changed
}

// Bits that mean nothing still say that somebody was at it: note.Open takes them,
// verification does not.
func TestBitsOfASignatureThatMeanNothingAreRefused(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	for _, file := range []string{fileCheckpoint, fileSignature} {
		forged := forge(t, raw, func(f map[string][]byte) {
			was := f[file]
			f[file] = looseBits(was)
			line := func(text []byte) string {
				return string(text[bytes.LastIndexByte(text[:len(text)-1], ' ')+1 : len(text)-1])
			}
			one, err1 := base64.StdEncoding.DecodeString(line(was))
			other, err2 := base64.StdEncoding.DecodeString(line(f[file]))
			if err1 != nil || err2 != nil || !bytes.Equal(one, other) || bytes.Equal(was, f[file]) {
				t.Fatalf("%s: not other bits of the same signature", file)
			}
			if _, err := note.Open(f[file], note.VerifierList(k.Public().verifier)); err != nil {
				t.Fatalf("%s: note.Open refuses it already: %v", file, err)
			}
		})
		if _, err := verify(forged, k); ExitStatus(err) != ExitTampered {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// JSON that means the same in other bytes is refused wherever it stands.
func TestOtherSpellingsOfTheSameAreRefused(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	for _, file := range []string{fileManifest, fileEntries, fileProofs, fileTexts} {
		for name, respell := range map[string]func([]byte) []byte{
			"a space":      func(j []byte) []byte { return bytes.Replace(j, []byte(`":`), []byte(`": `), 1) },
			"capital hex":  capitalHex,
			"an escape":    func(j []byte) []byte { return bytes.Replace(j, []byte(`"`), []byte(`"\u0061`), 1) },
			"end of lines": func(j []byte) []byte { return append(bytes.TrimSuffix(j, []byte("\n")), "\r\n"...) },
		} {
			files := map[string][]byte{}
			forge(t, raw, func(f map[string][]byte) {
				for name, content := range f {
					files[name] = content
				}
			})
			if files[file] = respell(files[file]); name == "capital hex" && bytes.Equal(files[file], bytes.ToLower(files[file])) {
				continue
			}
			if _, err := verify(pack(t, files), k); ExitStatus(err) == ExitVerified {
				t.Errorf("%s with %s verifies", file, name)
			}
		}
	}
}

// capitalHex writes the first hash that has a letter in capitals.
func capitalHex(j []byte) []byte {
	j = bytes.Clone(j)
	for i := 0; i+64 < len(j); i++ {
		if j[i] == '"' && isHex64(string(j[i+1:min(i+65, len(j))])) {
			copy(j[i+1:], bytes.ToUpper(j[i+1:i+65]))
			break
		}
	}
	return j
}
