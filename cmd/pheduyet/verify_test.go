package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pheduyet/internal/ledger"
)

// evidence is a folder with a ledger's public key, a bundle, a dump, an older and
// a newer checkpoint, and the proof between them.
type evidence struct {
	dir string
	key ledger.SigningKey
}

const subject = "018f0000-0000-7000-8000-000000000001"

func newEvidence(t *testing.T) evidence {
	t.Helper()
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	e := evidence{t.TempDir(), key}
	e.write(t, "ledger.pub", []byte(key.Public().String()+"\n"))
	e.ledger(t, 6)
	return e
}

// ledger writes everything about a ledger of so many entries, signed at three and
// at the end.
func (e evidence) ledger(t *testing.T, entries int) {
	t.Helper()
	var head ledger.Head
	var frontier ledger.Frontier
	var stored ledger.Hashes
	var bundle ledger.Bundle
	for i := range entries {
		entry, raw, err := ledger.New(head, ledger.Entry{Proposal: subject, At: time.UnixMilli(1), Action: "decided", Actor: ledger.Actor{Name: "Bà Hai"}})
		if err != nil {
			t.Fatal(err)
		}
		head = entry.Head()
		stored = append(stored, frontier.Append(ledger.LeafHash(raw))...)
		bundle.Entries = append(bundle.Entries, raw)
		if i == 2 {
			e.write(t, "older.txt", e.sign(t, frontier.Size(), frontier.Root()))
		}
	}
	for i := range entries {
		p, err := ledger.ProveInclusion(int64(entries), int64(i), stored)
		if err != nil {
			t.Fatal(err)
		}
		bundle.Proofs = append(bundle.Proofs, p)
	}
	bundle.Checkpoint = e.sign(t, frontier.Size(), frontier.Root())
	var out bytes.Buffer
	if err := ledger.WriteBundle(&out, bundle, e.key); err != nil {
		t.Fatal(err)
	}
	e.write(t, "evidence.zip", out.Bytes())
	e.write(t, "newer.txt", bundle.Checkpoint)
	e.write(t, "whole.dump", append(bytes.Join(bundle.Entries, []byte("\n")), '\n'))
	e.write(t, "whole.dump.checkpoint", bundle.Checkpoint)
	hashes, err := ledger.ProveConsistency(int64(entries), 3, stored)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := json.Marshal(newer{3, hashes, string(bundle.Checkpoint)})
	if err != nil {
		t.Fatal(err)
	}
	e.write(t, "proof.json", proof)
}

func (e evidence) sign(t *testing.T, size int64, root ledger.Hash) []byte {
	t.Helper()
	note, err := ledger.SignCheckpoint(ledger.Checkpoint{Origin: e.key.Origin(), Size: size, Root: root}, e.key)
	if err != nil {
		t.Fatal(err)
	}
	return note
}

func (e evidence) path(name string) string { return filepath.Join(e.dir, name) }

