package pgserver

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// secret returns the password kept under name, made on first use: 24 random
// bytes in hexadecimal, so that it needs no quoting anywhere.
func secret(dataDir, name string) (string, error) {
	dir := filepath.Join(dataDir, "secrets")
	file := filepath.Join(dir, name)
	raw, err := os.ReadFile(file)
	if err == nil {
		if value := strings.TrimSpace(string(raw)); value != "" {
			return value, nil
		}
		return "", fmt.Errorf("the password file %s is empty", file)
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("read a password: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the folder of passwords: %w", err)
	}
	random := make([]byte, 24)
	rand.Read(random) // never fails, says crypto/rand
	value := hex.EncodeToString(random)
	return value, writeDurably(file, value+"\n")
}

// writeDurably writes a whole 0600 file or none: a password lost to a crash
// after the cluster took it would lock the cluster.
func writeDurably(file, content string) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".new-*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.WriteString(content)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}
