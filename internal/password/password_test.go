package password

import (
	"strings"
	"testing"
)

func TestHashVerifies(t *testing.T) {
	hash := Hash("mật khẩu")
	for password, want := range map[string]bool{"mật khẩu": true, "mat khau": false, "": false} {
		got, err := Verify(hash, password)
		if err != nil || got != want {
			t.Errorf("Verify(%q) = %v, %v; want %v", password, got, err, want)
		}
	}
	if Hash("mật khẩu") == hash {
		t.Error("two hashes of one password are the same: no salt")
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %q", hash)
	}
}

// The reference implementation's answer for these inputs (argon2 -id -t 2 -k 256
// -p 1 -l 24, salt "somesalt").
func TestVerifyKnowsForeignHashes(t *testing.T) {
	const hash = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
	if ok, err := Verify(hash, "password"); err != nil || !ok {
		t.Errorf("Verify = %v, %v", ok, err)
	}
}

func TestVerifyRefusesDamagedHashes(t *testing.T) {
	good := Hash("x")
	for name, hash := range map[string]string{
		"empty":         "",
		"plain":         "pheduyet",
		"other variant": strings.Replace(good, "argon2id", "argon2i", 1),
		"version":       strings.Replace(good, "v=19", "v=16", 1),
		"no passes":     strings.Replace(good, "t=2", "t=0", 1),
		"huge":          strings.Replace(good, "m=19456", "m=4000000000", 1),
		"salt":          strings.Replace(good, "p=1$", "p=1$!", 1),
		"cut":           good[:strings.LastIndex(good, "$")+1],
	} {
		if ok, err := Verify(hash, "x"); ok || err == nil {
			t.Errorf("%s: Verify = %v, %v; want an error", name, ok, err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$c29tZXNhbHRzb21lc2FsdA")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, hash string) {
		if strings.Contains(hash, "m=") && !strings.Contains(hash, "m=8,t=1,") {
			t.Skip("costs are not what is tried here")
		}
		if ok, _ := Verify(hash, "không phải mật khẩu này"); ok {
			t.Errorf("%q verifies", hash)
		}
	})
}
