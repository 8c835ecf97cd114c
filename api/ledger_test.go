package api

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pheduyet/internal/apitest"
	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

// tree is a ledger in memory: entries and the checkpoints signed along the way.
type tree struct {
	key         ledger.SigningKey
	entries     [][]byte
	hashes      ledger.Hashes
	checkpoints []ledger.Signed
	losses      []ledger.Loss
}

// grow adds entries and signs.
func (t *tree) grow(b testing.TB, n int) {
	b.Helper()
	var head ledger.Head
	var frontier ledger.Frontier
	*t = tree{key: t.key, checkpoints: t.checkpoints, losses: t.losses}
	if t.key.Origin() == "" {
		key, err := ledger.GenerateKey("pheduyet/thu")
		if err != nil {
			b.Fatal(err)
		}
		t.key = key
	}
	for range n {
		e, raw, err := ledger.New(head, ledger.Entry{Stream: "people", At: at, Action: "signed_in", Actor: ledger.Actor{Name: "Bà <Hai>"}})
		if err != nil {
			b.Fatal(err)
		}
		head = e.Head()
		t.entries = append(t.entries, raw)
		t.hashes = append(t.hashes, frontier.Append(ledger.LeafHash(raw))...)
	}
	note, err := ledger.SignCheckpoint(ledger.Checkpoint{Origin: t.key.Origin(), Size: int64(n), Root: frontier.Root()}, t.key)
	if err != nil {
		b.Fatal(err)
	}
	t.checkpoints = append(t.checkpoints, ledger.Signed{Size: int64(n), Root: frontier.Root(), Note: note})
}

func (w *world) LatestCheckpoint(context.Context) (ledger.Signed, error) {
	if len(w.tree.checkpoints) == 0 {
		return ledger.Signed{}, nothing
	}
	return w.tree.checkpoints[len(w.tree.checkpoints)-1], w.fault()
}

func (w *world) CheckpointAt(_ context.Context, size int64) (ledger.Signed, error) {
	for _, c := range w.tree.checkpoints {
		if c.Size == size {
			return c, w.fault()
		}
	}
	return ledger.Signed{}, nothing
}

func (w *world) CheckpointTime(context.Context, int64) (time.Time, error) { return w.now, w.fault() }

func (w *world) PlacedEntries(_ context.Context, from int64, limit int) (found []ledger.Placed, _ error) {
	for i := from; i < int64(len(w.tree.entries)) && len(found) < limit; i++ {
		found = append(found, ledger.Placed{Position: i, Bytes: w.tree.entries[i]})
	}
	return found, w.fault()
}

func (w *world) InclusionProof(_ context.Context, size, position int64) (ledger.Proof, error) {
	if position >= size {
		return ledger.Proof{}, invalid(fault("index", "Nằm ngoài nhật ký.", "Lies outside the ledger."))
	}
	return ledger.ProveInclusion(size, position, w.tree.hashes)
}

func (w *world) ConsistencyProof(_ context.Context, size, older int64) ([]ledger.Hash, error) {
	if older > size {
		return nil, invalid(fault("from", "Nằm ngoài nhật ký.", "Lies outside the ledger."))
	}
	return ledger.ProveConsistency(size, older, w.tree.hashes)
}

// SigningLag is a second for each entry that no checkpoint covers.
func (w *world) SigningLag(context.Context) (time.Duration, error) {
	signed := int64(0)
	for _, c := range w.tree.checkpoints {
		signed = c.Size
	}
	return time.Duration(int64(len(w.tree.entries))-signed) * time.Second, w.fault()
}

func (w *world) Losses(context.Context) ([]ledger.Loss, error) { return w.tree.losses, w.fault() }

// ledgerWorld has a ledger of nine entries, signed at five and at nine.
func ledgerWorld(t *testing.T) (*world, *apitest.Client) {
	t.Helper()
	w := newWorld(t)
	w.tree.grow(t, 5)
	w.tree.grow(t, 9)
	w.serve(t, Limits{})
	server := httptest.NewServer(w.handler)
	t.Cleanup(server.Close)
	return w, apitest.New(t, server.URL)
}

// What an auditor is given verifies with the public key alone.
func TestTheLedgerVerifiesFromOutside(t *testing.T) {
	w, c := ledgerWorld(t)
	auditor := c.As("auditor")
	var now, then struct {
		Note, Root, At, Key string
		Size                int64
	}
	auditor.GET("/ledger/checkpoint").Want(t, 200).JSON(&now)
	auditor.GET("/ledger/checkpoint?size=5").Want(t, 200).JSON(&then)
	key, err := ledger.ParsePublicKey(now.Key)
	if err != nil || key.Fingerprint() != w.tree.key.Public().Fingerprint() {
		t.Fatal(err)
	}
	newer, err := ledger.OpenCheckpoint([]byte(now.Note), key)
	if err != nil || newer.Size != 9 || now.Size != 9 || newer.Root.String() != now.Root || now.At != "2026-11-21T09:30:00+07:00" {
		t.Errorf("%+v, %v", now, err)
	}
	older, err := ledger.OpenCheckpoint([]byte(then.Note), key)
	if err != nil {
		t.Fatal(err)
	}
	var proof struct {
		Hashes     []ledger.Hash
		Checkpoint string
	}
	auditor.GET("/ledger/proof/consistency?from=5").Want(t, 200).JSON(&proof)
	if err := ledger.CheckConsistency(older, newer, proof.Hashes); err != nil || proof.Checkpoint != now.Note {
		t.Error(err)
	}
	var entries struct {
		Items []struct {
			Index             int64
			Hash, Leaf, Entry string
		}
		Next *string `json:"next_cursor"`
	}
	auditor.GET("/ledger/entries?from=6&limit=2").Want(t, 200).JSON(&entries)
	if len(entries.Items) != 2 || entries.Items[0].Index != 6 || entries.Next == nil || *entries.Next != "8" {
		t.Fatalf("%+v", entries)
	}
	for _, e := range entries.Items {
		if parsed, err := ledger.Parse([]byte(e.Entry)); err != nil || parsed.Hash.String() != e.Hash || ledger.LeafHash([]byte(e.Entry)).String() != e.Leaf {
			t.Errorf("entry %d: %v", e.Index, err)
		}
		var inclusion struct {
			Index  int64
			Hashes []ledger.Hash
		}
		auditor.GET("/ledger/proof/inclusion?index="+fmt.Sprint(e.Index)).Want(t, 200).JSON(&inclusion)
		p := ledger.Proof{Index: inclusion.Index, Hashes: inclusion.Hashes}
		if err := ledger.CheckInclusion(newer, p, ledger.LeafHash([]byte(e.Entry))); err != nil {
			t.Error(err)
		}
	}
	auditor.GET("/ledger/entries?cursor=8").Want(t, 200).JSON(&entries)
	if len(entries.Items) != 1 || entries.Next != nil {
		t.Errorf("the last page: %+v", entries)
	}
}

