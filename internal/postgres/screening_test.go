package postgres

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/catalog"
	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
)

func weighty(id string) catalog.Result {
	return catalog.Result{Verdict: catalog.Review, Note: "có 1 mục", Compared: 2, Matches: []catalog.Match{
		{ID: id, Name: "Cổng thông tin", State: catalog.InUse, Kind: catalog.KindCatalog, Score: 0.9, Weighty: true},
	}}
}

func TestAWeightyMatchWaitsForAnOfficer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	if _, err := w.RecordScreening(t.Context(), id, duplication, "k", weighty("A01")); err != nil {
		t.Fatal(err)
	}
	c := w.kase(id)
	if g, _ := c.Gate(duplication); g.State != proposal.GateOpen || !g.Screened || c.Screening == nil || len(c.Screening.Matches) != 1 {
		t.Fatalf("%+v, screening %+v", g, c.Screening)
	}
	if _, err := w.RecordScreening(t.Context(), id, duplication, "another key", weighty("A01")); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("compared twice: %v", err)
	}
	// The ledger names the comparison by the hash of the bytes kept.
	var body []byte
	var hash string
	if err := w.owner.QueryRow(t.Context(), "SELECT body::text, sha256 FROM screenings").Scan(&body, &hash); err != nil {
		t.Fatal(err)
	}
	if ledger.HashBytes(body).String() != hash || w.count("SELECT count(*) FROM ledger_entries WHERE convert_from(bytes, 'UTF8') LIKE '%' || $1 || '%'", hash) != 1 {
		t.Error("the kept comparison is not the one that the ledger names")
	}
}

func TestReclassificationPinsThePackOfTheKind(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	f := facts(billion)
	f.BuildsOn = "A01"
	id := w.draft("filer", f)
	w.submit("filer", id)
	if _, err := w.RecordScreening(t.Context(), id, duplication, "k", weighty("A01")); err != nil {
		t.Fatal(err)
	}
	d := decision(proposal.Details{Kind: proposal.Extension, Findings: []proposal.Finding{{EntryID: "A01", Finding: proposal.FindingDifferent, Note: "được mở rộng"}}})
	d.Reason = "bổ sung chức năng"
	w.do("khcn", id, proposal.CommandDecide, duplication, d)
	c := w.kase(id)
	if c.Process.ID != "extend-application" || c.Facts.Kind != proposal.Extension {
		t.Errorf("pinned to %s as %s", c.Process.ID, c.Facts.Kind)
	}
	if g, _ := c.Gate(consultation); g.State != proposal.GateOpen {
		t.Errorf("the consultation is %s", g.State)
	}
}

// What screenings see of a proposal follows its standing, and every change moves
// the version on.
func TestCatalogChangesFollowTheProposal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	all, version, err := w.CatalogEntries(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatalf("%v, %d entries", err, len(all))
	}
	expect := func(when string, kinds map[string]catalog.Kind, gone []string) {
		t.Helper()
		next, changed, removed, err := w.CatalogChanges(t.Context(), version, "2026-09-14")
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]catalog.Kind{}
		for _, e := range changed {
			got[e.ID] = e.Kind
		}
		if d := cmp.Diff(kinds, got); d != "" {
			t.Errorf("%s, changed (-want +got):\n%s", when, d)
		}
		if d := cmp.Diff(gone, removed); d != "" {
			t.Errorf("%s, removed (-want +got):\n%s", when, d)
		}
		if moved := len(kinds)+len(gone) > 0; moved != (next > version) {
			t.Errorf("%s: version %d after %d", when, next, version)
		}
		version = next
	}
	id := w.draft("filer", facts(billion))
	expect("drafted", map[string]catalog.Kind{}, nil)
	w.submit("filer", id)
	expect("submitted", map[string]catalog.Kind{"DX-2026-000001": catalog.KindOpen}, nil)
	w.do("filer", id, proposal.CommandRecall, "", nil)
	expect("recalled", map[string]catalog.Kind{}, []string{"DX-2026-000001"})
	w.submit("filer", id)
	w.do("filer", id, proposal.CommandWithdraw, "", proposal.Withdrawal{Reason: "x"})
	expect("withdrawn", map[string]catalog.Kind{"DX-2026-000001": catalog.KindHistory}, nil)
	f := facts(billion)
	f.Realises = "B01"
	id = w.draft("filer", f)
	w.submit("filer", id)
	w.clear(id, "2")
	w.consulted(id)
	w.reviewed(id)
	w.allocated(id)
	expect("another submitted", map[string]catalog.Kind{"DX-2026-000002": catalog.KindOpen}, nil)
	w.approve(id)
	expect("approved", map[string]catalog.Kind{"DX-2026-000002": catalog.KindApproved, "B01": catalog.KindCatalog}, nil)
	if n := w.count("SELECT count(*) FROM catalog_entries WHERE approved_by IS NOT NULL"); n != 1 {
		t.Errorf("%d entries with an approval, want the realised one alone", n)
	}
}

