package postgres

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/ledger"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

func TestAProposalMovesToANewerPack(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t).lawful()
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	w.clear(id, "k")
	w.consulted(id)
	w.changed("process_pack", newPack(t, "2026-09-14", func(_ map[string]any, gates map[string]map[string]any) {
		gates[technology]["authority"] = "so-y-te" // on the filing side: its substitute decides
		gates[budget]["working_days"] = 3
	}))
	if got := w.kase(id).Process.Version; got != "2026-08-19" {
		t.Fatalf("a running proposal is on %s by itself", got)
	}
	d, err := w.MovePreview(t.Context(), id, "", "2026-09-14")
	if err != nil {
		t.Fatal(describe(err))
	}
	if diff := cmp.Diff([]string{technology}, d.Starts); diff != "" {
		t.Fatal(diff)
	}
	_, err = w.MovePreview(t.Context(), id, "", "2026-01-01")
	wantCode(t, err, proposal.CodeInvalid)
	paper := decision(proposal.Details{}).Documents[0]
	order := proposal.MoveOrder{Version: "2026-09-14", Reason: "Quy trình mới", Citation: &proposal.Citation{Document: "QĐ 15/QĐ-UBND"}, Document: &paper, Starts: []string{}}
	_, err = w.try("ubnd", id, proposal.CommandMove, "", order)
	wantCode(t, err, proposal.CodeConflict) // another preview than was shown
	order.Starts = d.Starts
	_, err = w.try("khcn", id, proposal.CommandMove, "", order)
	wantCode(t, err, proposal.CodeForbidden)
	w.do("ubnd", id, proposal.CommandMove, "", order)
	c := w.kase(id)
	g, _ := c.Gate(technology)
	if c.Process.Version != "2026-09-14" || g.State != proposal.GateOpen || g.Round != 2 || g.Authority == "so-khcn" {
		t.Errorf("%+v, %+v", c.Process, g)
	}
	if g, _ := c.Gate(consultation); g.State != proposal.GatePassed || g.Round != 1 {
		t.Errorf("the consultation, decided before: %+v", g)
	}
	i := slices.IndexFunc(w.ledgerOf(id), func(e ledger.Entry) bool { return e.Action == "moved" })
	if i < 0 {
		t.Error("the ledger does not tell of the move")
	}
	_, err = w.try("ubnd", id, proposal.CommandMove, "", order)
	wantCode(t, err, proposal.CodeConflict)
}

// A simulation reads: every table is the same before and after.
func TestASimulationTouchesNothing(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t).lawful()
	for range 2 {
		id := w.draft("filer", facts(billion))
		w.submit("filer", id)
		w.clear(id, "k"+id)
		w.consulted(id)
	}
	before := w.tables()
	pack, err := process.Parse(newPack(t, "2026-12-01", func(_ map[string]any, gates map[string]map[string]any) { gates[technology]["working_days"] = 40 }))
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.Simulate(t.Context(), pack)
	if err != nil {
		t.Fatal(describe(err))
	}
	if len(found) != 2 || len(found[0].Gates) != 1 || found[0].Gates[0].Gate != technology || found[0].Gates[0].Becomes.Days != 40 {
		t.Errorf("%+v", found)
	}
	if d := cmp.Diff(before, w.tables()); d != "" {
		t.Errorf("the simulation changed the database:\n%s", d)
	}
	lacking := pack
	lacking.Citations = nil
	_, err = w.Simulate(t.Context(), lacking)
	wantCode(t, err, proposal.CodeInvalid)
	for _, p := range worldPacks(t) {
		if slices.Contains(p.Kinds, proposal.NewBuild) {
			if found, err := w.Simulate(t.Context(), p); err != nil || len(found) != 0 {
				t.Errorf("the pack they follow: %v, %v", found, err)
			}
		}
	}
}

// tables is a digest of each table's rows.
func (w *world) tables() map[string]string {
	w.t.Helper()
	tables := map[string]string{}
	rows, err := w.owner.Query(w.t.Context(), "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
	if err != nil {
		w.t.Fatal(err)
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			w.t.Fatal(err)
		}
		names = append(names, name)
	}
	for _, name := range names {
		var digest string
		if err := w.owner.QueryRow(w.t.Context(), "SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM "+name+" t").Scan(&digest); err != nil {
			w.t.Fatal(err)
		}
		tables[name] = digest
	}
	return tables
}
