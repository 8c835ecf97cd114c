package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// maxNoteBytes is more than any signed text of this package takes.
const maxNoteBytes = 4096

// Checkpoint commits to the first Size entries of a ledger, in order.
type Checkpoint struct {
	Origin string // "pheduyet/<code>"
	Size   int64  // number of leaves
	Root   Hash   // RFC 6962 tree head
}

// Signed is a checkpoint as it is kept: what it says, and the note that says so,
// byte for byte.
type Signed struct {
	Size int64
	Root Hash
	Note []byte
}

// Text is the C2SP tlog-checkpoint: origin, decimal size, base64 root, a line each.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// SignCheckpoint gives the signed note to publish. Ed25519 signs without
// randomness: the same checkpoint and key give the same bytes.
func SignCheckpoint(c Checkpoint, key SigningKey) ([]byte, error) {
	if c.Origin != key.Origin() {
		return nil, fmt.Errorf("khóa của %q không ký được mốc của %q", key.Origin(), c.Origin)
	}
	if _, err := parseCheckpoint(c.Text()); err != nil {
		return nil, err
	}
	return signText(c.Text(), key)
}

// OpenCheckpoint checks the signature and reads the checkpoint. It refuses a
// note that is not exactly what SignCheckpoint would write: further signatures
// or lines, altered trailing base64 bits, another number form, data around it.
func OpenCheckpoint(msg []byte, key PublicKey) (Checkpoint, error) {
	text, err := openText(msg, key)
	if err != nil {
		return Checkpoint{}, err
	}
	c, err := parseCheckpoint(text)
	if err == nil && c.Origin != key.Origin() {
		err = fmt.Errorf("mốc xác thực của %q, không phải của %q", c.Origin, key.Origin())
	}
	return c, err
}

func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return Checkpoint{}, errors.New("mốc xác thực phải có đúng ba dòng")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || size > maxTreeSize {
		return Checkpoint{}, fmt.Errorf("số mục trong mốc xác thực sai: %.40q", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(Hash{}) {
		return Checkpoint{}, errors.New("mã băm gốc trong mốc xác thực sai")
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: Hash(root)}
	if c.Text() != text || !originForm.MatchString(c.Origin) {
		return Checkpoint{}, errors.New("mốc xác thực không ở dạng chuẩn")
	}
	return c, nil
}

func signText(text string, key SigningKey) ([]byte, error) {
	if key.signer == nil {
		return nil, errors.New("chưa có khóa ký nhật ký")
	}
	return note.Sign(&note.Note{Text: text}, key.signer)
}

var errNoPublicKey = errors.New("chưa có khóa công khai")

// openText gives the text of a note signed by key and by nobody else.
func openText(msg []byte, key PublicKey) (string, error) {
	if key.verifier == nil {
		return "", errNoPublicKey
	}
	if len(msg) > maxNoteBytes {
		return "", errors.New("văn bản ký dài bất thường")
	}
	n, err := note.Open(msg, note.VerifierList(key.verifier))
	var unknown *note.UnverifiedNoteError
	var wrong *note.InvalidSignatureError
	switch {
	case errors.As(err, &unknown):
		return "", fmt.Errorf("không có chữ ký của khóa %s: sai khóa, hoặc chữ ký của nhật ký khác", key.Origin())
	case errors.As(err, &wrong):
		return "", fmt.Errorf("chữ ký của %s không đúng với nội dung", key.Origin())
	case err != nil:
		return "", errors.New("văn bản ký sai dạng")
	}
	// note.Open ignores repeated lines and stray trailing bits in base64.
	sig, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64)
	only := n.Text + "\n— " + key.Origin() + " " + base64.StdEncoding.EncodeToString(sig) + "\n"
	if err != nil || only != string(msg) {
		return "", errors.New("văn bản ký không ở dạng chuẩn (chữ ký thừa hoặc viết khác)")
	}
	return n.Text, nil
}
