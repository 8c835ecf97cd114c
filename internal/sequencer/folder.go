package sequencer

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"pheduyet/internal/ledger"
)

// Folder keeps checkpoints outside the database, each in a file of its own named
// by its size, beside it the names of the entries that it added. Keep it where
// the database's keeper cannot write.
type Folder string

// Files of a checkpoint of 1234 leaves: 0000000000001234.txt and .jsonl.
const (
	noteExt   = ".txt"
	leavesExt = ".jsonl"
	sizeWidth = 16
)

func (f Folder) file(size int64, ext string) string {
	return filepath.Join(string(f), fmt.Sprintf("%0*d%s", sizeWidth, size, ext))
}

// keep writes a checkpoint and the names of the leaves that it added; once it
// returns they are on the disk.
func (f Folder) keep(c ledger.Signed, leaves []ledger.Leaf) error {
	if err := os.MkdirAll(string(f), 0o755); err != nil {
		return err
	}
	var lines bytes.Buffer
	for _, l := range leaves {
		line, err := json.Marshal(l)
		if err != nil {
			return err
		}
		lines.Write(append(line, '\n'))
	}
	if err := writeFile(f.file(c.Size, leavesExt), lines.Bytes()); err != nil {
		return err
	}
	return writeFile(f.file(c.Size, noteExt), c.Note)
}

// sizes lists the kept checkpoints, smallest first.
func (f Folder) sizes() ([]int64, error) {
	names, err := os.ReadDir(string(f))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var sizes []int64
	for _, n := range names {
		digits, is := strings.CutSuffix(n.Name(), noteExt)
		if size, err := strconv.ParseInt(digits, 10, 64); is && err == nil && len(digits) == sizeWidth {
			sizes = append(sizes, size)
		}
	}
	slices.Sort(sizes)
	return sizes, nil
}

// last reads the greatest checkpoint; the zero Signed when there is none.
func (f Folder) last(key ledger.PublicKey) (ledger.Signed, error) {
	sizes, err := f.sizes()
	if err != nil || len(sizes) == 0 {
		return ledger.Signed{}, err
	}
	return f.read(sizes[len(sizes)-1], key)
}

func (f Folder) read(size int64, key ledger.PublicKey) (ledger.Signed, error) {
	name := f.file(size, noteExt)
	note, err := os.ReadFile(name)
	if err != nil {
		return ledger.Signed{}, err
	}
	c, err := ledger.OpenCheckpoint(note, key)
	if err == nil && c.Size != size {
		err = fmt.Errorf("là mốc của %d mục", c.Size)
	}
	if err != nil {
		return ledger.Signed{}, fmt.Errorf("mốc xác thực giữ ngoài cơ sở dữ liệu %s: %w", name, err)
	}
	return ledger.Signed{Size: size, Root: c.Root, Note: note}, nil
}

// Checkpoints reads every checkpoint kept here, smallest first. Those that were
// given up are no longer among them.
func (f Folder) Checkpoints(key ledger.PublicKey) ([]ledger.Signed, error) {
	sizes, err := f.sizes()
	if err != nil {
		return nil, err
	}
	all := make([]ledger.Signed, len(sizes))
	for i, size := range sizes {
		if all[i], err = f.read(size, key); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// intact is the size of the greatest kept checkpoint that the tree extends.
func (f Folder) intact(size int64, tree ledger.HashReader, key ledger.PublicKey) (int64, error) {
	sizes, err := f.sizes()
	if err != nil {
		return 0, err
	}
	var fault error
	broken := sort.Search(len(sizes), func(i int) bool {
		c, err := f.read(sizes[i], key)
		whole := false
		if err == nil {
			whole, err = c.ExtendedBy(size, tree)
		}
		fault = errors.Join(fault, err)
		return !whole
	})
	if broken == 0 || fault != nil {
		return 0, fault
	}
	return sizes[broken-1], nil
}

// leaves reads the names of the entries at positions from ≤ p < to that are
// known here; a folder that was filled late does not know all.
func (f Folder) leaves(from, to int64) ([]ledger.Leaf, error) {
	sizes, err := f.sizes()
	if err != nil {
		return nil, err
	}
	found := []ledger.Leaf{}
	for _, size := range sizes {
		if size <= from {
			continue
		}
		lines, err := os.ReadFile(f.file(size, leavesExt))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for scan := bufio.NewScanner(bytes.NewReader(lines)); scan.Scan(); {
			var l ledger.Leaf
			if json.Unmarshal(scan.Bytes(), &l) == nil && l.Position >= from && l.Position < to {
				found = append(found, l)
			}
		}
	}
	return found, nil
}

// putAside moves what lies beyond the intact checkpoints into a folder of its
// own, where it stays as evidence. The one that was given up goes last: broken
// off, the same is found and done again.
func (f Folder) putAside(intact, kept int64, root ledger.Hash) error {
	aside := filepath.Join(string(f), fmt.Sprintf("given-up-%d-%.8s", kept, root))
	if err := os.MkdirAll(aside, 0o755); err != nil {
		return err
	}
	sizes, err := f.sizes()
	if err != nil {
		return err
	}
	for _, size := range sizes {
		if size <= intact {
			continue
		}
		for _, ext := range []string{leavesExt, noteExt} {
			from := f.file(size, ext)
			if err := os.Rename(from, filepath.Join(aside, filepath.Base(from))); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return syncDir(string(f))
}

// writeFile puts a whole file in its place or none, durably.
func writeFile(name string, content []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // gone once it has its name
	_, err = temporary.Write(content)
	err = errors.Join(err, temporary.Chmod(0o644), temporary.Sync(), temporary.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(temporary.Name(), name); err != nil {
		return err
	}
	return syncDir(filepath.Dir(name))
}

func syncDir(name string) error {
	dir, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
