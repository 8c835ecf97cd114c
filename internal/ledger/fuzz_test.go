package ledger

import (
	"bytes"
	"testing"
)

// Whatever a dump holds, it is right, tampered with or unreadable; never a panic.
func FuzzVerifyDump(f *testing.F) {
	_, stored := chain(f, 3)
	f.Add(append(bytes.Join(stored, []byte("\n")), '\n'), int64(3))
	f.Add(append(bytes.Join(append(stored, stored[2]), []byte("\n")), '\n'), int64(9))
	f.Add([]byte("{}\n"), int64(0))
	f.Add([]byte("\n\n"), int64(-1))
	f.Fuzz(func(t *testing.T, dump []byte, size int64) {
		n, err := VerifyDump(bytes.NewReader(dump), Checkpoint{Size: size})
		if status := ExitStatus(err); status != ExitVerified && status != ExitTampered && status != ExitUnreadable {
			t.Fatalf("status %d", status)
		}
		if err != nil && err.Error() == "" {
			t.Fatal("no message")
		}
		if lines := int64(bytes.Count(dump, []byte("\n"))); n > lines {
			t.Fatalf("%d right entries in %d lines", n, lines)
		}
	})
}

// A key has one spelling, or is refused.
func FuzzParseKeys(f *testing.F) {
	key, err := GenerateKey("pheduyet/thu")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(key.Public().String())
	f.Add(key.Secret())
	f.Add("pheduyet/thu+00")
	f.Add("PRIVATE+KEY+++")
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := ParsePublicKey(text); err == nil && p.String() != text && p.String()+"\n" != text {
			t.Fatalf("%q reads as %q", text, p)
		}
		if k, err := ParseSigningKey(text); err == nil {
			again, err := ParseSigningKey(k.Secret())
			if err != nil || again.Public().String() != k.Public().String() {
				t.Fatalf("%q does not read back: %v", text, err)
			}
		}
	})
}
