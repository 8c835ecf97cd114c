package ledger_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"pheduyet/internal/ledger"
)

// From two acts to evidence that needs only the public key.
func Example() {
	key, err := ledger.KeyFromSeed("pheduyet/vidu", bytes.Repeat([]byte{1}, 32))
	check(err)

	// Each act becomes an entry that names the one before.
	var head ledger.Head
	var stored [][]byte
	for i, action := range []string{"submitted", "decided"} {
		e, raw, err := ledger.New(head, ledger.Entry{
			Proposal: "01912f6e-3c1a-7b2d-8e4f-5a6b7c8d9e0f",
			At:       time.Date(2026, 11, 21, 8, 30, i, 0, time.UTC),
			Actor:    ledger.Actor{Account: "a1", Name: "Trần Thị B", Agency: "so-y-te"},
			Action:   action,
			Payload:  json.RawMessage(`{"revision": 1}`),
		})
		check(err)
		head, stored = e.Head(), append(stored, raw)
	}

	// The sequencer puts the entries into the tree and signs its head.
	var tree ledger.Frontier
	var hashes ledger.Hashes
	for _, raw := range stored {
		hashes = append(hashes, tree.Append(ledger.LeafHash(raw))...)
	}
	checkpoint, err := ledger.SignCheckpoint(ledger.Checkpoint{Origin: key.Origin(), Size: tree.Size(), Root: tree.Root()}, key)
	check(err)

	// Evidence is the entries, their proofs and the checkpoint.
	bundle := ledger.Bundle{Entries: stored, Checkpoint: checkpoint, Why: []byte("<!doctype html>")}
	for n := range int64(len(stored)) {
		proof, err := ledger.ProveInclusion(tree.Size(), n, hashes)
		check(err)
		bundle.Proofs = append(bundle.Proofs, proof)
	}
	var zip bytes.Buffer
	check(ledger.WriteBundle(&zip, bundle, key))

	report, err := ledger.VerifyBundle(bytes.NewReader(zip.Bytes()), int64(zip.Len()), key.Public())
	fmt.Println(len(report.Entries), report.Entries[1].Action, ledger.ExitStatus(err))

	forged := bytes.Replace(zip.Bytes(), []byte("decided"), []byte("refused"), 1)
	_, err = ledger.VerifyBundle(bytes.NewReader(forged), int64(len(forged)), key.Public())
	fmt.Println(err, ledger.ExitStatus(err))
	// Output:
	// 2 decided 0
	// ĐÃ BỊ SỬA ĐỔI — mục thứ 2: proposal/01912f6e-3c1a-7b2d-8e4f-5a6b7c8d9e0f: bằng chứng không khớp với mốc xác thực tại vị trí 1 1
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
