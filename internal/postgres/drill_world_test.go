package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"github.com/jackc/pgx/v5"

	"pheduyet/internal/devstack/testdb"
	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/sequencer"
)

// drill is a ledger with texts, documents and checkpoints, whose database an
// attacker owns: no constraint stands in the way. The folder is out of reach.
type drill struct {
	*Store
	t       testing.TB
	owner   *pgx.Conn
	key     ledger.SigningKey
	folder  sequencer.Folder
	outside []ledger.Signed
	size    int64
}

// newDrill appends entries to chains of proposals and of a stream, through the
// same code as every act.
func newDrill(t testing.TB, entries int) *drill {
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
	d := &drill{Store: open(t, db.AppURL), t: t, owner: owner, key: key, folder: sequencer.Folder(t.TempDir())}
	for n, act := 0, 0; n < entries; act++ {
		d.act(act)
		n += 3
		if act%100 == 99 || n >= entries {
			d.pass()
		}
	}
	if d.outside, err = d.folder.Checkpoints(key.Public()); err != nil {
		t.Fatal(err)
	}
	d.size = d.outside[len(d.outside)-1].Size
	return d
}

func (d *drill) pass() {
	d.t.Helper()
	if err := sequencer.New(d.Store, d.folder, d.key, slog.New(slog.DiscardHandler)).Pass(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

// act writes three entries: two of a proposal, with texts, one of a stream, with
// a kept document.
func (d *drill) act(n int) {
	d.t.Helper()
	err := d.inTx(d.t.Context(), func(t tx) error {
		chain, err := openChain(d.t.Context(), t, chainID(n%40), fmt.Sprintf("act-%d", n))
		if err != nil {
			return err
		}
		b := &batch{at: t}
		for i := range 2 {
			data := map[string]any{"reason": fmt.Sprintf("Lý do %d.%d", n, i), "round": n, "conditions": []any{map[string]any{"text": "Tích hợp", "owner": "Sở Y tế"}}}
			chain.append(b, ledger.Entry{
				Actor: ledger.Actor{Account: "a", Name: "Bà Hai", Agency: "so-khcn"}, Action: "decided", Gate: "g", Outcome: "approve",
				Documents: []ledger.Document{{Number: "1/SKHCN", Date: "2026-09-14"}},
			}, payload{Round: 1, Data: data, Number: "DX-2026-000001"})
		}
		if err := b.send(d.t.Context()); err != nil {
			return err
		}
		hash, err := keepDocument(d.t.Context(), t, map[string]any{"year": n})
		if err != nil {
			return err
		}
		return d.appendStream(d.t.Context(), t, streamRegisters, proposal.Actor{Account: "b", Name: "Ông Ba"}, fmt.Sprintf("change/%d", n),
			proposal.Event{Action: "change_proposed", Data: changeTold{Change: fmt.Sprint(n), Kind: "holidays", Body: hash}})
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

// audits verifies on a connection, in the transaction that is open there.
func (d *drill) audits(t tx, from *audit) error {
	checkpoints, err := signedCheckpoints(d.t.Context(), t, d.key.Public(), d.outside)
	if err != nil {
		return err
	}
	a := newAudit(d.t.Context(), t, checkpoints)
	if from != nil {
		a.Audit, a.named, a.report, a.step = from.Audit.Clone(), from.named, from.report, window
	}
	return a.run()
}

// window is how many entries of a drill are looked at together.
const window = 64

// states are audits of the sound ledger, one before each window.
func (d *drill) states(t tx) []*audit {
	d.t.Helper()
	checkpoints, err := signedCheckpoints(d.t.Context(), t, d.key.Public(), d.outside)
	if err != nil {
		d.t.Fatal(err)
	}
	a := newAudit(d.t.Context(), t, checkpoints)
	var states []*audit
	for a.Size() < d.size {
		state := *a
		state.Audit, state.named = a.Audit.Clone(), namedDocuments{}
		for table, hashes := range a.named {
			for hash := range hashes {
				state.named.note(table, hash)
			}
		}
		states = append(states, &state)
		if err := a.batch(min(a.Size()+window, d.size)); err != nil {
			d.t.Fatal(err)
		}
	}
	return states
}

// unbind takes away every constraint and index that would refuse a change.
func (d *drill) unbind() {
	d.t.Helper()
	rows, _ := d.owner.Query(d.t.Context(), `SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', conrelid::regclass, conname) FROM pg_constraint
		WHERE conrelid::regclass::text LIKE 'ledger\_%' ORDER BY contype = 'p'`)
	drops, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		d.t.Fatal(err)
	}
	drops = append(drops, "DROP INDEX IF EXISTS ledger_chain", "ALTER TABLE ledger_entries ALTER id DROP IDENTITY",
		"CREATE INDEX ON ledger_entries (id)", "CREATE INDEX ON ledger_texts (entry)", "CREATE INDEX ON ledger_leaves (position)", "CREATE INDEX ON ledger_hashes (index)")
	for _, drop := range drops {
		if _, err := d.owner.Exec(d.t.Context(), drop); err != nil {
			d.t.Fatal(drop, err)
		}
	}
}
