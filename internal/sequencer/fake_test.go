package sequencer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"pheduyet/internal/ledger"
)

// memory is a ledger whose database can be rolled back.
type memory struct {
	mu      sync.Mutex // every pass begins with it
	asked   func()
	told    int
	gathers int // looks at every entry
	state
}

// state is what a backup holds.
type state struct {
	entries     int // committed, leaf or not
	leaves      int
	history     string // what entries say; another history has other leaves
	stored      ledger.Hashes
	frontier    ledger.Frontier
	checkpoints []ledger.Signed
	losses      []ledger.Loss
	recovered   map[string]bool
	crash       error // before the database commits a signature
}

func (m *memory) Gather(context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.gathers++
	return nil
}

func (m *memory) Integrate(_ context.Context, limit int) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.integrate(limit), nil
}

func (m *memory) integrate(limit int) (added int) {
	for ; m.leaves < m.entries && added < limit; added++ {
		m.stored = append(m.stored, m.frontier.Append(ledger.LeafHash(fmt.Append(nil, m.history, m.leaves)))...)
		m.leaves++
	}
	return added
}

func (m *memory) SignTree(_ context.Context, sign func(int64, ledger.Hash, ledger.HashReader) ([]byte, error)) (ledger.Signed, error) {
	note, err := sign(int64(m.leaves), m.frontier.Root(), m.stored)
	if err == nil {
		err = m.crash
	}
	if err != nil {
		return ledger.Signed{}, fmt.Errorf("refused: %w", err)
	}
	c := ledger.Signed{Size: int64(m.leaves), Root: m.frontier.Root(), Note: note}
	m.checkpoints = append(m.checkpoints, c)
	return c, nil
}

func (m *memory) KeepCheckpoint(_ context.Context, c ledger.Signed) error {
	m.checkpoints = append(m.checkpoints, c)
	return nil
}

func (m *memory) CheckpointsAfter(_ context.Context, size int64) (found []ledger.Signed, _ error) {
	for _, c := range m.checkpoints {
		if c.Size > size {
			found = append(found, c)
		}
	}
	return found, nil
}

func (m *memory) Leaves(_ context.Context, from, to int64) (found []ledger.Leaf, _ error) {
	for at := from; at < to; at++ {
		found = append(found, ledger.Leaf{Position: at, Subject: "stream/" + m.history, Seq: at + 1, Action: "decided"})
	}
	return found, nil
}

func (m *memory) KeepLoss(_ context.Context, l ledger.Loss) error {
	m.losses = append(m.losses, l)
	return nil
}

func (m *memory) Recovered(_ context.Context, size int64, root ledger.Hash) (bool, error) {
	return m.recovered[fmt.Sprint(size, root)], nil
}

func (m *memory) TellCheckpoint(context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.told++
	return nil
}

func (m *memory) Demands(ctx context.Context, asked func()) error {
	m.asked = asked
	<-ctx.Done()
	return ctx.Err()
}

// commit commits entries between two passes.
func (m *memory) commit(entries int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries += entries
}

// rollBack restores the database as it was with so many entries.
func (m *memory) rollBack(entries int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old := m.state
	m.state = state{entries: entries, history: old.history, recovered: map[string]bool{}}
	m.integrate(entries)
	for _, c := range old.checkpoints {
		if c.Size <= int64(entries) {
			m.checkpoints = append(m.checkpoints, c)
		}
	}
}

// bench is a sequencer on a fake ledger.
type bench struct {
	*Sequencer
	t      *testing.T
	ledger *memory
	log    *strings.Builder
}

func newBench(t *testing.T) *bench {
	t.Helper()
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, ledger: &memory{state: state{history: "a"}}, log: &strings.Builder{}}
	b.Sequencer = New(b.ledger, Folder(t.TempDir()), key, slog.New(slog.NewTextHandler(b.log, nil)))
	return b
}

// restart is another process with the same folder.
func (b *bench) restart() {
	b.Sequencer = New(b.ledger, b.folder, b.key, b.logger)
}

// add commits entries and passes once.
func (b *bench) add(entries int) {
	b.t.Helper()
	b.ledger.entries += entries
	if err := b.Pass(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// loses passes and expects the loss of what was signed.
func (b *bench) loses() ledger.Loss {
	b.t.Helper()
	err := b.Pass(b.t.Context())
	lost, is := errors.AsType[*LossError](err)
	if !is {
		b.t.Fatalf("signed, or failed otherwise: %v", err)
	}
	return lost.Loss
}
