package sequencer

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/ledger"
)

func TestSignsOnlyWhatIsNew(t *testing.T) {
	b := newBench(t)
	b.add(0)
	b.add(3)
	b.add(0)
	b.add(5000)
	var sizes []int64
	for _, c := range b.ledger.checkpoints {
		sizes = append(sizes, c.Size)
		opened, err := ledger.OpenCheckpoint(c.Note, b.key.Public())
		if err != nil || opened.Size != c.Size || opened.Root != c.Root {
			t.Errorf("%d: %v", c.Size, err)
		}
		outside, err := b.folder.read(c.Size, b.key.Public())
		if d := cmp.Diff(c, outside); err != nil || d != "" {
			t.Errorf("outside: %v\n%s", err, d)
		}
	}
	if d := cmp.Diff([]int64{3, 5003}, sizes); d != "" {
		t.Error(d)
	}
	if size, fault := b.Status(); size != 5003 || fault != nil {
		t.Errorf("status %d, %v", size, fault)
	}
}

// What is written outside and not in the database is signed again, with the same
// bytes, and is no loss.
func TestACrashBetweenFolderAndDatabase(t *testing.T) {
	b := newBench(t)
	b.add(3)
	b.ledger.entries, b.ledger.crash = 7, errors.New("killed")
	if err := b.Pass(t.Context()); !errors.Is(err, b.ledger.crash) {
		t.Fatal(err)
	}
	outside, err := b.folder.last(b.key.Public())
	if err != nil || outside.Size != 7 {
		t.Fatal(outside.Size, err)
	}
	b.ledger.crash = nil
	b.restart()
	b.add(0)
	if d := cmp.Diff(outside, b.ledger.checkpoints[len(b.ledger.checkpoints)-1]); d != "" {
		t.Error(d)
	}
}

// A checkpoint that the database never heard of is told to it, also when the tree
// has grown meanwhile: whatever lies outside lies inside too.
func TestTheDatabaseLearnsWhatIsOutside(t *testing.T) {
	b := newBench(t)
	b.ledger.entries, b.ledger.crash = 7, errors.New("killed")
	if err := b.Pass(t.Context()); !errors.Is(err, b.ledger.crash) {
		t.Fatal(err)
	}
	b.ledger.crash = nil
	b.restart()
	b.add(2)
	if n := len(b.ledger.checkpoints); n != 2 || b.ledger.checkpoints[0].Size != 7 || b.ledger.checkpoints[1].Size != 9 {
		t.Errorf("%d checkpoints: %+v", n, b.ledger.checkpoints)
	}
}

func TestARolledBackDatabaseIsNotSigned(t *testing.T) {
	b := newBench(t)
	b.add(10)
	b.add(10)
	b.add(5)
	b.ledger.rollBack(12)
	b.restart()
	got := b.loses()
	if got.Kept != 25 || got.Size != 12 || got.Intact != 10 || len(got.Lost) != 15 || got.Lost[0].Position != 10 || got.Lost[14].Seq != 25 {
		t.Errorf("%+v", got)
	}
	if d := cmp.Diff([]ledger.Loss{got}, b.ledger.losses); d != "" {
		t.Error(d)
	}
	message := (&LossError{got}).Error()
	for _, want := range []string{"10 mục đầu còn nguyên", "thứ 11 đến 25", "mục thứ 11: stream/a số 11 decided", "hai người"} {
		if !strings.Contains(message, want) {
			t.Errorf("no %q in %s", want, message)
		}
	}
	// Growing beyond the lost size with other entries does not help.
	b.ledger.history = "b"
	b.ledger.entries = 40
	if got := b.loses(); got.Intact != 10 || got.Size != 40 {
		t.Errorf("%+v", got)
	}
	if last := b.ledger.checkpoints[len(b.ledger.checkpoints)-1]; last.Size != 10 {
		t.Errorf("signed %d", last.Size)
	}
}

// Restoring what was lost is enough; nobody has to give anything up.
func TestWhatIsRestoredIsSignedAgain(t *testing.T) {
	b := newBench(t)
	b.add(20)
	b.ledger.rollBack(12)
	b.restart()
	b.loses()
	b.ledger.entries = 22 // the same history
	b.add(0)
	if got := b.ledger.checkpoints[len(b.ledger.checkpoints)-1]; got.Size != 22 {
		t.Errorf("signed %d", got.Size)
	}
}

