package ledger

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// lines changes the lines of entries.jsonl.
func lines(change func([][]byte) [][]byte) func(map[string][]byte) {
	return func(f map[string][]byte) {
		all := bytes.Split(bytes.TrimSuffix(f[fileEntries], []byte("\n")), []byte("\n"))
		f[fileEntries] = append(bytes.Join(change(all), []byte("\n")), '\n')
	}
}

func replace(file, from, to string) func(map[string][]byte) {
	return func(f map[string][]byte) { f[file] = bytes.Replace(f[file], []byte(from), []byte(to), 1) }
}

// forgery is a change to a bundle's files and what verification says of it.
type forgery struct {
	name   string
	change func(map[string][]byte)
	exit   int
	want   string // part of the message
}

func TestForgedBundle(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	if forged := forge(t, raw, func(map[string][]byte) {}); !bytes.Equal(forged, raw) {
		t.Fatal("forging nothing changes something")
	}
	stranger, err := GenerateKey(k.Origin())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range append(entryForgeries(b), fileForgeries(b, k, stranger)...) {
		t.Run(tt.name, func(t *testing.T) {
			_, err := verify(forge(t, raw, tt.change), k)
			if ExitStatus(err) != tt.exit || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %d, %v\nwant %d, %q", ExitStatus(err), err, tt.exit, tt.want)
			}
		})
	}
}

func entryForgeries(b Bundle) []forgery {
	return []forgery{
		{"edited entry", replace(fileEntries, `"approve"`, `"reject"`), 1, "mục thứ 1"},
		{"edited third entry", lines(func(l [][]byte) [][]byte {
			l[2] = bytes.Replace(l[2], []byte("KT."), []byte("TM."), 1)
			return l
		}), 1, "mục thứ 3: proposal/" + proposalID},
		{"last entry edited", lines(func(l [][]byte) [][]byte {
			l[3] = bytes.Replace(l[3], []byte("KT."), []byte("TM."), 1)
			return l
		}), 1, "mục thứ 4"},
		{"deleted", lines(func(l [][]byte) [][]byte { return append(l[:1], l[2:]...) }), 1, "mục thứ 2"},
		{"swapped", lines(func(l [][]byte) [][]byte { l[1], l[2] = l[2], l[1]; return l }), 1, "mục thứ 2"},
		{"doubled", lines(func(l [][]byte) [][]byte { return append(l, l[3]) }), 1, "4 bằng chứng cho 5 mục"},
		{"doubled with proof", func(f map[string][]byte) {
			lines(func(l [][]byte) [][]byte { return append(l, l[3]) })(f)
			doubled := append(b.Proofs[:4:4], b.Proofs[3])
			f[fileProofs], _ = Canonical(doubled)
		}, 1, "mục thứ 5"},
		{"tail cut with its proof", func(f map[string][]byte) {
			lines(func(l [][]byte) [][]byte { return l[:3] })(f)
			f[fileProofs], _ = Canonical(b.Proofs[:3])
			f[fileTexts], _ = encodeTexts(b.Texts[:3])
			replace(fileManifest, `"entries":4`, `"entries":3`)(f)
		}, 1, "danh mục đã bị sửa"},
		{"tail cut, count left", func(f map[string][]byte) {
			lines(func(l [][]byte) [][]byte { return l[:3] })(f)
			f[fileProofs], _ = Canonical(b.Proofs[:3])
		}, 1, "có 3 mục, danh mục nêu 4"},
		{"no final newline", func(f map[string][]byte) { f[fileEntries] = bytes.TrimSpace(f[fileEntries]) }, 1, "bị cắt"},
		{"no entries", func(f map[string][]byte) { f[fileEntries] = nil }, 1, "bị cắt"},
		{"another proposal's name", replace(fileManifest, proposalID, strings.Replace(proposalID, "0", "1", 1)), 1, "không thuộc"},
		{"proof edited", replace(fileProofs, `"index":2`, `"index":3`), 1, "mục thứ 1"},
		{"proof of the future", replace(fileProofs, `"index":11`, `"index":99`), 1, "ngoài mốc xác thực"},
		{"proofs spaced", replace(fileProofs, `:`, `: `), 1, "chính tắc"},
		{"proofs not JSON", func(f map[string][]byte) { f[fileProofs] = []byte("{") }, 1, fileProofs},
		{"proofs null", func(f map[string][]byte) { f[fileProofs] = []byte("null") }, 1, "0 bằng chứng"},
		{"capital hex", func(f map[string][]byte) {
			at := bytes.Index(f[fileProofs], []byte(`["`)) + 2
			copy(f[fileProofs][at:], bytes.ToUpper(f[fileProofs][at:at+64]))
		}, 1, "thập lục phân"},
	}
}

