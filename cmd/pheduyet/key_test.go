package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pheduyet/internal/ledger"
)

func TestKeyMakesAndTells(t *testing.T) {
	none := func(string) string { return "" }
	var secret, public strings.Builder
	if err := run(t.Context(), []string{"key", "pheduyet/thu"}, none, &secret); err != nil {
		t.Fatal(err)
	}
	k, err := ledger.ParseSigningKey(secret.String())
	if err != nil {
		t.Fatal(err)
	}
	set := func(name string) string { return map[string]string{"LEDGER_KEY": secret.String()}[name] }
	if err := run(t.Context(), []string{"key"}, set, &public); err != nil || public.String() != k.Public().String()+"\n" {
		t.Errorf("%q, %v", &public, err)
	}
	for _, args := range [][]string{{"key"}, {"key", "nghe-an"}, {"key", "pheduyet/a", "b"}} {
		if err := run(t.Context(), args, none, &public); err == nil {
			t.Errorf("%v: accepted", args)
		}
	}
}

// make secrets gives a deployment a key of its own, also one that was set up
// before ledgers were signed, and never another.
func TestMakeSecretsMakesAKey(t *testing.T) {
	makefile, err := filepath.Abs(root + "Makefile")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	secrets := func() string {
		t.Helper()
		cmd := exec.Command("make", "--no-print-directory", "-f", makefile, "secrets", "CODE=thu")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		content, err := os.ReadFile(dir + "/.env")
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	first := secrets()
	line := regexp.MustCompile(`(?m)^LEDGER_KEY=(.*)$`)
	found := line.FindStringSubmatch(first)
	if found == nil {
		t.Fatal("no LEDGER_KEY")
	}
	if k, err := ledger.ParseSigningKey(found[1]); err != nil || k.Origin() != "pheduyet/thu" {
		t.Errorf("%v, %v", k, err)
	}
	if secrets() != first {
		t.Error("the second make secrets changed .env")
	}
	old := line.ReplaceAllString(first, "")
	if err := os.WriteFile(dir+"/.env", []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	if again := secrets(); !strings.HasPrefix(again, old) || !line.MatchString(again) {
		t.Error("an older .env got no key, or lost something")
	}
}
