package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pheduyet/internal/ledger"
)

// signed is the evidence of one proposal and the key that signs it.
func signed(t *testing.T) ([]byte, ledger.SigningKey) {
	t.Helper()
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	_, raw, err := ledger.New(ledger.Head{}, ledger.Entry{Proposal: "01a201fc-c1b5-7ba5-85f6-d45ad4dcc1e4", Action: "drafted"})
	if err != nil {
		t.Fatal(err)
	}
	var tree ledger.Frontier
	hashes := ledger.Hashes(tree.Append(ledger.LeafHash(raw)))
	proof, err := ledger.ProveInclusion(1, 0, hashes)
	if err != nil {
		t.Fatal(err)
	}
	b := ledger.Bundle{Entries: [][]byte{raw}, Proofs: []ledger.Proof{proof}, Why: []byte("vì sao")}
	if b.Checkpoint, err = ledger.SignCheckpoint(ledger.Checkpoint{Origin: key.Origin(), Size: 1, Root: tree.Root()}, key); err != nil {
		t.Fatal(err)
	}
	var zip bytes.Buffer
	if err := ledger.WriteBundle(&zip, b, key); err != nil {
		t.Fatal(err)
	}
	return zip.Bytes(), key
}

func TestEvidenceIsVerifiedHere(t *testing.T) {
	zip, key := signed(t)
	answer := zip
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v1/tokens", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(`{"token":"t"}`)) })
	mux.HandleFunc("GET /api/v1/ledger/checkpoint", func(w http.ResponseWriter, _ *http.Request) {
		if err := json.NewEncoder(w).Encode(map[string]string{"key": key.Public().String(), "fingerprint": key.Public().Fingerprint().String()}); err != nil {
			t.Error(err)
		}
	})
	mux.HandleFunc("GET /api/v1/proposals/p1/evidence", func(w http.ResponseWriter, _ *http.Request) { w.Write(answer) })
	server := httptest.NewServer(mux)
	defer server.Close()
	var out strings.Builder
	if err := printEvidence(t.Context(), newClient(server.URL, server.Client()), &out, "p1"); err != nil {
		t.Fatal(err)
	}
	if want := "1 mục nhật ký nằm trong mốc xác thực 1 mục"; !strings.Contains(out.String(), want) {
		t.Errorf("no %q in:\n%s", want, out.String())
	}
	answer = bytes.Replace(zip, []byte("vì sao"), []byte("tại đâ"), 1)
	if err := printEvidence(t.Context(), newClient(server.URL, server.Client()), &out, "p1"); err == nil || !strings.Contains(err.Error(), "không đúng") {
		t.Errorf("a forged page: %v", err)
	}
}
