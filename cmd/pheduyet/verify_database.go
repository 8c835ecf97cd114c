package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"

	"pheduyet/internal/ledger"
	"pheduyet/internal/postgres"
	"pheduyet/internal/rebuild"
	"pheduyet/internal/sequencer"
)

// verifyDatabase audits the live database as the application's role, against the
// checkpoints in CHECKPOINT_DIR and the one given; then it holds the read model
// against what the ledger says.
func (e environment) verifyDatabase(ctx context.Context, v verified) error {
	outside, err := sequencer.Folder(e.config.CheckpointDir).Checkpoints(v.key)
	if err != nil {
		return err
	}
	store, err := e.store(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	report, err := store.AuditLedger(ctx, v.key, outside, v.since...)
	if err != nil {
		return err
	}
	proposals, err := store.CheckReadModel(ctx, func(id string, d rebuild.Difference) error {
		subject := "proposal/" + id
		if id == "" { // in the totals
			subject = ""
		}
		return &ledger.Fault{Exit: ledger.ExitTampered, Index: -1, Subject: subject,
			Err: fmt.Errorf("bảng dữ liệu khác với nhật ký tại %s: nhật ký ghi %s, bảng có %s", d.Place, d.Ledger, d.Stored)}
	})
	if err != nil {
		return err
	}
	e.say("NGUYÊN VẸN — nhật ký trong cơ sở dữ liệu: %d mục trong cây, %d mục chờ vào cây, %d nội dung lưu kèm (%d đã gỡ), %d tài liệu, %d hồ sơ khớp nhật ký",
		report.Size, report.Waiting, report.Texts, report.Gone, report.Documents, proposals)
	e.say("Khớp %d mốc xác thực trong cơ sở dữ liệu và %d mốc trong %s", report.Checkpoints, len(outside), e.config.CheckpointDir)
	if len(outside) == 0 && len(v.since) == 0 {
		e.say("Lưu ý: không có mốc nào giữ ngoài cơ sở dữ liệu để đối chiếu; việc đưa cả cơ sở dữ liệu về trước sẽ không lộ ra.")
	}
	e.passed(v, ledger.Checkpoint{Origin: v.key.Origin(), Size: report.Size, Root: report.Root})
	return nil
}

func (e environment) store(ctx context.Context) (*postgres.Store, error) {
	if err := e.config.NeedDatabase(); err != nil {
		return nil, err
	}
	return postgres.Open(ctx, string(e.config.DatabaseURL))
}

// checkpointExt names the checkpoint that a dump ends at, beside the dump.
const checkpointExt = ".checkpoint"

// dump writes the whole ledger up to the newest checkpoint: each entry's bytes and
// a newline, in the order of the tree, and that checkpoint beside it.
func dump(ctx context.Context, e environment, args []string) (err error) {
	if len(args) != 1 {
		return errors.New("usage: dump FILE")
	}
	store, err := e.store(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	c, err := store.LatestCheckpoint(ctx)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	out := bufio.NewWriter(f)
	for at := int64(0); at < c.Size; {
		placed, err := store.PlacedEntries(ctx, at, int(min(4096, c.Size-at)))
		if err != nil {
			return err
		}
		if len(placed) == 0 {
			return fmt.Errorf("the ledger ends at %d entries, its checkpoint says %d; run verify --database", at, c.Size)
		}
		for _, p := range placed {
			if _, err := out.Write(append(p.Bytes, '\n')); err != nil {
				return err
			}
		}
		at = placed[len(placed)-1].Position + 1
	}
	if err := out.Flush(); err != nil {
		return err
	}
	e.say("%d entries, up to the checkpoint in %s", c.Size, args[0]+checkpointExt)
	return os.WriteFile(args[0]+checkpointExt, c.Note, 0o644)
}
