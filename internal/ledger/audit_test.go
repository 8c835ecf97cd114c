package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// wholeLedger makes n entries of several chains in tree order, and the
// checkpoint after each.
func wholeLedger(t testing.TB, n int) (stored [][]byte, checkpoints []Checkpoint) {
	t.Helper()
	heads := map[string]Head{}
	var tree Frontier
	checkpoints = append(checkpoints, Checkpoint{"pheduyet/x", 0, tree.Root()})
	for i := range n {
		stream := fmt.Sprintf("s%d", i%3)
		e, raw, err := New(heads[stream], Entry{Stream: stream, Action: "noted", At: time.Unix(int64(i), 0)})
		if err != nil {
			t.Fatal(err)
		}
		heads[stream] = e.Head()
		tree.Append(LeafHash(raw))
		stored = append(stored, raw)
		checkpoints = append(checkpoints, Checkpoint{"pheduyet/x", tree.Size(), tree.Root()})
	}
	return stored, checkpoints
}

func dump(stored [][]byte) *bytes.Reader {
	var out []byte
	for _, raw := range stored {
		out = append(append(out, raw...), '\n')
	}
	return bytes.NewReader(out)
}

func TestVerifyDump(t *testing.T) {
	stored, checkpoints := wholeLedger(t, 30)
	for _, compare := range [][]Checkpoint{nil, checkpoints, {checkpoints[30], checkpoints[7]}, {checkpoints[0]}} {
		if n, err := VerifyDump(dump(stored), compare...); n != 30 || err != nil {
			t.Fatalf("%d right entries, %v", n, err)
		}
	}
	if n, err := VerifyDump(dump(nil), checkpoints[0]); n != 0 || err != nil {
		t.Fatalf("empty ledger: %d, %v", n, err)
	}
}

func TestVerifyDumpFindsTheFirstWrongEntry(t *testing.T) {
	stored, checkpoints := wholeLedger(t, 30)
	last := checkpoints[30]
	edit := func(i int) [][]byte {
		bad := slices.Clone(stored)
		bad[i] = bytes.Replace(bad[i], []byte("noted"), []byte("edited"), 1)
		return bad
	}
	for _, tt := range []struct {
		name  string
		dump  [][]byte
		check []Checkpoint
		index int64
		exit  int
	}{
		{"edited, shown by its successor", edit(10), []Checkpoint{last}, 13, 1},
		{"last one edited, shown by the root", edit(29), []Checkpoint{last}, -1, 1},
		{"last one edited, older checkpoint only", edit(29), []Checkpoint{checkpoints[29]}, -1, 0},
		{"edited, shown by an older checkpoint", edit(10), []Checkpoint{checkpoints[11], last}, -1, 1},
		{"deleted", slices.Delete(slices.Clone(stored), 5, 6), []Checkpoint{last}, 7, 1},
		{"doubled", slices.Insert(slices.Clone(stored), 6, stored[5]), []Checkpoint{last}, 6, 1},
		{"truncated", stored[:29], []Checkpoint{last}, -1, 1},
		{"reordered between chains", append([][]byte{stored[1], stored[0]}, stored[2:]...), []Checkpoint{last}, -1, 1},
		{"not canonical", append([][]byte{append([]byte(" "), stored[0]...)}, stored[1:]...), nil, 0, 1},
		{"longer than the checkpoint", stored, []Checkpoint{checkpoints[20]}, -1, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := VerifyDump(dump(tt.dump), tt.check...)
			var f *Fault
			if ExitStatus(err) != tt.exit || errors.As(err, &f) && f.Index != tt.index {
				t.Fatalf("got %d, %v", ExitStatus(err), err)
			}
		})
	}
}

func TestVerifyDumpUnreadable(t *testing.T) {
	stored, _ := wholeLedger(t, 2)
	for name, text := range map[string]string{
		"cut in an entry": string(stored[0]) + "\n" + string(stored[1][:20]),
		"endless line":    strings.Repeat("x", MaxEntryBytes+10),
	} {
		if _, err := VerifyDump(strings.NewReader(text)); ExitStatus(err) != ExitUnreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := errors.New("disk"); ExitStatus(err) != ExitUnreadable {
		t.Error("another error counts as verified or tampered")
	}
}

// Whatever single entry is changed, dropped, doubled or moved, a checkpoint
// over all of them tells.
func TestAnyMutationOfTheLedgerIsNoticed(t *testing.T) {
	stored, checkpoints := wholeLedger(t, 40)
	rapid.Check(t, func(t *rapid.T) {
		bad := slices.Clone(stored)
		i := rapid.IntRange(0, 39).Draw(t, "at")
		j := rapid.IntRange(0, 39).Filter(func(j int) bool { return j != i }).Draw(t, "other")
		switch rapid.IntRange(0, 3).Draw(t, "mutation") {
		case 0:
			bad[i] = bytes.Clone(bad[i])
			bad[i][rapid.IntRange(0, len(bad[i])-1).Draw(t, "byte")] ^= rapid.ByteRange(1, 255).Draw(t, "bits")
		case 1:
			bad = slices.Delete(bad, i, i+1)
		case 2:
			bad[i], bad[j] = bad[j], bad[i]
		case 3:
			bad = slices.Insert(bad, j, bad[i])
		}
		if _, err := VerifyDump(dump(bad), checkpoints[40]); err == nil {
			t.Fatal("unnoticed")
		}
	})
}
