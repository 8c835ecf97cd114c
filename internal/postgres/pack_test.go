package postgres

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/catalog"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// renamed are the shipped gates under ids that no code can know.
var renamed = map[string]string{
	duplication: "ra-soat", consultation: "hoi-bo", technology: "cong-nghe", budget: "kinh-phi", security: "an-ninh", provincial: "ket-luan",
}

const legal = "phap-che"

// ownPack is the shipped process of leases under other gate ids, with a review
// of its own beside the technology review and security beside the consultation.
func ownPack(t *testing.T, shipped process.Pack) process.Pack {
	t.Helper()
	var p map[string]any
	if err := json.Unmarshal(shipped.Canonical(), &p); err != nil {
		t.Fatal(err)
	}
	p["id"] = "thue-dich-vu-cua-tinh"
	for _, r := range p["reopens"].([]any) {
		rename(r.(map[string]any)["gates"].([]any))
	}
	gates := map[string]map[string]any{}
	for _, g := range p["gates"].([]any) {
		gate := g.(map[string]any)
		id := renamed[gate["id"].(string)]
		gate["id"], gates[id] = id, gate
		rename(gate["after"].([]any))
	}
	review := maps.Clone(gates["cong-nghe"])
	review["id"], review["kind"], review["authority"] = legal, string(proposal.KindReview), "so-tai-chinh"
	item := maps.Clone(review["checklist"].([]any)[0].(map[string]any))
	item["id"] = "dung-tham-quyen"
	review["checklist"] = []any{item}
	gates["an-ninh"]["after"] = []any{"ra-soat"}
	gates["kinh-phi"]["after"] = []any{"cong-nghe", legal}
	gates["ket-luan"]["after"] = []any{"kinh-phi", "an-ninh"}
	p["gates"] = append(p["gates"].([]any), review)
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	own, err := process.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return own
}

func rename(ids []any) {
	for i, id := range ids {
		ids[i] = renamed[id.(string)]
	}
}

// newOwnWorld is a world whose leases follow ownPack.
func newOwnWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	s := worldSeeds(t)
	i := slices.IndexFunc(s.Packs, func(p process.Pack) bool { return slices.Contains(p.Kinds, proposal.Lease) })
	w.sql("DELETE FROM packs WHERE id = '" + s.Packs[i].ID + "'")
	s.Packs[i] = ownPack(t, s.Packs[i])
	if err := LoadSeeds(t.Context(), w.ownerURL, s, true); err != nil {
		t.Fatal(err)
	}
	return w
}

// standing are the gates by state.
func (w *world) standing(id string) map[proposal.GateState][]string {
	w.t.Helper()
	by := map[proposal.GateState][]string{}
	for _, g := range w.kase(id).Gates {
		by[g.State] = append(by[g.State], g.ID)
	}
	for _, ids := range by {
		slices.Sort(ids)
	}
	return by
}

// A pack with other ids, a review gate and gates side by side needs no code: its
// gates open as `after` says, and each is judged by its kind.
func TestAPackOfTheProvincesOwn(t *testing.T) {
	t.Parallel()
	w := newOwnWorld(t)
	f := facts(billion)
	f.Kind = proposal.Lease
	id := w.draft("filer", f)
	w.submit("filer", id)
	expect := func(when string, want map[proposal.GateState][]string) {
		t.Helper()
		if d := cmp.Diff(want, w.standing(id)); d != "" {
			t.Errorf("%s (-want +got):\n%s", when, d)
		}
	}
	expect("filed", map[proposal.GateState][]string{
		proposal.GateOpen: {"ra-soat"}, proposal.GatePending: {"an-ninh", "cong-nghe", "hoi-bo", "ket-luan", "kinh-phi", legal}})
	if _, err := w.RecordScreening(t.Context(), id, "ra-soat", "1", catalog.Result{Verdict: catalog.Clear, Note: "không tìm thấy", Compared: 2}); err != nil {
		t.Fatal(describe(err))
	}
	expect("compared", map[proposal.GateState][]string{
		proposal.GatePassed: {"ra-soat"}, proposal.GateOpen: {"an-ninh", "hoi-bo"}, proposal.GatePending: {"cong-nghe", "ket-luan", "kinh-phi", legal}})
	level := 2
	w.do("congan", id, proposal.CommandDecide, "an-ninh", decision(proposal.Details{Level: &level}))
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Letter: &proposal.Letter{Number: "1/SYT", Date: "2026-09-10"}})
	w.do("filer", id, proposal.CommandConsult, "", proposal.Consultation{Reply: &proposal.Reply{Number: "2/BYT", Date: "2026-09-11", Position: proposal.Agree}})
	w.do("khcn", id, proposal.CommandDecide, "hoi-bo", decision(proposal.Details{}))
	expect("consulted", map[proposal.GateState][]string{
		proposal.GatePassed: {"an-ninh", "hoi-bo", "ra-soat"}, proposal.GateOpen: {"cong-nghe", legal}, proposal.GatePending: {"ket-luan", "kinh-phi"}})

	answer := func(gate, said string) proposal.Decision {
		rule, _ := w.kase(id).Rules.Gate(gate)
		var all []proposal.CheckAnswer
		for _, item := range rule.Checklist {
			all = append(all, proposal.CheckAnswer{Item: item.ID, Answer: said})
		}
		return decision(proposal.Details{Checklist: all})
	}
	w.do("khcn", id, proposal.CommandDecide, "cong-nghe", answer("cong-nghe", "yes"))
	if _, err := w.try("khcn", id, proposal.CommandDecide, legal, answer(legal, "yes")); proposal.CodeOf(err) != proposal.CodeForbidden {
		t.Errorf("another authority's review: %v", err)
	}
	if _, err := w.try("taichinh", id, proposal.CommandDecide, legal, answer(legal, "no")); proposal.CodeOf(err) != proposal.CodeInvalid {
		t.Errorf("a mandatory item refused: %v", err)
	}
	if _, err := w.allocateAt(id, "kinh-phi"); proposal.CodeOf(err) != proposal.CodeConflict {
		t.Errorf("money before the review: %v", err)
	}
	w.do("taichinh", id, proposal.CommandDecide, legal, answer(legal, "yes"))
	if _, err := w.allocateAt(id, "kinh-phi"); err != nil {
		t.Fatal(describe(err))
	}
	w.do("ubnd", id, proposal.CommandDecide, "ket-luan", decision(proposal.Details{Signatory: "Chủ tịch"}))
	if c := w.kase(id); c.Status != proposal.Approved || c.Process.ID != "thue-dich-vu-cua-tinh" {
		t.Errorf("%s under %s", c.Status, c.Process.ID)
	}
	w.ledgerOf(id)
}