// What a kind does not do sets nothing apart, whatever the filer names.
func TestComparisonSetsApartWhatTheKindConcerns(t *testing.T) {
	named := proposal.Facts{Realises: "B01", BuildsOn: "A01"}
	for kind, want := range map[proposal.Kind][2]string{
		proposal.NewBuild: {"B01", ""}, proposal.Upgrade: {"", "A01"}, proposal.Extension: {"", "A01"}, proposal.Lease: {},
	} {
		c := proposal.Case{Facts: named}
		c.Facts.Kind = kind
		q := query(c, "Sở Y tế")
		if got := [2]string{q.Realises, q.BuildsOn}; got != want {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
}

// Of two open proposals alike only the later meets the earlier.
func TestComparisonNamesWhatIsSetApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("colleague", w.draft("colleague", facts(billion)))
	f := facts(billion)
	f.Realises, f.Follows = "B01", []proposal.Follow{{Number: "DX-2026-000001", Relation: "refiled"}}
	first, second := w.draft("filer", f), w.draft("colleague", facts(billion))
	w.submit("filer", first)
	w.submit("colleague", second)
	q, err := w.Comparison(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	if q.Realises != "B01" || !slices.Equal(q.Follows, []string{"DX-2026-000001"}) || q.AgencyCode != "so-y-te" || q.Agency == "" {
		t.Errorf("%+v", q)
	}
	if d := cmp.Diff([]string{"DX-2026-000002", "DX-2026-000003"}, q.Exclude); d != "" {
		t.Error(d)
	}
	q, err = w.Comparison(t.Context(), second)
	if err != nil || !slices.Equal(q.Exclude, []string{"DX-2026-000003"}) {
		t.Errorf("%v %v", err, q.Exclude)
	}
	if _, err := w.Comparison(t.Context(), newID()); proposal.CodeOf(err) != proposal.CodeNotFound {
		t.Errorf("unknown: %v", err)
	}
}

// What an approved proposal realises already is set apart for its successors
// alone: nobody gets the same system approved twice.
func TestComparisonSetsNothingApartThatIsTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("filer", w.draft("filer", facts(billion)))
	w.sql("UPDATE catalog_entries SET approved_by = 'DX-2026-000001' WHERE id = 'B01'")
	f := facts(billion)
	f.Realises = "B01"
	for _, follows := range [][]proposal.Follow{nil, {{Number: "DX-2026-000001", Relation: "amends"}}} {
		f.Follows = follows
		id := w.draft("filer", f)
		w.submit("filer", id)
		q, err := w.Comparison(t.Context(), id)
		if err != nil {
			t.Fatal(describe(err))
		}
		if apart := q.Realises == "B01"; apart != (follows != nil) {
			t.Errorf("following %v: set apart %v", follows, apart)
		}
	}
}

// A gate decided in an earlier round goes on counting its rounds under the new
// pack, so that its next decision is not taken for the first one again.
func TestReclassificationCountsRoundsOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	f := facts(billion)
	f.BuildsOn = "A01"
	id := w.draft("filer", f)
	w.submit("filer", id)
	w.clear(id, "1")
	w.consulted(id)
	w.do("khcn", id, proposal.CommandDecide, technology, proposal.Decision{Outcome: proposal.Return, Reason: "x", Items: []proposal.ItemRequest{{Text: "y"}}})
	f.Name = "Phần mềm tiêm chủng mở rộng"
	if _, err := w.Edit(t.Context(), w.actor("filer"), id, w.kase(id).ETag, f); err != nil {
		t.Fatal(err)
	}
	w.do("filer", id, proposal.CommandSubmit, "", proposal.Submission{Answers: []proposal.Answer{{Item: technology + "-1-1", Text: "z"}}})
	if _, err := w.RecordScreening(t.Context(), id, duplication, "2", weighty("A01")); err != nil {
		t.Fatal(err)
	}
	d := decision(proposal.Details{Kind: proposal.Extension, Findings: []proposal.Finding{{EntryID: "A01", Finding: proposal.FindingDifferent}}})
	d.Reason = "bổ sung chức năng"
	w.do("khcn", id, proposal.CommandDecide, duplication, d)
	if g, _ := w.kase(id).Gate(consultation); g.Round != 2 || g.State != proposal.GateOpen {
		t.Errorf("consultation in round %d, %s", g.Round, g.State)
	}
	d = decision(proposal.Details{})
	d.Reason = "ý kiến cũ vẫn bao quát"
	w.do("khcn", id, proposal.CommandDecide, consultation, d)
}
