package ledger

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"regexp"
	"slices"
	"strings"
)

// BundleFormat is the only bundle format that this package writes and reads.
const BundleFormat = "pheduyet-evidence/1"

// Bundle is the evidence about one proposal.
type Bundle struct {
	Entries    [][]byte     // stored bytes, whole and in order of seq
	Proofs     []Proof      // one for each entry, in the checkpoint's tree
	Checkpoint []byte       // signed; the first that covers the last entry
	Texts      []EntryText  // free texts, and those sealed away
	Packs      [][]byte     // process packs: rule.hash is the sha256 of these bytes
	Screenings [][]byte     // screenings with catalog editions, named in payloads by sha256
	Documents  []SourceFile // empty when only the hashes are wanted
	Why        []byte       // vi-sao.html, without external references
}

// EntryText is a kept text and the entry that it belongs to.
type EntryText struct {
	Seq int64
	KeptText
}

// SourceFile is a document's file, read twice: to name it, then to copy it.
type SourceFile struct {
	Ext  string // "pdf": 1 to 8 of a–z and 0–9, or ""
	Open func() (io.ReadCloser, error)
}

// Names inside a bundle. In the folders a file's name is its sha256.
const (
	fileManifest   = "manifest.json"
	fileSignature  = "manifest.sig"
	fileEntries    = "entries.jsonl"
	fileProofs     = "proofs.json"
	fileTexts      = "texts.json"
	fileCheckpoint = "checkpoint.txt"
	fileReadme     = "README.txt"
	fileWhy        = "vi-sao.html"
	dirDocuments   = "documents"
	dirPacks       = "packs"
	dirScreenings  = "screenings"
)

// fixedFiles are in every bundle, and listed in its manifest.
var fixedFiles = []string{fileReadme, fileCheckpoint, fileEntries, fileProofs, fileTexts, fileWhy}

var hashedName = regexp.MustCompile(`^(documents|packs|screenings)/([0-9a-f]{64})(\.[a-z0-9]{1,8})?$`)

// manifest lists every file but itself and its signature.
type manifest struct {
	Format         string         `json:"format"`
	Origin         string         `json:"origin"`
	Proposal       string         `json:"proposal"`
	Entries        int            `json:"entries"`
	CheckpointSize int64          `json:"checkpoint_size"`
	Files          []manifestFile `json:"files"` // sorted by name
}

type manifestFile struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 Hash   `json:"sha256"`
}

func (m manifest) subject() string { return "proposal/" + m.Proposal }

// signedText is what manifest.sig signs: it fixes the number of entries and
// every file, so that no entry can be left out and no page replaced.
func (m manifest) signedText(raw []byte) string {
	return BundleFormat + "\n" + m.Origin + "\n" + HashBytes(raw).String() + "\n"
}

// WriteBundle writes the zip. The same bundle and key give the same bytes:
// fixed order and times, and no compression, whose output changes between releases.
func WriteBundle(w io.Writer, b Bundle, key SigningKey) error {
	entries, err := VerifyChain(b.Entries)
	if err != nil {
		return err
	}
	checkpoint, err := OpenCheckpoint(b.Checkpoint, key.Public())
	if err != nil {
		return err
	}
	if len(entries) == 0 || len(entries) != len(b.Proofs) || entries[0].Proposal == "" {
		return errors.New("bộ bằng chứng phải có mục nhật ký của một hồ sơ và đủ bằng chứng cho từng mục")
	}
	files, err := b.files(key.Public())
	if err != nil {
		return err
	}
	m := manifest{
		Format: BundleFormat, Origin: checkpoint.Origin, Proposal: entries[0].Proposal,
		Entries: len(entries), CheckpointSize: checkpoint.Size,
	}
	for _, f := range files {
		m.Files = append(m.Files, manifestFile{f.name, f.size, f.sum})
	}
	raw, err := Canonical(m)
	if err != nil {
		return err
	}
	signature, err := signText(m.signedText(raw), key)
	if err != nil {
		return err
	}
	files = append([]bundleFile{contentFile(fileManifest, raw), contentFile(fileSignature, signature)}, files...)
	return writeZip(w, files)
}

// files gives all that the manifest lists, in its order.
func (b Bundle) files(key PublicKey) ([]bundleFile, error) {
	proofs, err := Canonical(b.Proofs)
	if err != nil {
		return nil, err
	}
	texts, err := encodeTexts(b.Texts)
	if err != nil {
		return nil, err
	}
	files := []bundleFile{
		contentFile(fileEntries, append(bytes.Join(b.Entries, []byte("\n")), '\n')),
		contentFile(fileProofs, proofs),
		contentFile(fileTexts, texts),
		contentFile(fileCheckpoint, b.Checkpoint),
		contentFile(fileReadme, readme(key)),
		contentFile(fileWhy, b.Why),
	}
	for dir, contents := range map[string][][]byte{dirPacks: b.Packs, dirScreenings: b.Screenings} {
		for _, c := range contents {
			files = append(files, contentFile(dir+"/"+HashBytes(c).String()+".json", c))
		}
	}
	for _, d := range b.Documents {
		f, err := hashSource(d)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	slices.SortFunc(files, func(a, b bundleFile) int { return strings.Compare(a.name, b.name) })
	// The same document may have been filed twice; it is kept once.
	return slices.CompactFunc(files, func(a, b bundleFile) bool { return a.name == b.name }), nil
}

// bundleFile is a file about to be written.
type bundleFile struct {
	name string
	size int64
	crc  uint32
	sum  Hash
	open func() (io.ReadCloser, error)
}

func contentFile(name string, content []byte) bundleFile {
	return bundleFile{
		name: name, size: int64(len(content)), crc: crc32.ChecksumIEEE(content), sum: HashBytes(content),
		open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
	}
}

func hashSource(d SourceFile) (bundleFile, error) {
	in, err := d.Open()
	if err != nil {
		return bundleFile{}, err
	}
	defer in.Close()
	sum, crc := sha256.New(), crc32.NewIEEE()
	n, err := io.Copy(io.MultiWriter(sum, crc), in)
	if err != nil {
		return bundleFile{}, err
	}
	f := bundleFile{size: n, crc: crc.Sum32(), sum: Hash(sum.Sum(nil)), open: d.Open}
	f.name = dirDocuments + "/" + hex.EncodeToString(f.sum[:])
	if d.Ext != "" {
		f.name += "." + d.Ext
	}
	if !hashedName.MatchString(f.name) {
		return bundleFile{}, fmt.Errorf("phần mở rộng của tệp sai: %.20q", d.Ext)
	}
	return f, nil
}
