package main

import (
	"io"
	"os"
	"testing"

	"pheduyet/internal/ledger"
)

// Whatever stands where the newer checkpoint is expected, the answer is a message
// and a status.
func FuzzVerifySince(f *testing.F) {
	dir := f.TempDir()
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		f.Fatal(err)
	}
	older := ledger.Checkpoint{Origin: key.Origin(), Size: 3, Root: ledger.HashBytes(nil)}
	note, err := ledger.SignCheckpoint(older, key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(note)
	f.Add([]byte(`{"from":3,"hashes":[],"checkpoint":""}`))
	f.Add([]byte(`{"from":3,"hashes":[null],"checkpoint":"\u0000"}`))
	f.Add([]byte(`{"from":-1,"hashes":["` + ledger.Hash{}.String() + `"]}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		file := dir + "/newer"
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		e := environment{out: io.Discard}
		err := e.verifyCheckpoint(verified{key: key.Public(), since: []ledger.Checkpoint{older}, file: file})
		if err == nil && string(content) != string(note) && content[0] != '{' {
			t.Fatalf("%q extends the checkpoint", content)
		}
		if err != nil && err.Error() == "" {
			t.Fatal("no message")
		}
	})
}
