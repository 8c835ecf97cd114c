package ledger

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// evidence makes a ledger in which one proposal's entries lie among others',
// with a pack, a screening, a document, kept texts and one sealed away.
func evidence(t testing.TB) (Bundle, SigningKey) {
	t.Helper()
	k := testKey(t)
	pack, screening, scan := []byte(`{"id":"p1"}`), []byte(`{"matches":[]}`), []byte("%PDF-1.7 quyết định")
	b := Bundle{Packs: [][]byte{pack}, Screenings: [][]byte{screening}, Why: []byte("<!doctype html><p>Vì sao?")}
	b.Documents = []SourceFile{source("pdf", scan), source("pdf", scan)}
	var tree Frontier
	var stored Hashes
	var head Head
	leaves := []int64{}
	for i := range 9 {
		noise, raw, err := New(Head{}, Entry{Stream: fmt.Sprintf("s%d", i), Action: "signed_in", At: time.Unix(int64(i), 0)})
		if err != nil {
			t.Fatal(err, noise)
		}
		stored = append(stored, tree.Append(LeafHash(raw))...)
		if i%2 == 0 {
			continue
		}
		e := decision()
		e.Rule.Hash = HashBytes(pack).String()
		e.Documents = []Document{{"1/QĐ-UBND", "2026-11-20", HashBytes(scan).String()}, {"2/CV", "", ""}}
		payload := fmt.Sprintf(`{"screening":{"sha256":%q},"note":"ghi chú %d"}`, HashBytes(screening), i)
		sealed, kept, err := Redact([]byte(payload), isNote, countingSalt())
		if err != nil {
			t.Fatal(err)
		}
		e.Payload = sealed
		e, raw, err = New(head, e)
		if err != nil {
			t.Fatal(err)
		}
		if i == 3 {
			kept[0] = KeptText{Path: kept[0].Path, SHA256: kept[0].SHA256, Gone: true}
		}
		head = e.Head()
		leaves = append(leaves, tree.Size())
		b.Entries = append(b.Entries, raw)
		b.Texts = append(b.Texts, EntryText{e.Seq, kept[0]})
		stored = append(stored, tree.Append(LeafHash(raw))...)
	}
	for _, n := range leaves {
		p, err := ProveInclusion(tree.Size(), n, stored)
		if err != nil {
			t.Fatal(err)
		}
		b.Proofs = append(b.Proofs, p)
	}
	var err error
	if b.Checkpoint, err = SignCheckpoint(Checkpoint{k.Origin(), tree.Size(), tree.Root()}, k); err != nil {
		t.Fatal(err)
	}
	return b, k
}

func source(ext string, content []byte) SourceFile {
	return SourceFile{Ext: ext, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
}

func write(t testing.TB, b Bundle, k SigningKey) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteBundle(&out, b, k); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func verify(raw []byte, k SigningKey) (Report, error) {
	return VerifyBundle(bytes.NewReader(raw), int64(len(raw)), k.Public())
}

func TestBundleVerifies(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	report, err := verify(raw, k)
	if err != nil {
		t.Fatal(err)
	}
	if report.Proposal != proposalID || len(report.Entries) != 4 || report.Checkpoint.Size != 13 || report.Gone != 1 {
		t.Fatalf("got %+v", report)
	}
	if diff := cmp.Diff([]int64{2, 5, 8, 11}, report.Positions); diff != "" {
		t.Fatal(diff)
	}
	if len(report.Documents) != 8 || !report.Documents[0].Included || report.Documents[1].Included {
		t.Fatalf("documents: %+v", report.Documents)
	}
}

func TestBundleIsReproducible(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	if !bytes.Equal(raw, write(t, b, k)) {
		t.Fatal("the same bundle gives other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, strings.TrimRight(f.Name, "0123456789abcdef"))
		if f.Method != zip.Store || f.Modified.Year() != 1980 {
			t.Errorf("%s: method %d, time %v", f.Name, f.Method, f.Modified)
		}
	}
	folders := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !strings.Contains(n, "/") })
	if len(folders) != 3 || names[0] != "manifest.json" {
		t.Fatalf("files: %v", names)
	}
	// The bytes are final: bundles on auditors' disks must stay reproducible.
	const want = "f232e8de1ef14ef8a2ca14e49ec3ab859cd48d11237b3d1d44afec957a4dbb51"
	if got := HashBytes(raw).String(); got != want {
		t.Errorf("bundle's sha256 is %s, want %s", got, want)
	}
}

