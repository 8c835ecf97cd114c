package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// originForm: "pheduyet/" and the installation's code. The origin is also the
// key's name, so a key signs for one ledger only.
var originForm = regexp.MustCompile(`^pheduyet/[a-z0-9][a-z0-9-]{0,31}$`)

// SigningKey signs the checkpoints of one ledger. Only Secret shows it.
type SigningKey struct {
	signer note.Signer
	seed   []byte
	public PublicKey
}

// PublicKey is what a verifier needs.
type PublicKey struct {
	verifier note.Verifier
	text     string
}

// GenerateKey makes a new key for the ledger of that origin.
func GenerateKey(origin string) (SigningKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return SigningKey{}, err
	}
	return KeyFromSeed(origin, seed)
}

// KeyFromSeed makes the ed25519 key of a 32-byte seed.
func KeyFromSeed(origin string, seed []byte) (SigningKey, error) {
	if !originForm.MatchString(origin) {
		return SigningKey{}, fmt.Errorf("tên nhật ký phải có dạng pheduyet/<mã>: %.80q", origin)
	}
	if len(seed) != ed25519.SeedSize {
		return SigningKey{}, fmt.Errorf("mầm khóa dài %d byte, phải là %d", len(seed), ed25519.SeedSize)
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	text, err := note.NewEd25519VerifierKey(origin, public)
	if err != nil {
		return SigningKey{}, err
	}
	k := SigningKey{seed: seed}
	if k.public, err = ParsePublicKey(text); err != nil {
		return SigningKey{}, err
	}
	k.signer, err = note.NewSigner(k.Secret())
	return k, err
}

// seedForm is a key as its seed alone: "<origin>+<64 lower-case hex digits>". Any
// source of 32 random bytes can write it.
var seedForm = regexp.MustCompile(`^(pheduyet/[a-z0-9-]+)\+([0-9a-f]{64})$`)

// ParseSigningKey reads what Secret writes, or a seed with its origin, with or
// without one final newline. Its errors never show the key.
func ParseSigningKey(text string) (SigningKey, error) {
	text = strings.TrimSuffix(text, "\n")
	bad := errors.New("khóa ký nhật ký sai dạng")
	if seed := seedForm.FindStringSubmatch(text); seed != nil {
		raw, err := hex.DecodeString(seed[2])
		if err != nil {
			return SigningKey{}, bad
		}
		return KeyFromSeed(seed[1], raw)
	}
	signer, err := note.NewSigner(text)
	if err != nil {
		return SigningKey{}, bad
	}
	// PRIVATE, KEY, name, hash; the base64 after them may hold a '+' itself.
	seed, err := base64.StdEncoding.Strict().DecodeString(strings.SplitN(text, "+", 5)[4])
	if err != nil {
		return SigningKey{}, bad
	}
	k, err := KeyFromSeed(signer.Name(), seed[1:])
	if err != nil || k.Secret() != text {
		return SigningKey{}, bad
	}
	return k, nil
}

// Public is the matching public key.
func (k SigningKey) Public() PublicKey { return k.public }

// Origin is the ledger that k signs for.
func (k SigningKey) Origin() string { return k.public.Origin() }

// Secret is the whole key in sumdb/note's form, to be kept in a file of mode 0600.
func (k SigningKey) Secret() string {
	secret := append([]byte{1}, k.seed...)
	return fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", k.Origin(), k.public.verifier.KeyHash(), base64.StdEncoding.EncodeToString(secret))
}

// String names the key without showing it, should it ever be printed.
func (k SigningKey) String() string { return "khóa ký của " + k.Origin() }

// ParsePublicKey reads "<origin>+<key hash>+<base64>", with or without one
// final newline, and no other spelling of the same key.
func ParsePublicKey(text string) (PublicKey, error) {
	text = strings.TrimSuffix(text, "\n")
	verifier, err := note.NewVerifier(text)
	if err != nil {
		return PublicKey{}, fmt.Errorf("khóa công khai sai dạng: %w", err)
	}
	if !originForm.MatchString(verifier.Name()) {
		return PublicKey{}, fmt.Errorf("tên nhật ký phải có dạng pheduyet/<mã>: %.80q", verifier.Name())
	}
	parts := strings.SplitN(text, "+", 3)
	key, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(key) == 0 {
		return PublicKey{}, errors.New("khóa công khai sai dạng")
	}
	same, err := note.NewEd25519VerifierKey(verifier.Name(), key[1:])
	if err != nil || same != text {
		return PublicKey{}, errors.New("khóa công khai không viết đúng dạng chuẩn")
	}
	return PublicKey{verifier: verifier, text: text}, nil
}

// Origin is the ledger that the key speaks for.
func (p PublicKey) Origin() string {
	if p.verifier == nil {
		return ""
	}
	return p.verifier.Name()
}

// String is the key as ParsePublicKey reads it.
func (p PublicKey) String() string { return p.text }

// Fingerprint is sha256 of the key's text, as printed on paper.
func (p PublicKey) Fingerprint() Hash { return HashBytes([]byte(p.text)) }
