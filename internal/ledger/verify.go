package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Report is what a bundle proves, to be shown to people.
type Report struct {
	Proposal   string
	Entries    []Entry
	Positions  []int64 // of each entry in the tree
	Checkpoint Checkpoint
	Documents  []ReportedDocument
	Gone       int // texts sealed away ("nội dung đã gỡ")
}

// ReportedDocument is a document that an entry names.
type ReportedDocument struct {
	Document
	Included bool // the bundle holds the file itself, and it is the right one
}

// VerifyBundle checks a bundle against the ledger's public key, with neither
// network nor database. A non-nil error is a *Fault: the first thing wrong,
// looked for in the order that names it best.
func VerifyBundle(r io.ReaderAt, size int64, key PublicKey) (Report, error) {
	if key.verifier == nil {
		return Report{}, unreadable("", errNoPublicKey)
	}
	files, err := openBundle(r, size)
	if err != nil {
		return Report{}, err
	}
	m, err := files.manifest()
	if err != nil {
		return Report{}, err
	}
	report := Report{Proposal: m.Proposal}
	if report.Checkpoint, err = files.checkpoint(m, key); err != nil {
		return Report{}, err
	}
	stored, err := files.entries(m, &report)
	if err != nil {
		return Report{}, err
	}
	texts, err := decodeTexts(files.content[fileTexts])
	if err != nil {
		return Report{}, tampered(fileTexts, err)
	}
	if report.Gone, err = checkTexts(report.Entries, texts); err != nil {
		return Report{}, err
	}
	if err := files.attached(stored, &report); err != nil {
		return Report{}, err
	}
	if err := files.listed(m, key); err != nil {
		return Report{}, err
	}
	if err := requireSameZip(r, size, files.zip); err != nil {
		return Report{}, tampered("", err)
	}
	return report, nil
}

func (b *bundleFiles) manifest() (manifest, error) {
	var m manifest
	raw := b.content[fileManifest]
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, unreadable(fileManifest, errors.New("không phải JSON của bộ bằng chứng"))
	}
	if m.Format != BundleFormat {
		return m, unreadable(fileManifest, fmt.Errorf("không biết dạng bộ bằng chứng %.60q", m.Format))
	}
	m = manifest{}
	if err := decodeExact(raw, &m); err != nil {
		return m, tampered(fileManifest, err)
	}
	return m, nil
}

// listed checks that the signed manifest lists exactly the files there are.
func (b *bundleFiles) listed(m manifest, key PublicKey) error {
	names := []string{fileManifest, fileSignature}
	for _, f := range m.Files {
		switch {
		case !b.has(f.Name):
			return tampered(f.Name, errors.New("có trong danh mục nhưng không có trong bộ"))
		case b.sums[f.Name] != f.SHA256 || b.sizes[f.Name] != f.Size:
			return tampered(f.Name, errors.New("nội dung khác với danh mục (sai mã băm)"))
		}
		names = append(names, f.Name)
	}
	if !slices.Equal(names, b.names) || !slices.IsSorted(names[2:]) {
		return tampered("", errors.New("có tệp ngoài danh mục, trùng hoặc sai thứ tự"))
	}
	text, err := openText(b.content[fileSignature], key)
	if err == nil && text != m.signedText(b.content[fileManifest]) {
		err = errors.New("chữ ký không thuộc danh mục này: danh mục đã bị sửa")
	}
	if err != nil {
		return tampered(fileSignature, err)
	}
	return nil
}

func (b *bundleFiles) checkpoint(m manifest, key PublicKey) (Checkpoint, error) {
	c, err := OpenCheckpoint(b.content[fileCheckpoint], key)
	if err == nil && (c.Origin != m.Origin || c.Size != m.CheckpointSize) {
		err = errors.New("không phải mốc xác thực mà danh mục nêu")
	}
	if err != nil {
		return c, tampered(fileCheckpoint, err)
	}
	return c, nil
}

