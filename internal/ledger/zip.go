package ledger

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// dosEpoch is 1 January 1980, the earliest date that a zip can hold.
const dosEpoch = 0x21

// writeZip stores the files in the given order with nothing that varies.
func writeZip(w io.Writer, files []bundleFile) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		out, err := z.CreateRaw(storedHeader(f.name, f.size, f.crc))
		if err != nil {
			return err
		}
		in, err := f.open()
		if err != nil {
			return err
		}
		n, err := io.Copy(out, in)
		if closing := in.Close(); err == nil {
			err = closing
		}
		if err == nil && n != f.size {
			err = fmt.Errorf("%s: tệp thay đổi trong lúc đọc", f.name)
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func storedHeader(name string, size int64, crc uint32) *zip.FileHeader {
	return &zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc,
		//lint:ignore SA1019 CreateRaw writes this date and no other; for Modified CreateHeader would add an extra field
		ModifiedDate:     dosEpoch,
		CompressedSize64: uint64(size), UncompressedSize64: uint64(size),
	}
}

// requireSameZip refuses a zip that is not byte for byte what writeZip makes
// of the same files: comments, gaps, extra fields, data before or after.
func requireSameZip(r io.ReaderAt, size int64, z *zip.Reader) error {
	same := &comparer{r: io.NewSectionReader(r, 0, size)}
	files := make([]bundleFile, len(z.File))
	for i, f := range z.File {
		files[i] = bundleFile{name: f.Name, size: int64(f.UncompressedSize64), crc: f.CRC32, open: f.Open}
	}
	if err := writeZip(same, files); err != nil || same.n != size {
		return errDifferent
	}
	return nil
}

var errDifferent = errors.New("tệp zip không ở dạng chuẩn (dữ liệu thừa, ghi chú, mã kiểm tra sai hoặc đóng gói lại)")

// comparer is a writer that fails on the first byte that differs from r.
type comparer struct {
	r    io.Reader
	n    int64
	have []byte
}

func (c *comparer) Write(p []byte) (int, error) {
	c.have = slices.Grow(c.have[:0], len(p))[:len(p)]
	if _, err := io.ReadFull(c.r, c.have); err != nil || !bytes.Equal(c.have, p) {
		return 0, errDifferent
	}
	c.n += int64(len(p))
	return len(p), nil
}
