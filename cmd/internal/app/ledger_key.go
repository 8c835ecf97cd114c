package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"pheduyet/internal/ledger"
)

// checkKey refuses a key that cannot be one, without showing it.
func (c *Config) checkKey() error {
	if c.LedgerKey == "" {
		return nil
	}
	if c.LedgerKeyFile != "" {
		return errors.New("LEDGER_KEY and LEDGER_KEY_FILE are both set: keep one")
	}
	if _, err := ledger.ParseSigningKey(string(c.LedgerKey)); err != nil {
		return errors.New("LEDGER_KEY: not a key; make one with: pheduyet key pheduyet/<mã tỉnh>")
	}
	return nil
}

// SigningKey is the key that signs the ledger.
func (c *Config) SigningKey() (ledger.SigningKey, error) {
	text := string(c.LedgerKey)
	switch {
	case text == "" && c.LedgerKeyFile == "":
		return ledger.SigningKey{}, errors.New("LEDGER_KEY_FILE is not set: name the file of the key that signs the ledger; pheduyet key pheduyet/<mã tỉnh> makes one")
	case text == "":
		raw, err := os.ReadFile(c.LedgerKeyFile)
		if err != nil {
			return ledger.SigningKey{}, fmt.Errorf("LEDGER_KEY_FILE: %w", err)
		}
		text = string(raw)
	}
	key, err := ledger.ParseSigningKey(text)
	if err != nil {
		return key, fmt.Errorf("the ledger's key: %w", err)
	}
	return key, nil
}

// ownOrigin is the ledger of a standalone machine.
const ownOrigin = "pheduyet/standalone"

// OwnKey gives a standalone machine a key in its data folder at the first start,
// unless it is told another, and writes the public key beside. A key that was
// lost is not replaced: what it signed would no longer verify.
func (c *Config) OwnKey() error {
	if c.CheckpointDir == "" {
		c.CheckpointDir = filepath.Join(c.DataDir, "checkpoints")
	}
	public := filepath.Join(c.DataDir, "ledger.pub")
	if c.LedgerKey == "" && c.LedgerKeyFile == "" {
		c.LedgerKeyFile = filepath.Join(c.DataDir, "ledger.key")
		if err := makeKey(c.LedgerKeyFile, public); err != nil {
			return err
		}
	}
	key, err := c.SigningKey()
	if err != nil {
		return err
	}
	return os.WriteFile(public, []byte(key.Public().String()+"\n"), 0o644)
}

func makeKey(file, public string) error {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := os.Stat(public); err == nil {
		return fmt.Errorf("%s is there but %s is gone: put the key back from its backup", public, file)
	}
	key, err := ledger.GenerateKey(ownOrigin)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(key.Secret()+"\n"), 0o600)
}
