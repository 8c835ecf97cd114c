package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"pheduyet/internal/ledger"
)

func (e environment) verifyBundle(v verified) error {
	f, err := os.Open(v.file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	report, err := ledger.VerifyBundle(f, info.Size(), v.key)
	if err != nil {
		return err
	}
	included := len(report.Documents)
	for _, d := range report.Documents {
		if !d.Included {
			included--
		}
	}
	e.say("NGUYÊN VẸN — bộ bằng chứng của hồ sơ %s: %d mục nhật ký, %d văn bản (%d kèm tệp), %d nội dung đã gỡ",
		report.Proposal, len(report.Entries), len(report.Documents), included, report.Gone)
	e.passed(v, report.Checkpoint)
	return nil
}

// newer is the answer of GET /ledger/proof/consistency.
type newer struct {
	From       int64         `json:"from"`
	Hashes     []ledger.Hash `json:"hashes"`
	Checkpoint string        `json:"checkpoint"`
}

// verifyCheckpoint holds a later checkpoint, with its proof, against the older one.
// Of the same size a checkpoint proves itself.
func (e environment) verifyCheckpoint(v verified) error {
	older := v.since[0]
	raw, err := readSmall(v.file)
	if err != nil {
		return err
	}
	n := newer{Checkpoint: string(raw), From: older.Size}
	if trimmed := bytes.TrimSpace(raw); len(trimmed) > 0 && trimmed[0] == '{' {
		n = newer{}
		if err := json.Unmarshal(raw, &n); err != nil {
			return fmt.Errorf("%s: không phải bằng chứng nối tiếp: %w", v.file, err)
		}
	}
	later, err := ledger.OpenCheckpoint([]byte(n.Checkpoint), v.key)
	if err != nil {
		return fmt.Errorf("%s: %w", v.file, err)
	}
	if n.From != older.Size {
		return fmt.Errorf("%s: bằng chứng tính từ %d mục, mốc cũ có %d mục; hãy lấy lại với from=%d", v.file, n.From, older.Size, older.Size)
	}
	if later.Size > older.Size && older.Size > 0 && len(n.Hashes) == 0 {
		return fmt.Errorf("%s: chỉ có mốc xác thực, thiếu bằng chứng nối tiếp; hãy lấy GET /ledger/proof/consistency?from=%d", v.file, older.Size)
	}
	if err := ledger.CheckConsistency(older, later, n.Hashes); err != nil {
		return &ledger.Fault{Exit: ledger.ExitTampered, Index: -1, Err: err}
	}
	e.say("NGUYÊN VẸN — mốc mới (%d mục) nối tiếp mốc cũ (%d mục)", later.Size, older.Size)
	e.passed(v, later)
	return nil
}

// verifyDump recomputes a dump and holds it against the older checkpoint and
// those that the dump brings along.
func (e environment) verifyDump(v verified) error {
	f, err := os.Open(v.dump)
	if err != nil {
		return err
	}
	defer f.Close()
	expected := slices.Clone(v.since)
	beside, err := readCheckpoint(v.dump+checkpointExt, v.key)
	switch {
	case err == nil:
		expected = append(expected, beside)
	case !errors.Is(err, os.ErrNotExist):
		return err
	}
	if len(expected) == 0 {
		return fmt.Errorf("không có mốc xác thực nào để đối chiếu: cần %s cạnh tệp, hoặc --since", v.dump+checkpointExt)
	}
	n, err := ledger.VerifyDump(f, expected...)
	if err != nil {
		return err
	}
	e.say("NGUYÊN VẸN — bản kết xuất toàn bộ nhật ký: %d mục, khớp %d mốc xác thực", n, len(expected))
	e.passed(v, slices.MaxFunc(expected, func(a, b ledger.Checkpoint) int { return int(a.Size - b.Size) }))
	return nil
}
