package postgres

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/change"
	"pheduyet/internal/process"
	"pheduyet/internal/proposal"
)

// newPack is the shipped process of new builds with another version and what
// alter does to it.
func newPack(t testing.TB, version string, alter func(pack map[string]any, gates map[string]map[string]any)) json.RawMessage {
	t.Helper()
	data, err := os.ReadFile("../../seeds/packs/new-specialised-application@2026-08-19.json")
	if err != nil {
		t.Fatal(err)
	}
	var p map[string]any
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatal(err)
	}
	p["version"], p["effective_from"] = version, version
	gates := map[string]map[string]any{}
	for _, g := range p["gates"].([]any) {
		gates[g.(map[string]any)["id"].(string)] = g.(map[string]any)
	}
	if alter != nil {
		alter(p, gates)
	}
	return asJSON(t, p)
}

// lawful gives the world the shipped register of documents, which packs cite.
func (w *world) lawful() *world {
	w.t.Helper()
	data, err := os.ReadFile("../../seeds/register/documents.json")
	if err != nil {
		w.t.Fatal(err)
	}
	register, err := process.ParseRegister(data)
	if err != nil {
		w.t.Fatal(err)
	}
	s := Seeds{Documents: register.All()}
	if err := w.inOwner(func(t tx) error {
		b := &batch{at: t}
		s.queueDocuments(b)
		return b.send(w.t.Context())
	}); err != nil {
		w.t.Fatal(err)
	}
	return w
}

func TestAPackComesInByTwo(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t).lawful()
	body := newPack(t, "2026-09-14", func(_ map[string]any, gates map[string]map[string]any) {
		gates[technology]["working_days"] = 21
		gates[budget]["authority"] = "so-y-te"
	})
	c := w.proposed("admin", "process_pack", body)
	var effects []string
	for _, l := range c.Preview.Lines {
		effects = append(effects, string(l.Effect)+" "+l.Subject)
	}
	want := []string{
		"adds new-specialised-application@2026-09-14", "ends new-specialised-application@2026-08-19", "changes technology_review", "changes budget_allocation",
	}
	if d := cmp.Diff(want, effects); d != "" {
		t.Fatal(d)
	}
	if _, err := w.decideOn("head-khcn", c, true, ""); err != nil {
		t.Fatal(describe(err))
	}
	id := w.draft("filer", facts(billion))
	w.submit("filer", id)
	if got := w.kase(id).Process.Version; got != "2026-09-14" {
		t.Errorf("pinned to %s", got)
	}
	_, err := w.propose("admin", "process_pack", body)
	wantCode(t, err, proposal.CodeConflict)
	other := newPack(t, "2026-09-14", func(p map[string]any, _ map[string]map[string]any) { p["review_days"] = 99 })
	_, err = w.propose("admin", "process_pack", other)
	wantCode(t, err, proposal.CodeConflict)
}