func TestARecoveryByTwoPeople(t *testing.T) {
	b := newBench(t)
	b.add(10)
	b.add(10)
	b.ledger.rollBack(12)
	b.restart()
	lost := b.loses()
	b.ledger.history = "b"
	b.ledger.entries = 13 // the recovery's own entry
	b.ledger.recovered[key(lost)] = true
	b.add(0)
	if got := b.ledger.checkpoints[len(b.ledger.checkpoints)-1]; got.Size != 13 {
		t.Errorf("signed %d", got.Size)
	}
	aside, _ := filepath.Glob(string(b.folder) + "/given-up-20-*/*20.txt")
	if len(aside) != 1 {
		t.Errorf("the checkpoint that was given up is not kept: %v", aside)
	}
	// The same recovery does not excuse another loss.
	b.add(20)
	b.ledger.rollBack(14)
	b.ledger.recovered[key(lost)] = true
	b.restart()
	if got := b.loses(); got.Kept != 33 {
		t.Errorf("%+v", got)
	}
}

func key(l ledger.Loss) string { return fmt.Sprint(l.Kept, l.KeptRoot) }

// What lies in the folder is believed only if the key signed it.
func TestAForeignFolder(t *testing.T) {
	b := newBench(t)
	b.add(3)
	stranger, err := ledger.GenerateKey(b.key.Origin())
	if err != nil {
		t.Fatal(err)
	}
	b.key = stranger
	b.restart()
	b.ledger.entries++
	if err := b.Pass(t.Context()); err == nil || !strings.Contains(err.Error(), "chữ ký") && !strings.Contains(err.Error(), "sai khóa") {
		t.Errorf("another key went on: %v", err)
	}
	if len(b.ledger.checkpoints) != 1 {
		t.Error("signed")
	}
}

func TestAnUnwritableFolderSignsNothing(t *testing.T) {
	b := newBench(t)
	b.folder = Folder(filepath.Join(t.TempDir(), "file"))
	if err := os.WriteFile(string(b.folder), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.ledger.entries = 3
	if err := b.Pass(t.Context()); err == nil || len(b.ledger.checkpoints) != 0 {
		t.Errorf("%v, %d signed", err, len(b.ledger.checkpoints))
	}
}

// What was taken out of the waiting entries is found again within a day.
func TestEveryEntryIsLookedAtOnceADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		for _, c := range []struct {
			after time.Duration
			looks int
		}{{0, 1}, {0, 1}, {gathering - time.Second, 1}, {time.Second, 2}, {time.Second, 2}} {
			<-time.After(c.after)
			b.add(0)
			if b.ledger.gathers != c.looks {
				t.Errorf("after %s more: looked at every entry %d times, want %d", c.after, b.ledger.gathers, c.looks)
			}
		}
	})
}

// Run passes at once, on demand and every few seconds, and says once what it
// refuses. Time is the bubble's.
func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		b.ledger.commit(4)
		go b.Run(t.Context())
		synctest.Wait()
		if size, _ := b.Status(); size != 4 {
			t.Errorf("at the start: %d", size)
		}
		b.ledger.commit(1)
		b.ledger.asked()
		synctest.Wait()
		if size, _ := b.Status(); size != 5 {
			t.Errorf("on demand: %d", size)
		}
		b.ledger.commit(1)
		<-time.After(every)
		synctest.Wait()
		if size, _ := b.Status(); size != 6 {
			t.Errorf("after a while: %d", size)
		}
		<-time.After(2 * telling)
		synctest.Wait()
		if b.ledger.told != 3 {
			t.Errorf("told %d times in two minutes", b.ledger.told)
		}
		b.ledger.rollBack(2)
		<-time.After(5 * every)
		synctest.Wait()
		if _, fault := b.Status(); fault == nil {
			t.Error("the status does not tell")
		}
		if n := strings.Count(b.log.String(), "no checkpoint is signed"); n != 1 {
			t.Errorf("logged %d times:\n%s", n, b.log)
		}
		if b.ledger.gathers != 1 {
			t.Errorf("looked at every entry %d times", b.ledger.gathers)
		}
	})
}
