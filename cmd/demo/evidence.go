package main

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"pheduyet/internal/ledger"
)

// verifier is the account that takes the evidence.
const verifier = "auditor"

// printEvidence takes a proposal's evidence as an auditor and verifies it here,
// with the public key that the server names. Whoever distrusts the server takes
// the key from elsewhere and verifies the same bytes.
func printEvidence(ctx context.Context, c *client, out io.Writer, id string) error {
	var checkpoint struct{ Key, Fingerprint string }
	a, err := c.do(ctx, call{account: verifier, method: "GET", path: "/api/v1/ledger/checkpoint"})
	if err == nil {
		err = a.json(200, &checkpoint)
	}
	if err != nil {
		return err
	}
	key, err := ledger.ParsePublicKey(checkpoint.Key)
	if err != nil {
		return err
	}
	zip, err := c.do(ctx, call{account: verifier, method: "GET", path: "/api/v1/proposals/" + id + "/evidence"})
	if err != nil {
		return err
	}
	if zip.status != 200 {
		return fmt.Errorf("máy chủ không đưa bộ bằng chứng: %s", problemOf(zip))
	}
	report, err := ledger.VerifyBundle(bytes.NewReader(zip.body), int64(len(zip.body)), key)
	if err != nil {
		return fmt.Errorf("bộ bằng chứng không đúng: %w", err)
	}
	fmt.Fprintf(out, "\nBộ bằng chứng: %d byte, sha256 %s\n", len(zip.body), ledger.HashBytes(zip.body))
	fmt.Fprintf(out, "  Nguyên vẹn: %d mục nhật ký nằm trong mốc xác thực %d mục; khóa %s…\n", len(report.Entries), report.Checkpoint.Size, cut(checkpoint.Fingerprint, 12))
	return nil
}