func TestBadPacksAreNamed(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t).lawful()
	for name, c := range map[string]struct {
		alter func(p map[string]any, gates map[string]map[string]any)
		says  string
	}{
		"a cycle": {func(_ map[string]any, g map[string]map[string]any) { g[duplication]["after"] = []any{technology} }, "vòng"},
		"an unknown authority": {func(_ map[string]any, g map[string]map[string]any) { g[budget]["authority"] = "so-khong-co" },
			"Không có cơ quan “so-khong-co”"},
		"no citation": {func(_ map[string]any, g map[string]map[string]any) { g[budget]["citations"] = []any{} }, "Thiếu căn cứ"},
		"a citation of nothing known": {func(p map[string]any, _ map[string]map[string]any) {
			p["citations"] = []any{map[string]any{"document": "QĐ 749/QĐ-TTg", "article": "", "provenance": "stated"}}
		}, "QĐ 749/QĐ-TTg"},
		"a citation not in force": {func(p map[string]any, _ map[string]map[string]any) {
			p["citations"] = []any{map[string]any{"document": "NĐ 85/2016/NĐ-CP", "article": "", "provenance": "stated"}}
		}, "“NĐ 85/2016/NĐ-CP” (hiệu lực 2016-07-01 → 2026-08-18) không có hiệu lực"},
	} {
		_, err := w.propose("admin", "process_pack", newPack(t, "2026-09-14", c.alter))
		wantCode(t, err, proposal.CodeInvalid)
		if e, ok := asRefusal(err); !ok || !strings.Contains(e.Message.VI, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.propose("admin", "process_pack", map[string]any{"id": 1})
	wantCode(t, err, proposal.CodeInvalid)
	if n := w.count("SELECT count(*) FROM changes"); n != 0 {
		t.Errorf("%d changes of bad packs", n)
	}
}

func TestAgenciesComeInByTwo(t *testing.T) {
	t.Parallel()
	w := newKeptWorld(t)
	listed := func(code, name, parent string, more ...string) map[string]any {
		a := map[string]any{"code": code, "name": name, "short_name": name, "kind": "unit", "parent": parent, "from": "2026-01-01", "to": "", "successor": "", "source": "QĐ 1", "grade": "stated", "note": ""}
		for i := 0; i+1 < len(more); i += 2 {
			a[more[i]] = more[i+1]
		}
		return a
	}
	c := w.changed("agencies", []any{listed("trung-tam", "Trung tâm", "so-y-te")})
	if c.Preview.Count(change.Adds) != 1 {
		t.Errorf("%+v", c.Preview)
	}
	if a, err := w.Agency(t.Context(), "trung-tam"); err != nil || a.Parent != "so-y-te" {
		t.Errorf("%+v, %v", a, err)
	}
	for name, body := range map[string]any{
		"an unknown parent":  []any{listed("x", "X", "none")},
		"a code twice":       []any{listed("x", "X", "so-y-te"), listed("x", "X", "so-y-te")},
		"an unknown kind":    []any{listed("x", "X", "so-y-te", "kind", "club")},
		"an end":             []any{listed("trung-tam", "Trung tâm", "so-y-te", "to", "2026-12-31", "successor", "so-y-te")},
		"an unknown field":   []any{listed("x", "X", "so-y-te", "colour", "red")},
		"no source":          []any{listed("x", "X", "so-y-te", "source", "")},
		"not a list":         map[string]any{},
		"another kind of it": []any{listed("so-y-te", "Sở Y tế", "ubnd-tinh")},
	} {
		_, err := w.propose("admin", "agencies", body)
		if proposal.CodeOf(err) != proposal.CodeInvalid || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.propose("admin", "agencies", []any{listed("trung-tam", "Trung tâm", "so-y-te")})
	wantCode(t, err, proposal.CodeConflict)
}

// Everything in which a gate becomes another is told, in names, and what holds for
// the process as a whole.
func TestAPackIsComparedWholly(t *testing.T) {
	before, after := process.Pack{ID: "p", Version: "2026-01-01"}, process.Pack{ID: "p", Version: "2027-01-01"}
	gate := proposal.GateRule{ID: "g", Kind: proposal.KindReview, Authority: "a", Substitute: "s", WorkingDays: 5}
	other := gate
	other.Authority, other.Substitute, other.WorkingDays, other.After, other.Sign = "b", "a", 7, []string{"f"}, "head"
	other.WorkingDaysWhen = []proposal.DaysWhen{{LevelAtLeast: 3, Days: 9}}
	other.Checklist = []proposal.ChecklistItem{{ID: "c"}}
	other.Citations = []proposal.Citation{{Document: "KH 651"}}
	before.Gates, after.Gates = []proposal.GateRule{gate, {ID: "gone"}}, []proposal.GateRule{other, {ID: "f", Authority: "s"}}
	after.AnswerDays, after.ReviewDays, after.Life = 10, 15, &proposal.LifeRules{}
	after.Reopens = []proposal.Reopening{{}}
	reg := &registers{agencies: map[string]proposal.Agency{"a": {Name: "Sở A"}, "b": {Name: "Sở B"}}}
	var p change.Preview
	reg.comparePacks(&p, before, after)
	told := map[string]int{}
	for _, l := range p.Lines {
		told[string(l.Effect)+" "+l.Subject]++
	}
	if d := cmp.Diff(map[string]int{"changes g": 8, "adds f": 1, "ends gone": 1, "changes p@2027-01-01": 4}, told); d != "" {
		t.Error(d)
	}
	if got := p.Lines[0].Text.VI; got != "Cơ quan chủ trì: Sở A thành Sở B" {
		t.Errorf("told %q", got)
	}
	var same change.Preview
	if reg.comparePacks(&same, after, after); len(same.Lines) != 0 {
		t.Errorf("%+v", same)
	}
}
