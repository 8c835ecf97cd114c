package password

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// HashRandom hashes a password that a machine made of at least 100 random bits.
// Guessing it is hopeless at any cost, so the hash is cheap: a file of ten
// thousand takes a second.
func HashRandom(secret string) string {
	const memory, passes = 8, 1 // the least that argon2 takes
	s := make([]byte, salt)
	rand.Read(s) // never fails
	key := argon2.IDKey([]byte(secret), s, passes, memory, threads, keySize)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads, encode(s), encode(key))
}

// HashUnknown is the hash of a password that nobody has seen: the account has
// none yet.
func HashUnknown() string { return HashRandom(rand.Text()) }
