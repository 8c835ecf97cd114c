package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// Files keeps blobs in a folder, one file each, spread over 256 subfolders.
type Files struct{ dir string }

// ErrDigest is the error of bytes that are not those of their sha256.
var ErrDigest = errors.New("blob: the bytes do not have this sha256")

// Open uses a folder, making it where it is missing; only the program's own user
// may enter it.
func Open(dir string) (*Files, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	probe, err := os.CreateTemp(dir, "probe-*")
	if err != nil {
		return nil, fmt.Errorf("the folder for documents is not writable: %w", err)
	}
	return &Files{dir}, errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// Put keeps the bytes of r under their sha256 in hexadecimal, once: what is there
// stays. When it returns without error the bytes are on disk. Bytes with another
// sha256 are refused with [ErrDigest] and leave nothing.
func (f *Files) Put(ctx context.Context, digest string, r io.Reader) error {
	path, err := f.path(digest)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(folder, "put-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // gone already where all went well
	if err := write(ctx, temp, digest, r); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	return errors.Join(sync(folder), sync(f.dir))
}

// Open gives the bytes; fs.ErrNotExist where there are none.
func (f *Files) Open(_ context.Context, digest string) (io.ReadCloser, error) {
	path, err := f.path(digest)
	if err != nil {
		return nil, err
	}
	return os.Open(path)
}

var hexDigest = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (f *Files) path(digest string) (string, error) {
	if !hexDigest.MatchString(digest) {
		return "", fmt.Errorf("blob: %q is not a sha256: %w", digest, fs.ErrInvalid)
	}
	return filepath.Join(f.dir, digest[:2], digest), nil
}

func write(ctx context.Context, temp *os.File, digest string, r io.Reader) error {
	sum := sha256.New()
	_, err := io.Copy(io.MultiWriter(temp, sum), r)
	if err == nil && hex.EncodeToString(sum.Sum(nil)) != digest {
		err = ErrDigest
	}
	if err == nil {
		err = temp.Sync()
	}
	return errors.Join(err, temp.Close(), ctx.Err())
}

// sync makes a folder's new names last.
func sync(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Erase takes the bytes away; those that are not there are gone already.
func (f *Files) Erase(_ context.Context, digest string) error {
	path, err := f.path(digest)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
