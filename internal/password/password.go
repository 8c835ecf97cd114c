package password

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of new hashes: OWASP's minimum for argon2id.
const (
	memory  = 19 * 1024 // KiB
	passes  = 2
	threads = 1
	keySize = 32
	salt    = 16
)

// The most that a stored hash may ask for, so that a damaged row cannot take the
// machine's memory.
const (
	maxMemory = 1 << 20 // KiB
	maxPasses = 16
)

var errHash = errors.New("password: not an argon2id hash in PHC format")

// Hash makes the hash to store, with a salt of its own.
func Hash(password string) string {
	s := make([]byte, salt)
	rand.Read(s) // never fails
	key := argon2.IDKey([]byte(password), s, passes, memory, threads, keySize)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads, encode(s), encode(key))
}

// Verify reports whether password made hash, in time that does not depend on
// where they differ. A hash that cannot be read is an error.
func Verify(hash, password string) (bool, error) {
	h, err := parse(hash)
	if err != nil {
		return false, err
	}
	got := argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.threads, uint32(len(h.key)))
	return subtle.ConstantTimeCompare(got, h.key) == 1, nil
}

// Pretend takes as long as Verify, so that an unknown account cannot be told
// from a wrong password by the time of the answer.
func Pretend(password string) {
	argon2.IDKey([]byte(password), make([]byte, salt), passes, memory, threads, keySize)
}

// parsed is a hash taken apart.
type parsed struct {
	memory, passes uint32
	threads        uint8
	salt, key      []byte
}

func parse(hash string) (parsed, error) {
	var h parsed
	part := strings.Split(hash, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return h, errHash
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &h.memory, &h.passes, &h.threads); err != nil {
		return h, errHash
	}
	var err error
	if h.salt, err = base64.RawStdEncoding.DecodeString(part[4]); err != nil {
		return h, errHash
	}
	if h.key, err = base64.RawStdEncoding.DecodeString(part[5]); err != nil {
		return h, errHash
	}
	sane := h.passes >= 1 && h.passes <= maxPasses && h.threads >= 1 && h.memory >= 8*uint32(h.threads) &&
		h.memory <= maxMemory && len(h.salt) >= 8 && len(h.key) >= 16 && len(h.key) <= 64
	if !sane {
		return h, errHash
	}
	return h, nil
}
