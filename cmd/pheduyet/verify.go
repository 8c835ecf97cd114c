package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"pheduyet/internal/ledger"
)

// verified is what is to be verified, and against what.
type verified struct {
	key      ledger.PublicKey
	since    []ledger.Checkpoint // given by --since
	database bool
	dump     string
	file     string // a bundle, or a later checkpoint
}

// verify checks evidence: a bundle, a checkpoint against an older one, a dump of
// a whole ledger, the live database. Its error carries the exit status: 1 for
// what was tampered with, 2 for what cannot be read. Bundles, checkpoints and
// dumps need neither network nor database.
func verify(ctx context.Context, e environment, args []string) error {
	v, err := e.verified(args)
	if err != nil {
		return err
	}
	switch {
	case v.database:
		return e.verifyDatabase(ctx, v)
	case v.dump != "":
		return e.verifyDump(v)
	case len(v.since) > 0:
		return e.verifyCheckpoint(v)
	}
	return e.verifyBundle(v)
}

const verifyUsage = `pheduyet verify [--key ledger.pub] BUNDLE.zip
  pheduyet verify [--key ledger.pub] --since CHECKPOINT NEWER
  pheduyet verify [--key ledger.pub] [--since CHECKPOINT] --dump FILE
  pheduyet verify [--key ledger.pub] [--since CHECKPOINT] --database

NEWER: câu trả lời của GET /ledger/proof/consistency?from=<số mục của CHECKPOINT>.
Kết quả 0: nguyên vẹn; 1: đã bị sửa đổi; 2: không đọc được`

// verified reads the arguments, the key and the older checkpoint.
func (e environment) verified(args []string) (verified, error) {
	var v verified
	var key, since string
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&key, "key", filepath.Join(e.config.DataDir, "ledger.pub"), "")
	flags.StringVar(&since, "since", "", "")
	flags.StringVar(&v.dump, "dump", "", "")
	flags.BoolVar(&v.database, "database", false, "")
	if err := flags.Parse(args); err != nil {
		return v, fmt.Errorf("%w\n%s", err, verifyUsage)
	}
	whole := v.database || v.dump != ""
	if flags.NArg() > 1 || v.database && v.dump != "" || whole == (flags.NArg() == 1) {
		return v, errors.New(verifyUsage)
	}
	v.file = flags.Arg(0)
	raw, err := os.ReadFile(key)
	if err != nil {
		return v, fmt.Errorf("khóa công khai: %w; nêu tệp khóa bằng --key", err)
	}
	if v.key, err = ledger.ParsePublicKey(string(raw)); err != nil {
		return v, fmt.Errorf("%s: %w", key, err)
	}
	if since == "" {
		return v, nil
	}
	older, err := readCheckpoint(since, v.key)
	v.since = []ledger.Checkpoint{older}
	return v, err
}

// readCheckpoint opens a signed checkpoint in a file, as kept in CHECKPOINT_DIR,
// sent by e-mail or answered by the API.
func readCheckpoint(name string, key ledger.PublicKey) (ledger.Checkpoint, error) {
	note, err := readSmall(name)
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	// Mail programs end lines their own way.
	c, err := ledger.OpenCheckpoint(bytes.ReplaceAll(note, []byte("\r\n"), []byte("\n")), key)
	if err != nil {
		return c, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// most is more than a checkpoint or a proof takes.
const most = 1 << 20

func readSmall(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && len(raw) > most {
		err = fmt.Errorf("%s: tệp quá dài", name)
	}
	return raw, err
}

func (e environment) say(format string, args ...any) { fmt.Fprintf(e.out, format+"\n", args...) }

// passed says what was checked, and how to name the key.
func (e environment) passed(v verified, c ledger.Checkpoint) {
	e.say("Mốc xác thực: %s, %d mục, gốc %s", c.Origin, c.Size, c.Root)
	e.say("Khóa: %s (dấu vân tay %s)", v.key.Origin(), v.key.Fingerprint())
}