func (e evidence) write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(e.path(name), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// edit replaces a part of a file once.
func (e evidence) edit(t *testing.T, name, from, to string) {
	t.Helper()
	raw, err := os.ReadFile(e.path(name))
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(raw, []byte(from), []byte(to), 1)
	if bytes.Equal(raw, changed) {
		t.Fatalf("%s does not hold %q", name, from)
	}
	e.write(t, name, changed)
}

// verify runs the command as a person does; the key lies in DATA_DIR.
func (e evidence) verify(t *testing.T, args ...string) (status int, said string) {
	t.Helper()
	for i, a := range args {
		if !strings.HasPrefix(a, "-") {
			args[i] = e.path(a)
		}
	}
	var out strings.Builder
	args = append([]string{"verify"}, args...)
	err := run(t.Context(), args, func(name string) string { return map[string]string{"DATA_DIR": e.dir}[name] }, &out)
	return exitStatus(args, err), fmt.Sprint(&out, err)
}

func TestVerify(t *testing.T) {
	for name, c := range map[string]struct {
		args   []string
		change func(t *testing.T, e evidence)
		status int
		says   string
	}{
		"bundle":                 {[]string{"evidence.zip"}, nil, 0, "NGUYÊN VẸN — bộ bằng chứng của hồ sơ " + subject + ": 6 mục"},
		"bundle and key":         {[]string{"--key", "ledger.pub", "evidence.zip"}, nil, 0, "6 mục"},
		"edited bundle":          {[]string{"evidence.zip"}, func(t *testing.T, e evidence) { e.edit(t, "evidence.zip", "Bà Hai", "Bà Tư") }, 1, "mục thứ 1: proposal/" + subject},
		"no bundle":              {[]string{"ledger.pub"}, nil, 2, "không phải tệp zip"},
		"nowhere":                {[]string{"none.zip"}, nil, 2, "no such file"},
		"truncated bundle":       {[]string{"evidence.zip"}, func(t *testing.T, e evidence) { e.cut(t, "evidence.zip", 40) }, 2, "bị cắt"},
		"another key":            {[]string{"evidence.zip"}, anotherKey, 1, "sai khóa"},
		"no key":                 {[]string{"--key", "older.txt", "evidence.zip"}, nil, 2, "khóa công khai sai dạng"},
		"missing key":            {[]string{"--key", "none.pub", "evidence.zip"}, nil, 2, "--key"},
		"since":                  {[]string{"--since", "older.txt", "proof.json"}, nil, 0, "mốc mới (6 mục) nối tiếp mốc cũ (3 mục)"},
		"since mailed":           {[]string{"--since", "older.txt", "proof.json"}, func(t *testing.T, e evidence) { e.edit(t, "older.txt", "\n3\n", "\r\n3\r\n") }, 0, "nối tiếp"},
		"since itself":           {[]string{"--since", "newer.txt", "newer.txt"}, nil, 0, "NGUYÊN VẸN"},
		"since without proof":    {[]string{"--since", "older.txt", "newer.txt"}, nil, 2, "thiếu bằng chứng"},
		"since a future one":     {[]string{"--since", "newer.txt", "older.txt"}, nil, 1, "bị cắt ngắn"},
		"since another proof":    {[]string{"--since", "newer.txt", "proof.json"}, nil, 2, "from=6"},
		"since another history":  {[]string{"--since", "older.txt", "proof.json"}, anotherHistory, 1, "viết lại"},
		"since an edited one":    {[]string{"--since", "older.txt", "proof.json"}, func(t *testing.T, e evidence) { e.edit(t, "older.txt", "\n3\n", "\n4\n") }, 2, "chữ ký"},
		"since no proof at all":  {[]string{"--since", "older.txt", "evidence.zip"}, nil, 2, "văn bản ký"},
		"since broken proof":     {[]string{"--since", "older.txt", "proof.json"}, func(t *testing.T, e evidence) { e.edit(t, "proof.json", `"hashes":["`, `"hashes":["x`) }, 2, "không phải bằng chứng"},
		"dump":                   {[]string{"--dump", "whole.dump"}, nil, 0, "6 mục, khớp 1 mốc"},
		"dump since":             {[]string{"--since", "older.txt", "--dump", "whole.dump"}, nil, 0, "khớp 2 mốc"},
		"edited dump":            {[]string{"--dump", "whole.dump"}, func(t *testing.T, e evidence) { e.edit(t, "whole.dump", `"seq":4`, `"seq":5`) }, 1, "mục thứ 4: proposal/" + subject},
		"cut dump":               {[]string{"--dump", "whole.dump"}, func(t *testing.T, e evidence) { e.cut(t, "whole.dump", 3) }, 2, "mục thứ 6"},
		"dump without its tail":  {[]string{"--dump", "whole.dump"}, withoutTail, 1, "bị cắt ngắn"},
		"dump without signature": {[]string{"--dump", "whole.dump"}, func(t *testing.T, e evidence) { os.Remove(e.path("whole.dump.checkpoint")) }, 2, "--since"},
		"nothing":                {nil, nil, 2, "pheduyet verify"},
		"too much":               {[]string{"a", "b"}, nil, 2, "pheduyet verify"},
		"dump and bundle":        {[]string{"--dump", "whole.dump", "evidence.zip"}, nil, 2, "pheduyet verify"},
		"unknown flag":           {[]string{"--all"}, nil, 2, "pheduyet verify"},
		"no database":            {[]string{"--database"}, nil, 2, "DATABASE_URL"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEvidence(t)
			if c.change != nil {
				c.change(t, e)
			}
			status, said := e.verify(t, c.args...)
			if status != c.status || !strings.Contains(said, c.says) {
				t.Errorf("%d, %s\nwant %d, %q", status, said, c.status, c.says)
			}
		})
	}
}

func (e evidence) cut(t *testing.T, name string, n int64) {
	t.Helper()
	info, err := os.Stat(e.path(name))
	if err == nil {
		err = os.Truncate(e.path(name), info.Size()-n)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func anotherKey(t *testing.T, e evidence) {
	stranger, err := ledger.GenerateKey(e.key.Origin())
	if err != nil {
		t.Fatal(err)
	}
	e.write(t, "ledger.pub", []byte(stranger.Public().String()+"\n"))
}

// anotherHistory signs, with the right key, a proof for another older tree.
func anotherHistory(t *testing.T, e evidence) {
	e.write(t, "older.txt", e.sign(t, 3, ledger.HashBytes([]byte("khác"))))
}

// withoutTail leaves the last entry out, whole.
func withoutTail(t *testing.T, e evidence) {
	raw, err := os.ReadFile(e.path("whole.dump"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(raw, []byte("\n"))
	e.write(t, "whole.dump", bytes.Join(lines[:len(lines)-2], nil))
}
