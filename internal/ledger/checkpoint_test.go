package ledger

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"
)

// testKey is always the same, so that signed bytes are too.
func testKey(t testing.TB) SigningKey {
	t.Helper()
	k, err := KeyFromSeed("pheduyet/nghean", bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeysRoundTrip(t *testing.T) {
	for range 200 { // often enough for '+' and '/' in the base64 part
		k, err := GenerateKey("pheduyet/nghean")
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseSigningKey(k.Secret() + "\n")
		if err != nil || again.Secret() != k.Secret() || again.Public().String() != k.Public().String() {
			t.Fatal(err)
		}
		public, err := ParsePublicKey(k.Public().String() + "\n")
		if err != nil || public.Fingerprint() != k.Public().Fingerprint() || public.Origin() != "pheduyet/nghean" {
			t.Fatal(err)
		}
	}
}

func TestKeyIsNotPrinted(t *testing.T) {
	k := testKey(t)
	if printed := fmt.Sprint(k) + fmt.Sprintf("%v %s", k, k); strings.Contains(printed, k.Secret()[60:]) {
		t.Fatal("the secret is printed")
	}
	_, err := ParseSigningKey(k.Secret() + "x")
	if err == nil || strings.Contains(err.Error(), k.Secret()[60:80]) {
		t.Fatalf("the error tells the secret: %v", err)
	}
}

func TestParseKeyRefuses(t *testing.T) {
	k := testKey(t)
	secret, public := k.Secret(), k.Public().String()
	other, err := note.NewEd25519VerifierKey("other", make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	at := strings.IndexByte(public, '+') + 1
	for name, text := range map[string]string{
		"empty": "", "words": "not a key", "secret": secret, "two newlines": public + "\n\n", "space": " " + public,
		"hash in capitals": public[:at] + strings.ToUpper(public[at:at+8]) + public[at+8:],
		"cut":              public[:len(public)-4], "other name": strings.Replace(public, "nghean", "hatinh", 1),
		"foreign origin": other, "newline inside": public[:len(public)-8] + "\n" + public[len(public)-8:],
	} {
		if text == public {
			t.Fatalf("%s: changes nothing", name)
		}
		if _, err := ParsePublicKey(text); err == nil {
			t.Errorf("public key, %s: accepted", name)
		}
	}
	for name, text := range map[string]string{
		"empty": "", "public": public, "cut": secret[:len(secret)-4], "other name": strings.Replace(secret, "nghean", "hatinh", 1),
	} {
		if _, err := ParseSigningKey(text); err == nil {
			t.Errorf("signing key, %s: accepted", name)
		}
	}
	for _, origin := range []string{"", "pheduyet/", "pheduyet/Nghệ", "pheduyet/a b", "pheduyet/a+b", "x/y", "pheduyet/a\nb"} {
		if _, err := GenerateKey(origin); err == nil {
			t.Errorf("origin %q: accepted", origin)
		}
	}
	if _, err := KeyFromSeed("pheduyet/x", nil); err == nil {
		t.Error("empty seed accepted")
	}
}

func TestSignCheckpoint(t *testing.T) {
	k := testKey(t)
	c := Checkpoint{Origin: "pheduyet/nghean", Size: 12, Root: HashBytes([]byte("root"))}
	msg, err := SignCheckpoint(c, k)
	if err != nil {
		t.Fatal(err)
	}
	wantText := "pheduyet/nghean\n12\n" + base64.StdEncoding.EncodeToString(c.Root[:]) + "\n\n— pheduyet/nghean "
	if !strings.HasPrefix(string(msg), wantText) {
		t.Fatalf("got %q", msg)
	}
	got, err := OpenCheckpoint(msg, k.Public())
	if diff := cmp.Diff(c, got); err != nil || diff != "" {
		t.Fatal(err, diff)
	}
	again, err := SignCheckpoint(c, k)
	if err != nil || !bytes.Equal(msg, again) {
		t.Fatal("signing twice differs")
	}
	for _, bad := range []Checkpoint{{"pheduyet/hatinh", 1, c.Root}, {c.Origin, -1, c.Root}, {c.Origin, 1 << 60, c.Root}} {
		if _, err := SignCheckpoint(bad, k); err == nil {
			t.Errorf("%v signed", bad)
		}
	}
	if _, err := SignCheckpoint(Checkpoint{}, SigningKey{}); err == nil {
		t.Error("signed without a key")
	}
	if _, err := OpenCheckpoint(msg, PublicKey{}); err == nil {
		t.Error("opened without a key")
	}
}

func TestOpenCheckpointRefuses(t *testing.T) {
	k := testKey(t)
	root := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0}, 32))
	sign := func(text string) string {
		msg, err := note.Sign(&note.Note{Text: text}, k.signer)
		if err != nil {
			t.Fatal(err)
		}
		return string(msg)
	}
	good := sign("pheduyet/nghean\n12\n" + root + "\n")
	stranger, err := GenerateKey("pheduyet/nghean")
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := SignCheckpoint(Checkpoint{Origin: "pheduyet/nghean", Size: 12}, stranger)
	if err != nil {
		t.Fatal(err)
	}
	line := good[strings.Index(good, "— "):]
	both, err := note.Sign(&note.Note{Text: "pheduyet/nghean\n12\n" + root + "\n"}, k.signer, stranger.signer)
	if err != nil {
		t.Fatal(err)
	}
	for name, msg := range map[string]string{
		"empty": "", "text alone": "pheduyet/nghean\n12\n" + root + "\n", "size edited": strings.Replace(good, "\n12\n", "\n13\n", 1),
		"another key": string(foreign), "signed twice": good + line, "a second signer": string(both),
		"trailing data": good + "x", "trailing newline": good + "\n", "carriage returns": strings.ReplaceAll(good, "\n", "\r\n"),
		"leading zero": sign("pheduyet/nghean\n012\n" + root + "\n"), "plus sign": sign("pheduyet/nghean\n+12\n" + root + "\n"),
		"negative": sign("pheduyet/nghean\n-1\n" + root + "\n"), "huge": sign("pheduyet/nghean\n9223372036854775807\n" + root + "\n"),
		"extension line": sign("pheduyet/nghean\n12\n" + root + "\nmore\n"), "short root": sign("pheduyet/nghean\n12\nAAAA\n"),
		"altered root bits": sign("pheduyet/nghean\n12\n" + root[:42] + "B=\n"),
		"other origin":      sign("pheduyet/hatinh\n12\n" + root + "\n"), "blank lines": sign("\n\n\n"),
		"too long": strings.Repeat("x", 5000) + good,
	} {
		if c, err := OpenCheckpoint([]byte(msg), k.Public()); err == nil {
			t.Errorf("%s: accepted as %v", name, c)
		}
	}
}

