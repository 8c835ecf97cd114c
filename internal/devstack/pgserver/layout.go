package pgserver

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Layout is the version of the data folder's layout which this program
// writes. It grows when an older program could no longer use the folder.
const Layout = 1

// prepareDataDir makes the data folder, refuses one that cannot be written or
// that a newer program made, and returns its absolute path.
func prepareDataDir(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("data folder %s: %w", dir, err)
	}
	if err := os.MkdirAll(abs, 0o755); err != nil {
		return "", fmt.Errorf("data folder %s cannot be made: %w", abs, err)
	}
	// One name for one folder: the cluster's processes are known by it.
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return "", fmt.Errorf("data folder %s: %w", dir, err)
	}
	probe, err := os.CreateTemp(abs, ".probe-*")
	if err != nil {
		return "", fmt.Errorf("data folder %s cannot be written: %w", abs, err)
	}
	probe.Close()
	os.Remove(probe.Name())
	return abs, checkLayout(abs)
}

func checkLayout(dir string) error {
	file := filepath.Join(dir, "VERSION")
	raw, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return os.WriteFile(file, fmt.Appendf(nil, "%d\n", Layout), 0o644)
	}
	if err != nil {
		return fmt.Errorf("read the data folder's version: %w", err)
	}
	text := strings.TrimSpace(string(raw))
	version, err := strconv.Atoi(text)
	if err != nil {
		return fmt.Errorf("%s holds %q, which is no version of a data folder", file, text)
	}
	if version > Layout {
		return fmt.Errorf("data folder %s was made by a newer version (layout %d, this program knows %d): use the newer program, or choose another DATA_DIR",
			dir, version, Layout)
	}
	return nil
}
