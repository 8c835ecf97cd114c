package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func digestOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func open(t *testing.T) (*Files, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blobs")
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f, dir
}

// files counts what lies in the folder.
func files(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPutThenOpen(t *testing.T) {
	f, dir := open(t)
	const content = "công văn"
	for range 2 { // the same bytes are kept once
		if err := f.Put(context.Background(), digestOf(content), strings.NewReader(content)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := f.Open(context.Background(), digestOf(content))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != content {
		t.Errorf("read %q, %v", got, err)
	}
	if n := files(t, dir); n != 1 {
		t.Errorf("%d files, want 1", n)
	}
}

func TestPutRefusesWhatIsNotItsDigest(t *testing.T) {
	f, dir := open(t)
	err := f.Put(context.Background(), digestOf("một"), strings.NewReader("hai"))
	if !errors.Is(err, ErrDigest) {
		t.Errorf("Put = %v, want ErrDigest", err)
	}
	if n := files(t, dir); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

func TestPutLeavesNothingOfAnAbortedUpload(t *testing.T) {
	f, dir := open(t)
	broken := errors.New("connection lost")
	err := f.Put(context.Background(), digestOf("một"), io.MultiReader(strings.NewReader("m"), failing{broken}))
	if !errors.Is(err, broken) {
		t.Errorf("Put = %v, want %v", err, broken)
	}
	if n := files(t, dir); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestDigestsAreNoPaths(t *testing.T) {
	f, _ := open(t)
	for _, digest := range []string{"", "..", "../../etc/passwd", strings.ToUpper(digestOf("x")), digestOf("x") + "/x"} {
		if err := f.Put(context.Background(), digest, strings.NewReader("x")); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("Put(%q) = %v, want invalid", digest, err)
		}
		if _, err := f.Open(context.Background(), digest); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("Open(%q) = %v, want invalid", digest, err)
		}
	}
	if _, err := f.Open(context.Background(), digestOf("nothing")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open of nothing = %v", err)
	}
}

func TestOpenNeedsAWritableFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "blobs")); err == nil {
		t.Error("a folder below a file is no folder")
	}
}
