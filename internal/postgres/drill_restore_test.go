package postgres

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"pheduyet/internal/devstack/pgserver"
	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/ledger"
	"pheduyet/internal/sequencer"
)

// A logical backup restored into another cluster verifies like the original, and
// the ledger goes on there.
func TestDrillDumpedAndRestored(t *testing.T) {
	t.Parallel()
	d := newDrill(t, 600)
	binaries, err := pgserver.FindBinaries()
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	program(t, filepath.Join(binaries[0].Dir, "pg_dump"), "--format=custom", "--file="+backup, d.owner.Config().ConnString())
	server, err := pgserver.Start(t.Context(), pgserver.Options{DataDir: testdb.DataDir(t), Throwaway: true})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	other, err := server.CreateDatabases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	program(t, filepath.Join(binaries[0].Dir, "pg_restore"), "--no-owner", "--exit-on-error", "--dbname="+other.OwnerURL, backup)
	restored := &drill{Store: open(t, other.AppURL), t: t, key: d.key, folder: d.folder}
	report, err := restored.AuditLedger(t.Context(), d.key.Public(), d.outside)
	if err != nil || report.Size != d.size || report.Texts == 0 || report.Documents == 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	restored.act(5000)
	restored.pass()
	if report, err = restored.AuditLedger(t.Context(), d.key.Public(), d.outside); err != nil || report.Size != d.size+3 {
		t.Errorf("%+v, %v", report, err)
	}
}

func program(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// What a sequencer that will be killed is told.
const (
	victimDatabase = "PHEDUYET_DRILL_DATABASE"
	victimFolder   = "PHEDUYET_DRILL_FOLDER"
	victimKey      = "PHEDUYET_DRILL_KEY"
)

// TestDrillVictim is a process of its own: it integrates and signs until killed.
func TestDrillVictim(t *testing.T) {
	if os.Getenv(victimDatabase) == "" {
		return // only started by the drill below
	}
	key, err := ledger.ParseSigningKey(os.Getenv(victimKey))
	if err != nil {
		t.Fatal(err)
	}
	store := open(t, os.Getenv(victimDatabase))
	s := sequencer.New(store, sequencer.Folder(os.Getenv(victimFolder)), key, slog.New(slog.DiscardHandler))
	for {
		if err := s.Pass(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// Killed at any moment, a sequencer leaves no gap and no double, and the next one
// goes on; the ledger grows meanwhile.
func TestDrillSequencerKilled(t *testing.T) {
	t.Parallel()
	d := newDrill(t, 30)
	r := rand.New(rand.NewPCG(7, 7))
	acts, signed := 1000, map[int64]bool{}
	for range 12 {
		ctx, kill := context.WithCancel(t.Context())
		victim := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestDrillVictim$")
		victim.Env = append(os.Environ(), victimDatabase+"="+d.pool.Config().ConnString(), victimFolder+"="+string(d.folder), victimKey+"="+d.key.Secret())
		if err := victim.Start(); err != nil {
			t.Fatal(err)
		}
		d.outlives(&acts)
		lives := time.NewTimer(time.Duration(r.IntN(60)) * time.Millisecond)
		for dead := false; !dead; acts++ {
			d.act(acts)
			select {
			case <-lives.C:
				dead = true
			default:
			}
		}
		kill()
		if err, exited := errors.AsType[*exec.ExitError](victim.Wait()); !exited || err.Exited() {
			t.Fatalf("the victim ended by itself: %v", err)
		}
		last, err := d.LatestCheckpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		signed[last.Size] = true
	}
	d.pass()
	outside, err := d.folder.Checkpoints(d.key.Public())
	if err != nil {
		t.Fatal(err)
	}
	report, err := d.AuditLedger(t.Context(), d.key.Public(), outside)
	if err != nil || report.Waiting != 0 || report.Size != int64(30+3*(acts-1000)) {
		t.Errorf("%+v after %d acts: %v", report, acts-1000, err)
	}
	if len(signed) < 6 {
		t.Errorf("the victims signed only %d times: nothing was drilled", len(signed))
	}
}

// outlives appends until the victim, which takes a while to start, has signed.
func (d *drill) outlives(acts *int) {
	d.t.Helper()
	before, err := d.LatestCheckpoint(d.t.Context())
	for now := before; err == nil && now.Size == before.Size; *acts++ {
		d.act(*acts)
		now, err = d.LatestCheckpoint(d.t.Context())
	}
	if err != nil {
		d.t.Fatal(err)
	}
}
