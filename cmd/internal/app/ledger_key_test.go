package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pheduyet/internal/ledger"
)

func TestOwnKeyIsMadeOnceAndNeverReplaced(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	c := Config{DataDir: dir}
	if err := c.OwnKey(); err != nil {
		t.Fatal(err)
	}
	first, err := c.SigningKey()
	if err != nil {
		t.Fatal(err)
	}
	public, err := os.ReadFile(dir + "/ledger.pub")
	if err != nil || string(public) != first.Public().String()+"\n" {
		t.Errorf("ledger.pub %q, %v", public, err)
	}
	info, err := os.Stat(c.LedgerKeyFile)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's file: %v, %v", info.Mode(), err)
	}
	again := Config{DataDir: dir}
	if err := again.OwnKey(); err != nil {
		t.Fatal(err)
	}
	if second, err := again.SigningKey(); err != nil || second.Secret() != first.Secret() {
		t.Error("another key at the second start", err)
	}
	if err := os.Remove(c.LedgerKeyFile); err != nil {
		t.Fatal(err)
	}
	lost := Config{DataDir: dir}
	if err := lost.OwnKey(); err == nil || !strings.Contains(err.Error(), "ledger.key is gone") {
		t.Errorf("a lost key was replaced: %v", err)
	}
}

func TestTheKeyComesFromAFileOrTheEnvironment(t *testing.T) {
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ledger.key")
	if err := os.WriteFile(file, []byte(key.Secret()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	seed := "pheduyet/thu+" + strings.Repeat("0f", 32)
	for name, c := range map[string]struct {
		env  map[string]string
		want string // of the origin; or in the error
	}{
		"file":        {map[string]string{"LEDGER_KEY_FILE": file}, "pheduyet/thu"},
		"environment": {map[string]string{"LEDGER_KEY": key.Secret()}, "pheduyet/thu"},
		"seed":        {map[string]string{"LEDGER_KEY": seed}, "pheduyet/thu"},
		"neither":     {nil, "LEDGER_KEY_FILE is not set"},
		"no file":     {map[string]string{"LEDGER_KEY_FILE": file + "x"}, "no such file"},
		"both":        {map[string]string{"LEDGER_KEY": seed, "LEDGER_KEY_FILE": file}, "both set"},
		"no key":      {map[string]string{"LEDGER_KEY": "bí mật"}, "LEDGER_KEY: not a key"},
	} {
		t.Run(name, func(t *testing.T) {
			config, err := load(c.env)
			var got ledger.SigningKey
			if err == nil {
				got, err = config.SigningKey()
			}
			if err == nil && got.Origin() != c.want || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q, %v; want %q", got.Origin(), err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "bí mật") {
				t.Error("the error shows the key")
			}
		})
	}
}