func TestBundleWithHashesOnly(t *testing.T) {
	b, k := evidence(t)
	b.Documents = nil
	report, err := verify(write(t, b, k), k)
	if err != nil || report.Documents[0].Included {
		t.Fatalf("%+v, %v", report.Documents, err)
	}
}

func TestReadmeTellsHow(t *testing.T) {
	_, k := evidence(t)
	text := string(readme(k.Public()))
	for _, part := range []string{"pheduyet verify --key ledger.pub", k.Public().Fingerprint().String(), "1: đã bị sửa đổi"} {
		if !strings.Contains(text, part) {
			t.Errorf("README lacks %q", part)
		}
	}
}

func TestWriteBundleRefuses(t *testing.T) {
	stranger, err := GenerateKey("pheduyet/nghean")
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("disk")
	reads := 0
	for name, change := range map[string]func(*Bundle, *SigningKey){
		"no entries":    func(b *Bundle, _ *SigningKey) { b.Entries, b.Proofs = nil, nil },
		"broken chain":  func(b *Bundle, _ *SigningKey) { b.Entries[1] = b.Entries[2] },
		"missing proof": func(b *Bundle, _ *SigningKey) { b.Proofs = b.Proofs[1:] },
		"another's key": func(_ *Bundle, k *SigningKey) { *k = stranger },
		"no key":        func(_ *Bundle, k *SigningKey) { *k = SigningKey{} },
		"extension":     func(b *Bundle, _ *SigningKey) { b.Documents[0].Ext = "../x" },
		"unopenable": func(b *Bundle, _ *SigningKey) {
			b.Documents[0].Open = func() (io.ReadCloser, error) { return nil, broken }
		},
		"changes meanwhile": func(b *Bundle, _ *SigningKey) {
			b.Documents[0].Open = func() (io.ReadCloser, error) {
				reads++
				return io.NopCloser(strings.NewReader(strings.Repeat("x", reads))), nil
			}
		},
	} {
		b, k := evidence(t)
		change(&b, &k)
		if err := WriteBundle(io.Discard, b, k); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}

// forge rewrites a bundle's files as a forger without the key would: the
// manifest is made to fit, its signature is what it was.
func forge(t testing.TB, raw []byte, change func(files map[string][]byte)) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	change(files)
	var m manifest
	if json.Unmarshal(files[fileManifest], &m) == nil && m.Format == BundleFormat {
		m.Files = nil
		for name, content := range files {
			if name != fileManifest && name != fileSignature {
				m.Files = append(m.Files, manifestFile{name, int64(len(content)), HashBytes(content)})
			}
		}
		slices.SortFunc(m.Files, func(a, b manifestFile) int { return strings.Compare(a.Name, b.Name) })
		if files[fileManifest], err = Canonical(m); err != nil {
			t.Fatal(err)
		}
	}
	return pack(t, files)
}

// pack zips files in a bundle's order.
func pack(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var list []bundleFile
	for name, content := range files {
		list = append(list, contentFile(name, content))
	}
	rank := func(f bundleFile) string { return strings.TrimPrefix(f.name, "manifest") }
	slices.SortFunc(list, func(a, b bundleFile) int {
		first := strings.HasPrefix(a.name, "manifest.")
		if second := strings.HasPrefix(b.name, "manifest."); first != second {
			return map[bool]int{true: -1, false: 1}[first]
		}
		return strings.Compare(rank(a), rank(b))
	})
	var out bytes.Buffer
	if err := writeZip(&out, list); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
