package app

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func load(env map[string]string) (Config, error) {
	return Load(func(name string) string { return env[name] }, "none")
}

func TestDefaults(t *testing.T) {
	c, err := load(map[string]string{"LISTEN_ADDR": "0.0.0.0:9000"})
	if err != nil {
		t.Fatal(err)
	}
	if c.PublicURL != "http://0.0.0.0:9000" || c.BlobDir != "./data/blobs" || c.Seed != "none" || c.TemporalNamespace != "default" {
		t.Errorf("%+v", c)
	}
	if err := c.NeedDatabase(); err == nil || !strings.Contains(err.Error(), "DATABASE_URL") {
		t.Errorf("without a database: %v", err)
	}
}

func TestTheOwnersDatabaseIsTheApplicationsUnlessSaid(t *testing.T) {
	c, err := load(map[string]string{"DATABASE_URL": "postgres://app@h/db"})
	if err != nil {
		t.Fatal(err)
	}
	if string(c.MigrateDatabaseURL) != "postgres://app@h/db" {
		t.Errorf("MIGRATE_DATABASE_URL %s", string(c.MigrateDatabaseURL))
	}
}

func TestEveryFaultIsNamedAtOnce(t *testing.T) {
	_, err := load(map[string]string{
		"LISTEN_ADDR": "here", "PUBLIC_URL": "ftp://x", "DATABASE_URL": "mysql://x", "SEED": "all",
		"TRUSTED_PROXIES": "10.0.0.0/8, nobody", "LOG_LEVEL": "loud", "SMTP_URL": "smtp://u:hush@h?tls=none&from=a@b",
	})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, name := range []string{"LISTEN_ADDR", "PUBLIC_URL", "DATABASE_URL", "SEED", "TRUSTED_PROXIES", "LOG_LEVEL", "SMTP_URL"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("does not name %s: %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "mysql://x") || strings.Contains(err.Error(), "hush") {
		t.Error("shows the connection string, which holds a password")
	}
}

func TestTrustedProxies(t *testing.T) {
	c, err := load(map[string]string{"TRUSTED_PROXIES": "10.0.0.0/8, 192.168.1.7"})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.TrustedProxies); got != "[10.0.0.0/8 192.168.1.7/32]" {
		t.Error(got)
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	var out strings.Builder
	secret := Secret("postgres://u:p4ss@h/db")
	slog.New(slog.NewTextHandler(&out, nil)).Info("start", "url", secret)
	fmt.Fprintf(&out, "%v %s", secret, secret)
	if strings.Contains(out.String(), "p4ss") {
		t.Error(out.String())
	}
}
