package ledger

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Limits of a bundle. Nothing in it is compressed, so nothing can unfold
// beyond its own size; only the small files are held in memory.
const (
	MaxBundleBytes = 4 << 30
	MaxBundleFiles = 10_000
	maxHeldBytes   = 256 << 20 // all files outside the folders together
)

// bundleFiles is a zip whose shape is sound, every file read once.
type bundleFiles struct {
	zip     *zip.Reader
	names   []string // in the zip's order
	sums    map[string]Hash
	sizes   map[string]int64
	content map[string][]byte // of the files outside the folders
}

func openBundle(r io.ReaderAt, size int64) (*bundleFiles, error) {
	if size > MaxBundleBytes {
		return nil, unreadable("", fmt.Errorf("tệp dài %d byte, quá %d", size, int64(MaxBundleBytes)))
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, unreadable("", errors.New("không phải tệp zip, hoặc tệp bị cắt"))
	}
	if len(z.File) > MaxBundleFiles {
		return nil, unreadable("", fmt.Errorf("có %d tệp, quá %d", len(z.File), MaxBundleFiles))
	}
	b := &bundleFiles{zip: z, sums: map[string]Hash{}, sizes: map[string]int64{}, content: map[string][]byte{}}
	if err := b.checkShape(size); err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if err := b.read(f); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// checkShape looks at the directory alone, before anything is read.
func (b *bundleFiles) checkShape(size int64) error {
	var total, held uint64
	for _, f := range b.zip.File {
		switch {
		case !known(f.Name):
			return unreadable(f.Name, errors.New("tên tệp không được phép trong bộ bằng chứng"))
		case b.has(f.Name):
			return tampered(f.Name, errors.New("tệp có hai lần"))
		case f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64:
			return unreadable(f.Name, errors.New("tệp bị nén lại: bộ bằng chứng không nén"))
		case f.UncompressedSize64 > uint64(size):
			return unreadable(f.Name, errors.New("tệp khai dài hơn cả bộ"))
		}
		b.names = append(b.names, f.Name)
		b.sizes[f.Name] = int64(f.UncompressedSize64)
		total += f.UncompressedSize64
		if !hashedName.MatchString(f.Name) {
			held += f.UncompressedSize64
		}
		// Files laid over each other would be read many times.
		if total > uint64(size) || held > maxHeldBytes {
			return unreadable("", errors.New("các tệp khai dài quá mức"))
		}
	}
	for _, name := range append([]string{fileManifest, fileSignature}, fixedFiles...) {
		if !b.has(name) {
			return tampered(name, errors.New("thiếu tệp này"))
		}
	}
	return nil
}

func (b *bundleFiles) has(name string) bool {
	_, is := b.sizes[name]
	return is
}

func known(name string) bool {
	return name == fileManifest || name == fileSignature || slices.Contains(fixedFiles, name) || hashedName.MatchString(name)
}

// read takes the stored bytes as they are. The zip's own check sums come last,
// in requireSameZip, so that an edited entry is named rather than its file.
func (b *bundleFiles) read(f *zip.File) error {
	in, err := f.OpenRaw()
	if err != nil {
		return unreadable(f.Name, errors.New("tệp bị cắt hoặc hỏng"))
	}
	sum := sha256.New()
	to := io.Writer(sum)
	var content bytes.Buffer
	if !hashedName.MatchString(f.Name) {
		to = io.MultiWriter(sum, &content)
	}
	if n, err := io.Copy(to, in); err != nil || n != b.sizes[f.Name] {
		return unreadable(f.Name, errors.New("tệp bị cắt hoặc hỏng"))
	}
	b.sums[f.Name] = Hash(sum.Sum(nil))
	if !hashedName.MatchString(f.Name) {
		b.content[f.Name] = content.Bytes()
	}
	return nil
}