func fileForgeries(b Bundle, k, stranger SigningKey) []forgery {
	return []forgery{
		{"checkpoint of another key", func(f map[string][]byte) {
			c, _ := OpenCheckpoint(b.Checkpoint, k.Public())
			f[fileCheckpoint], _ = SignCheckpoint(c, stranger)
		}, 1, "sai khóa"},
		{"another checkpoint", func(f map[string][]byte) {
			f[fileCheckpoint], _ = SignCheckpoint(Checkpoint{k.Origin(), 14, leafNo(1)}, k)
		}, 1, "không phải mốc xác thực mà danh mục nêu"},
		{"checkpoint altered bits", func(f map[string][]byte) {
			f[fileCheckpoint] = append(f[fileCheckpoint][:len(f[fileCheckpoint])-3], "B=\n"...)
		}, 1, fileCheckpoint},
		{"kept text edited", replace(fileTexts, "ghi chú 1", "ghi chú 9"), 1, "mục thứ 1"},
		{"kept text dropped", func(f map[string][]byte) { f[fileTexts], _ = encodeTexts(b.Texts[1:]) }, 1, "thiếu nội dung"},
		{"stray text", func(f map[string][]byte) {
			f[fileTexts], _ = encodeTexts(append(b.Texts[:4:4], EntryText{99, b.Texts[0].KeptText}))
		}, 1, "không thuộc mục nhật ký nào"},
		{"short salt", replace(fileTexts, `"salt":"00`, `"salt":"`), 1, "muối"},
		{"capital salt", replace(fileTexts, `"salt":"00`, `"salt":"0A`), 1, "dạng chuẩn"},
		{"document edited", func(f map[string][]byte) {
			for name := range f {
				if strings.HasPrefix(name, dirDocuments) {
					f[name] = []byte("khác")
				}
			}
		}, 1, "mã băm trong tên tệp"},
		{"document nobody names", func(f map[string][]byte) { f[dirDocuments+"/"+leafNo(0).String()] = nil }, 1, dirDocuments},
		{"unnamed document", func(f map[string][]byte) { f[dirDocuments+"/"+HashBytes(nil).String()] = nil }, 1, "không mục nhật ký nào"},
		{"pack dropped", func(f map[string][]byte) {
			for name := range f {
				if strings.HasPrefix(name, dirPacks) {
					delete(f, name)
				}
			}
		}, 1, "thiếu quy trình"},
		{"page edited", replace(fileWhy, "Vì sao", "Tại sao"), 1, "danh mục đã bị sửa"},
		{"signature of another key", func(f map[string][]byte) {
			f[fileSignature], _ = signText("x\n", stranger)
		}, 1, "sai khóa"},
		{"file missing", func(f map[string][]byte) { delete(f, fileProofs) }, 1, "thiếu tệp này"},
		{"unknown name", func(f map[string][]byte) { f["more.txt"] = nil }, 2, "không được phép"},
		{"path traversal", func(f map[string][]byte) { f["../../etc/passwd"] = nil }, 2, "không được phép"},
		{"traversal in a folder", func(f map[string][]byte) { f["documents/../x"] = nil }, 2, "không được phép"},
		{"absolute name", func(f map[string][]byte) { f["/x"] = nil }, 2, "không được phép"},
		{"unknown version", replace(fileManifest, BundleFormat, "pheduyet-evidence/2"), 2, "không biết dạng"},
		{"manifest not JSON", func(f map[string][]byte) { f[fileManifest] = []byte("<html>") }, 2, fileManifest},
		{"unknown entry version", replace(fileEntries, `"v":1`, `"v":2`), 1, "mục thứ 1"},
	}
}

// What a plain re-zip can do: unlisted content, other order, other manifest form.
func TestRepackedBundle(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	files := map[string][]byte{}
	forge(t, raw, func(f map[string][]byte) {
		for name, content := range f {
			files[name] = content
		}
	})
	unlisted := map[string][]byte{dirDocuments + "/" + HashBytes([]byte("%PDF-1.7 quyết định")).String(): []byte("%PDF-1.7 quyết định")}
	for name, content := range files {
		unlisted[name] = content
	}
	spaced := map[string][]byte{}
	for name, content := range files {
		spaced[name] = content
	}
	spaced[fileManifest] = append([]byte(" "), files[fileManifest]...)
	for name, tt := range map[string]struct {
		raw  []byte
		exit int
		want string
	}{
		"unlisted file":   {pack(t, unlisted), 1, "ngoài danh mục"},
		"spaced manifest": {pack(t, spaced), 1, "chính tắc"},
		"compressed":      {rezip(t, raw, zip.Deflate, 1, ""), 2, "nén"},
		"dated":           {rezip(t, raw, zip.Store, 1, ""), 1, "dạng chuẩn"},
		"commented":       {rezip(t, raw, zip.Store, 1, "xem"), 1, "dạng chuẩn"},
		"doubled names":   {rezip(t, raw, zip.Store, 2, ""), 1, "hai lần"},
		"prefixed":        {append([]byte("#!/bin/sh\n"), raw...), 1, "dạng chuẩn"},
		"not a zip":       {[]byte("xin chào"), 2, "zip"},
		"empty":           {nil, 2, "zip"},
		"too many files":  {crowd(t, MaxBundleFiles+1), 2, "quá 10000"},
	} {
		_, err := verify(tt.raw, k)
		if ExitStatus(err) != tt.exit || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %d, %v", name, ExitStatus(err), err)
		}
	}
}

