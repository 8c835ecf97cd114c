package postgres

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// treeWorld is a database with a key to sign its ledger.
type treeWorld struct {
	*Store
	t     testing.TB
	owner *pgx.Conn
	key   ledger.SigningKey
	heads map[string]ledger.Head
}

func newTreeWorld(t testing.TB) *treeWorld {
	t.Helper()
	db := testdb.New(t, Migrate)
	key, err := ledger.GenerateKey("pheduyet/thu")
	if err != nil {
		t.Fatal(err)
	}
	owner, err := pgx.Connect(t.Context(), db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { owner.Close(context.Background()) })
	return &treeWorld{Store: open(t, db.AppURL), t: t, owner: owner, key: key, heads: map[string]ledger.Head{}}
}

// chainID is the proposal that the nth chain of a test belongs to.
func chainID(n int) string { return fmt.Sprintf("018f0000-0000-7000-8000-%012d", n) }

// entry inserts the next entry of a chain.
func (w *treeWorld) entry(q querier, id string) {
	w.t.Helper()
	e, raw, err := ledger.New(w.heads[id], ledger.Entry{
		Proposal: id, At: monday.Add(time.Duration(w.heads[id].Seq) * time.Second), Action: "decided", Actor: ledger.Actor{Name: "Bà Hai"},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = q.Exec(w.t.Context(), "INSERT INTO ledger_entries (proposal, seq, event_key, action, gate, at, bytes, hash) VALUES ($1, $2, $3, $4, '', $5, $6, $7)",
		id, e.Seq, fmt.Sprint(id, "/", e.Seq), e.Action, e.At, raw, e.Hash[:])
	if err != nil {
		w.t.Fatal(err)
	}
	w.heads[id] = e.Head()
}

func (w *treeWorld) integrate(limit int) int {
	w.t.Helper()
	total := 0
	for {
		n, err := w.Integrate(w.t.Context(), limit)
		if err != nil {
			w.t.Fatal(err)
		}
		if total += n; n == 0 {
			return total
		}
	}
}

func (w *treeWorld) sign() Checkpoint {
	w.t.Helper()
	c, err := w.SignTree(w.t.Context(), func(size int64, root ledger.Hash, _ ledger.HashReader) ([]byte, error) {
		return ledger.SignCheckpoint(ledger.Checkpoint{Origin: w.key.Origin(), Size: size, Root: root}, w.key)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// sound audits the whole ledger and gives its size.
func (w *treeWorld) sound() int64 {
	w.t.Helper()
	report, err := w.AuditLedger(w.t.Context(), w.key.Public(), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return report.Size
}

// Ids become visible out of order: an entry that commits late gets the next
// place, and none is forgotten.
func TestIntegrateTakesWhatCommittedLate(t *testing.T) {
	t.Parallel()
	w := newTreeWorld(t)
	early, err := w.pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer early.Rollback(t.Context())
	w.entry(early, chainID(1)) // takes the first id, and is not visible yet
	w.entry(w.pool, chainID(2))
	w.entry(w.pool, chainID(2))
	if n := w.integrate(1); n != 2 {
		t.Fatalf("%d leaves, want the two that are committed", n)
	}
	first := w.sign()
	if err := early.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := w.integrate(100); n != 1 {
		t.Fatalf("%d leaves, want the late one", n)
	}
	second := w.sign()
	if n := w.sound(); n != 3 {
		t.Errorf("%d entries in the tree", n)
	}
	proof, err := w.ConsistencyProof(t.Context(), 3, 2)
	if err != nil {
		t.Fatal(err)
	}
	older := ledger.Checkpoint{Origin: w.key.Origin(), Size: first.Size, Root: first.Root}
	if err := ledger.CheckConsistency(older, ledger.Checkpoint{Origin: w.key.Origin(), Size: 3, Root: second.Root}, proof); err != nil {
		t.Error(err)
	}
}

// Several at once, while entries go on coming, make one tree without gaps.
func TestIntegrateTogether(t *testing.T) {
	t.Parallel()
	w := newTreeWorld(t)
	const chains, each = 4, 40
	var appending, growing sync.WaitGroup
	for c := range chains {
		own := &treeWorld{Store: w.Store, t: t, heads: map[string]ledger.Head{}}
		appending.Go(func() {
			for range each {
				own.entry(own.pool, chainID(c))
			}
		})
	}
	done := make(chan struct{})
	for range 3 {
		growing.Go(func() {
			for {
				if _, err := w.Integrate(t.Context(), 7); err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	appending.Wait()
	close(done)
	growing.Wait()
	w.integrate(1000)
	w.sign()
	if n := w.sound(); n != chains*each {
		t.Errorf("%d entries, want %d", n, chains*each)
	}
}

// What does not wait for a leaf is found by looking at every entry; what has one
// already, given by a program that knows of no waiting, gets no second.
func TestGatherFindsWhatDoesNotWait(t *testing.T) {
	t.Parallel()
	w := newTreeWorld(t)
	exec := func(sql string) {
		t.Helper()
		if _, err := w.owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		w.entry(w.pool, chainID(1))
	}
	exec("DELETE FROM ledger_waiting")
	if n := w.integrate(10); n != 0 {
		t.Fatalf("%d leaves of what does not wait", n)
	}
	for range 2 {
		if err := w.Gather(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := w.integrate(10); n != 3 {
		t.Fatalf("%d leaves, want 3", n)
	}
	w.entry(w.pool, chainID(1))
	exec("INSERT INTO ledger_waiting SELECT id FROM ledger_entries ON CONFLICT DO NOTHING")
	w.integrate(2)
	w.sign()
	if n := w.sound(); n != 4 {
		t.Errorf("%d entries in the tree", n)
	}
	if err := w.Gather(t.Context()); err != nil || w.integrate(1) != 0 {
		t.Errorf("something waits still, %v", err)
	}
}

func TestCoverIsTheFirstCheckpoint(t *testing.T) {
	t.Parallel()
	w := newTreeWorld(t)
	if _, err := w.LatestCheckpoint(t.Context()); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("no checkpoint: %v", err)
	}
	w.entry(w.pool, chainID(1))
	if _, err := w.CoverProposal(t.Context(), chainID(1)); proposal.CodeOf(err) != proposal.CodeUnavailable {
		t.Errorf("no leaf: %v", err)
	}
	w.integrate(10)
	if _, err := w.CoverProposal(t.Context(), chainID(1)); proposal.CodeOf(err) != proposal.CodeUnavailable {
		t.Errorf("no checkpoint: %v", err)
	}
	w.sign()
	w.entry(w.pool, chainID(2))
	w.entry(w.pool, chainID(1))
	w.integrate(10)
	w.sign()
	want, err := w.CoverProposal(t.Context(), chainID(1))
	if err != nil {
		t.Fatal(err)
	}
	w.entry(w.pool, chainID(2))
	w.integrate(10)
	w.sign()
	got, err := w.CoverProposal(t.Context(), chainID(1))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("growth changed the evidence:\n%s", d)
	}
	c, err := ledger.OpenCheckpoint(got.Checkpoint.Note, w.key.Public())
	if err != nil || c.Size != 3 || len(got.Entries) != 2 {
		t.Fatal(c, len(got.Entries), err)
	}
	for i, p := range got.Proofs {
		if err := ledger.CheckInclusion(c, p, ledger.LeafHash(got.Entries[i])); err != nil {
			t.Error(err)
		}
	}
	if _, err := w.CoverProposal(t.Context(), "x"); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("no such proposal: %v", err)
	}
	if _, err := w.CoverStream(t.Context(), "people"); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("empty stream: %v", err)
	}
}

// A reader who wants evidence now asks whoever signs, and waits.
func TestAwaitProposalDemandsACheckpoint(t *testing.T) {
	t.Parallel()
	w := newTreeWorld(t)
	w.entry(w.pool, chainID(1))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var signing sync.WaitGroup
	heard := make(chan struct{}, 1)
	signing.Go(func() {
		err := w.Demands(ctx, func() {
			select {
			case heard <- struct{}{}: // it listens; whatever comes next is meant
			default:
				w.integrate(10)
				w.sign()
			}
		})
		if ctx.Err() == nil {
			t.Error(err)
		}
	})
	for len(heard) == 0 {
		if err := w.Demand(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	c, err := w.AwaitProposal(t.Context(), chainID(1))
	if err != nil || c.Checkpoint.Size != 1 {
		t.Errorf("%d, %v", c.Checkpoint.Size, err)
	}
	cancel()
	signing.Wait()
	if _, err := w.AwaitProposal(t.Context(), chainID(9)); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("no such chain: %v", err)
	}
}

func TestProofsOutsideTheTreeAreInvalid(t *testing.T) {
	t.Parallel()
	w := newTreeWorld(t)
	for range 5 {
		w.entry(w.pool, chainID(1))
	}
	w.integrate(10)
	for name, err := range map[string]error{
		"larger":        second(w.InclusionProof(t.Context(), 6, 0)),
		"negative size": second(w.InclusionProof(t.Context(), -1, 0)),
		"no such leaf":  second(w.InclusionProof(t.Context(), 5, 5)),
		"negative leaf": second(w.InclusionProof(t.Context(), 5, -1)),
		"from after to": second(w.ConsistencyProof(t.Context(), 3, 4)),
		"from negative": second(w.ConsistencyProof(t.Context(), 3, -4)),
		"to outside":    second(w.ConsistencyProof(t.Context(), 1<<62, 4)),
	} {
		if proposal.CodeOf(err) != proposal.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if p, err := w.InclusionProof(t.Context(), 1, 0); err != nil || len(p.Hashes) != 0 {
		t.Errorf("a tree of one leaf: %v, %v", p, err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestApplicationCannotTouchTheTree(t *testing.T) {
	t.Parallel()
	w := newTreeWorld(t)
	for table, column := range map[string]string{
		"ledger_leaves": "entry", "ledger_hashes": "hash", "ledger_checkpoints": "note", "ledger_losses": "body", "ledger_recoveries": "change",
	} {
		for _, statement := range []string{"UPDATE " + table + " SET " + column + " = " + column, "DELETE FROM " + table, "TRUNCATE " + table + " CASCADE", "DROP TABLE " + table} {
			if _, err := w.pool.Exec(t.Context(), statement); err == nil || !strings.Contains(err.Error(), "42501") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	}
}

// Entries of a chain are a second apart, the first at monday.
func TestSigningLag(t *testing.T) {
	t.Parallel()
	w := newTreeWorld(t)
	w.Now = func() time.Time { return monday.Add(time.Minute) }
	lags := func(want time.Duration) {
		t.Helper()
		if got, err := w.SigningLag(t.Context()); err != nil || got != want {
			t.Errorf("lags %v, %v, want %v", got, err, want)
		}
	}
	lags(0)
	w.entry(w.pool, chainID(1))
	w.entry(w.pool, chainID(1))
	lags(time.Minute)
	w.integrate(10)
	lags(time.Minute)
	w.sign()
	lags(0)
	w.entry(w.pool, chainID(1))
	w.entry(w.pool, chainID(1))
	lags(time.Minute - 2*time.Second)
}