// No other spelling of a signed checkpoint is accepted: any changed byte, such
// as the trailing bits of base64 that note.Open lets pass, is refused.
func TestMutatedCheckpointIsRefused(t *testing.T) {
	k := testKey(t)
	good, err := SignCheckpoint(Checkpoint{Origin: k.Origin(), Size: 5, Root: leafNo(1)}, k)
	if err != nil {
		t.Fatal(err)
	}
	for at := range good {
		for _, b := range []byte("ABCDEFQgw/+=0 \n\x00\xff") {
			if good[at] == b {
				continue
			}
			bad := bytes.Clone(good)
			bad[at] = b
			if _, err := OpenCheckpoint(bad, k.Public()); err == nil {
				t.Fatalf("byte %d as %q: accepted", at, b)
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		bad := bytes.Clone(good)
		bad[rapid.IntRange(0, len(bad)-1).Draw(t, "at")] ^= rapid.ByteRange(1, 255).Draw(t, "bits")
		if _, err := OpenCheckpoint(bad, k.Public()); err == nil {
			t.Fatalf("%q accepted", bad)
		}
	})
}

func FuzzOpenCheckpoint(f *testing.F) {
	k := testKey(f)
	good, err := SignCheckpoint(Checkpoint{Origin: k.Origin(), Size: 5}, k)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte("\n\n— pheduyet/nghean AAAAAAAA\n"))
	f.Fuzz(func(t *testing.T, msg []byte) {
		if _, err := OpenCheckpoint(msg, k.Public()); err == nil && !bytes.Equal(msg, good) {
			t.Fatalf("%q accepted", msg)
		}
	})
}