// rezip writes the files again as other tools would.
func rezip(t *testing.T, raw []byte, method uint16, times int, comment string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for range times {
		for _, f := range z.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(to, in); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(w.SetComment(comment), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func crowd(t *testing.T, n int) []byte {
	var list []bundleFile
	for i := range n {
		list = append(list, contentFile(dirDocuments+"/"+leafNo(i).String(), nil))
	}
	var out bytes.Buffer
	if err := writeZip(&out, list); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestBombIsNotRead(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	bomb := bytes.Clone(raw)
	// The directory's first record claims 3 GiB, stored and unpacked alike.
	at := bytes.Index(bomb, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(bomb[at+20:], 3<<30)
	binary.LittleEndian.PutUint32(bomb[at+24:], 3<<30)
	if _, err := verify(bomb, k); ExitStatus(err) != ExitUnreadable {
		t.Fatalf("claimed size: %v", err)
	}
	// Every record points at the first file: the same bytes again and again.
	overlap := bytes.Clone(raw)
	for i := at; ; {
		next := bytes.Index(overlap[i+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		i += 4 + next
		binary.LittleEndian.PutUint32(overlap[i+42:], 0)
	}
	if _, err := verify(overlap, k); ExitStatus(err) == ExitVerified {
		t.Fatal("overlapping files accepted")
	}
	if _, err := VerifyBundle(bytes.NewReader(raw), MaxBundleBytes+1, k.Public()); ExitStatus(err) != ExitUnreadable {
		t.Fatalf("endless: %v", err)
	}
}

// Every cut and every changed byte of a bundle is noticed, wherever it lies.
func TestMutatedBundleIsNoticed(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	for n := 0; n < len(raw); n += 97 {
		if _, err := verify(raw[:n], k); ExitStatus(err) != ExitUnreadable {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		bad := bytes.Clone(raw)
		bad[rapid.IntRange(0, len(bad)-1).Draw(t, "at")] ^= rapid.ByteRange(1, 255).Draw(t, "bits")
		if _, err := verify(bad, k); err == nil {
			t.Fatal("unnoticed")
		}
	})
	if _, err := verify(append(bytes.Clone(raw), 0), k); err == nil {
		t.Fatal("trailing byte unnoticed")
	}
}

func TestWrongKey(t *testing.T) {
	b, k := evidence(t)
	raw := write(t, b, k)
	stranger, err := GenerateKey(k.Origin())
	if err != nil {
		t.Fatal(err)
	}
	for exit, key := range map[int]PublicKey{ExitTampered: stranger.Public(), ExitUnreadable: {}} {
		_, err := VerifyBundle(bytes.NewReader(raw), int64(len(raw)), key)
		if ExitStatus(err) != exit {
			t.Errorf("got %d, want %d: %v", ExitStatus(err), exit, err)
		}
	}
}

// A forger's manifest fits the fuzzed files, so that the checks behind it are
// reached; only the genuine bundle may verify, and nothing may panic.
func FuzzVerifyBundle(f *testing.F) {
	b, k := evidence(f)
	raw := write(f, b, k)
	f.Add(fileEntries, []byte("{}\n"), false)
	f.Add(fileProofs, []byte(`[{"hashes":[],"index":0}]`), false)
	f.Add(fileTexts, []byte(`[]`), false)
	f.Add(fileManifest, []byte(`{"format":"pheduyet-evidence/1"}`), false)
	f.Add("", raw, true)
	f.Fuzz(func(t *testing.T, name string, content []byte, whole bool) {
		input := content
		if !whole {
			if !known(name) {
				return
			}
			input = forge(t, raw, func(files map[string][]byte) { files[name] = content })
		}
		if _, err := verify(input, k); err == nil && !bytes.Equal(input, raw) {
			t.Fatal("a forged bundle verifies")
		}
	})
}