func TestWhoSeesTheLedger(t *testing.T) {
	_, c := ledgerWorld(t)
	for _, who := range []string{"filer", "reviewer", "head", "admin", "province"} {
		c.As(who).GET("/ledger/checkpoint").Want(t, 200)
		c.As(who).GET("/ledger/proof/consistency?from=2").Want(t, 200)
		c.As(who).GET("/ledger/entries").Refused(t, 403, apitest.Forbidden)
		c.As(who).GET("/ledger/proof/inclusion?index=1").Refused(t, 403, apitest.Forbidden)
	}
	for _, path := range []string{"/ledger/checkpoint", "/ledger/entries", "/ledger/proof/inclusion?index=1", "/ledger/proof/consistency?from=2"} {
		c.Nobody().GET(path).Refused(t, 401, apitest.Unauthorised)
	}
}

func TestBadQuestionsToTheLedger(t *testing.T) {
	_, c := ledgerWorld(t)
	auditor := c.As("auditor").Unchecked()
	for path, field := range map[string]string{
		"/ledger/checkpoint?size=-1": "size", "/ledger/checkpoint?size=x": "size", "/ledger/checkpoint?size=99999999999999999999": "size",
		"/ledger/entries?from=x": "from", "/ledger/entries?cursor=x": "cursor", "/ledger/entries?limit=0": "limit",
		"/ledger/proof/inclusion": "index", "/ledger/proof/inclusion?index=9": "index", "/ledger/proof/inclusion?index=1.5": "index",
		"/ledger/proof/consistency": "from", "/ledger/proof/consistency?from=10": "from",
	} {
		auditor.GET(path).Refused(t, 422, apitest.Invalid).At(t, field)
	}
	for _, path := range []string{"/ledger/checkpoint?size=6", "/ledger/proof/inclusion?index=1&size=4", "/ledger/proof/consistency?from=1&size=0"} {
		auditor.GET(path).Refused(t, 404, apitest.NotFound)
	}
	w := newWorld(t)
	w.get(t, "auditor", "/ledger/checkpoint").want(404) // nothing is signed yet
}

// What is lost is told to those who must act; the others learn that nothing is
// signed.
func TestALossIsTold(t *testing.T) {
	w, c := ledgerWorld(t)
	w.tree.losses = []ledger.Loss{{Kept: 12, Size: 9, Intact: 5, Note: "n", Lost: []ledger.Leaf{{Position: 11, Subject: "stream/people", Seq: 12, Action: "signed_in"}}}}
	for who, want := range map[string]int{"auditor": 1, "admin": 1, "filer": 0} {
		var got struct {
			Signing bool
			Losses  []struct {
				Size int64
				Lost []ledger.Leaf
			}
		}
		r := c.As(who).GET("/ledger/checkpoint").Want(t, 200)
		r.JSON(&got)
		if got.Signing || len(got.Losses) != want || want == 1 && (got.Losses[0].Size != 12 || got.Losses[0].Lost[0].Seq != 12) {
			t.Errorf("%s: %+v", who, got)
		}
		if want == 0 && strings.Contains(string(r.Body), "people") {
			t.Errorf("%s learns which entries there were", who)
		}
	}
}

// A server that signs nothing itself still tells that nothing is signed.
func TestMetricsTellHowTheSigningGoes(t *testing.T) {
	w := newWorld(t)
	w.tree.grow(t, 3)
	w.serve(t, Limits{})
	tells := func(lines ...string) {
		t.Helper()
		got := w.scraped(t)
		for _, line := range lines {
			if !strings.Contains(got, line+"\n") {
				t.Errorf("no %q in %s", line, got)
			}
		}
	}
	tells("pheduyet_ledger_unsigned_seconds 0", "pheduyet_ledger_losses 0")
	w.tree.checkpoints, w.tree.losses = nil, []ledger.Loss{{}}
	tells("pheduyet_ledger_unsigned_seconds 3", "pheduyet_ledger_losses 1")
	w.down = proposal.Errorf(proposal.CodeUnavailable, "Hỏng.", "Down.")
	if got := w.scraped(t); strings.Contains(got, "pheduyet_ledger_losses 1") {
		t.Errorf("%s", got)
	}
}