// entries checks first that each line is in the signed tree, which tells an
// edited entry from its neighbours, then the chain, which tells a missing one.
func (b *bundleFiles) entries(m manifest, report *Report) ([][]byte, error) {
	raw, ended := bytes.CutSuffix(b.content[fileEntries], []byte("\n"))
	if !ended {
		return nil, tampered(fileEntries, errors.New("mục cuối bị cắt"))
	}
	stored := bytes.Split(raw, []byte("\n"))
	if err := b.proofs(m, stored, report); err != nil {
		return nil, err
	}
	entries, err := VerifyChain(stored)
	var wrong *ChainError
	if errors.As(err, &wrong) {
		return nil, tamperedEntry(int64(wrong.Index), m.subject(), wrong.Err)
	}
	if len(entries) != m.Entries {
		return nil, tampered(fileEntries, fmt.Errorf("có %d mục, danh mục nêu %d", len(entries), m.Entries))
	}
	if m.Proposal == "" || entries[0].Proposal != m.Proposal {
		return nil, tampered(fileEntries, fmt.Errorf("các mục thuộc %s, không thuộc %.60q", entries[0].Subject(), m.subject()))
	}
	report.Entries = entries
	return stored, nil
}

// proofs checks that each entry is in the tree, at a place of its own.
func (b *bundleFiles) proofs(m manifest, stored [][]byte, report *Report) error {
	var proofs []Proof
	if err := decodeExact(b.content[fileProofs], &proofs); err != nil {
		return tampered(fileProofs, err)
	}
	for i, p := range proofs[:min(len(proofs), len(stored))] {
		err := CheckInclusion(report.Checkpoint, p, LeafHash(stored[i]))
		if err == nil && i > 0 && p.Index <= proofs[i-1].Index {
			err = fmt.Errorf("vị trí %d trong cây không sau mục trước", p.Index)
		}
		if err != nil {
			return tamperedEntry(int64(i), m.subject(), err)
		}
		report.Positions = append(report.Positions, p.Index)
	}
	if len(proofs) != len(stored) {
		return tampered(fileProofs, fmt.Errorf("có %d bằng chứng cho %d mục", len(proofs), len(stored)))
	}
	return nil
}

// attached checks the files that are named by their hash: each is what its
// name says and is named by an entry, and the process packs are all there.
func (b *bundleFiles) attached(stored [][]byte, report *Report) error {
	have := map[string]string{} // folder/sha256 → name
	all := bytes.Join(stored, []byte("\n"))
	for _, name := range b.names {
		parts := hashedName.FindStringSubmatch(name)
		if parts == nil {
			continue
		}
		if b.sums[name].String() != parts[2] {
			return tampered(name, errors.New("nội dung không khớp mã băm trong tên tệp"))
		}
		if !bytes.Contains(all, []byte(`"`+parts[2]+`"`)) {
			return tampered(name, errors.New("không mục nhật ký nào nêu tệp này"))
		}
		have[parts[1]+"/"+parts[2]] = name
	}
	for i, e := range report.Entries {
		if e.Rule.Hash != "" && have[dirPacks+"/"+e.Rule.Hash] == "" {
			return tamperedEntry(int64(i), e.Subject(), fmt.Errorf("thiếu quy trình %.80q mà mục này áp dụng", e.Rule.Pack))
		}
		for _, d := range e.Documents {
			included := have[dirDocuments+"/"+d.SHA256] != ""
			report.Documents = append(report.Documents, ReportedDocument{d, included})
		}
	}
	return nil
}

// decodeExact reads JSON into v and refuses any but the canonical encoding of
// exactly v's fields: what is written back must be the same bytes.
func decodeExact(raw []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("JSON sai: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	again, err := Canonical(v)
	if err != nil {
		return err
	}
	if !bytes.Equal(raw, again) {
		return errors.New("JSON không ở dạng chính tắc (RFC 8785) hoặc thiếu, thừa trường")
	}
	return nil
}