// A gate beside one that returned goes on; the one that returned opens again
// when the items are answered.
func TestAGateBesideAReturnGoesOn(t *testing.T) {
	t.Parallel()
	w := newOwnWorld(t)
	f := facts(billion)
	f.Kind = proposal.Lease
	id := w.draft("filer", f)
	w.submit("filer", id)
	if _, err := w.RecordScreening(t.Context(), id, "ra-soat", "1", catalog.Result{Verdict: catalog.Clear, Note: "không tìm thấy", Compared: 2}); err != nil {
		t.Fatal(describe(err))
	}
	w.do("khcn", id, proposal.CommandDecide, "hoi-bo", proposal.Decision{Outcome: proposal.Return, Reason: "x", Items: []proposal.ItemRequest{{Text: "y"}}})
	level := 2
	w.do("congan", id, proposal.CommandDecide, "an-ninh", decision(proposal.Details{Level: &level}))
	w.do("filer", id, proposal.CommandSubmit, "", proposal.Submission{Answers: []proposal.Answer{{Item: "hoi-bo-1-1", Text: "z"}}})
	want := map[proposal.GateState][]string{
		proposal.GatePassed: {"an-ninh", "ra-soat"}, proposal.GateOpen: {"hoi-bo"}, proposal.GatePending: {"cong-nghe", "ket-luan", "kinh-phi", legal}}
	if d := cmp.Diff(want, w.standing(id)); d != "" {
		t.Error(d)
	}
}

// A newer version ends the open one for what is filed from then on; what was
// filed before keeps the rules of its day.
func TestAProposalKeepsThePackOfItsDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.draft("filer", facts(billion))
	w.submit("filer", before)
	s := worldSeeds(t)
	i := slices.IndexFunc(s.Packs, func(p process.Pack) bool { return slices.Contains(p.Kinds, proposal.NewBuild) })
	next := strings.NewReplacer(`"effective_from":"2026-08-19"`, `"effective_from":"2026-09-15"`, `"version":"2026-08-19"`, `"version":"2026-09-15"`, `"review_days":15`, `"review_days":20`).
		Replace(string(s.Packs[i].Canonical()))
	p, err := process.Parse([]byte(next))
	if err != nil {
		t.Fatal(err)
	}
	s.Packs = append(s.Packs, p)
	if err := LoadSeeds(t.Context(), w.ownerURL, s, true); err != nil {
		t.Fatal(err)
	}
	w.clear(before, "1")
	w.consulted(before)
	w.Now = func() time.Time { return monday.AddDate(0, 0, 1) }
	after := w.draft("filer", facts(billion))
	w.submit("filer", after)
	for id, want := range map[string]string{before: "2026-08-19", after: "2026-09-15"} {
		c := w.kase(id)
		if days := map[string]int{"2026-08-19": 15, "2026-09-15": 20}[want]; c.Process.Version != want || c.Rules.ReviewDays != days {
			t.Errorf("%s follows %s with %d days of review, want %s", c.Number, c.Process.Version, c.Rules.ReviewDays, want)
		}
	}
}

func (w *world) allocateAt(id, gate string) (proposal.Progress, error) {
	w.t.Helper()
	return w.try("taichinh", id, proposal.CommandDecide, gate, decision(proposal.Details{Allocations: w.kase(id).Facts.Budget}))
}
