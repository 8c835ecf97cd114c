package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
	"pheduyet/internal/system"
	"pheduyet/workflows"
)

func (w *world) Systems(_ context.Context, f system.Filter) ([]system.Named, string, error) {
	found := []system.Named{}
	for _, y := range w.systems {
		if (f.State == "" || y.State == f.State) && (f.Agency == "" || y.Agency == f.Agency) {
			found = append(found, y)
		}
	}
	return found, "", w.fault()
}

func (w *world) System(_ context.Context, id string) (system.Named, error) {
	if w.unread != nil {
		return system.Named{}, w.unread
	}
	if y, ok := w.systems[id]; ok {
		return y, w.fault()
	}
	return system.Named{}, errors.Join(w.fault(), nothing)
}

func (w *world) OfObligation(_ context.Context, id string) (system.Named, error) {
	for _, y := range w.systems {
		if _, ok := y.Obligation(id); ok {
			return y, w.fault()
		}
	}
	return system.Named{}, errors.Join(w.fault(), nothing)
}

func (w *world) SystemEnv(_ context.Context, id string) (proposal.Case, system.Env, error) {
	return w.cases[id], w.systemEnv(), w.fault()
}

func (w *world) systemEnv() system.Env {
	rules := w.pack.Rules
	rules.Life = &proposal.LifeRules{BeginWithinDays: 365, Obligations: []proposal.ObligationRule{
		{ID: "report", Title: proposal.T("Báo cáo năm", "Annual report"), Text: proposal.T("Báo cáo trước 01/12", "Report before 1 December"),
			Owner: proposal.OwnerFilingAgency, Agrees: "technology_review", Starts: proposal.StartsAtApproval, EachYear: "11-30"},
		{ID: "api", Title: proposal.T("Đăng ký API", "Register the API"), Text: proposal.T("Đăng ký API trên V-APEX", "Register the API on V-APEX"),
			Owner: proposal.OwnerFilingAgency, Starts: proposal.StartsAtApproval, BeforeOperation: true},
	}}
	return system.Env{
		Now: w.now, Due: due2, NewID: newID, Rules: rules,
		Before:     func(t time.Time, days int) time.Time { return t.AddDate(0, 0, -days) },
		Covered:    func(int) bool { return true },
		Agency:     func(code string) (proposal.Agency, bool) { a, ok := w.agencies[code]; return a, ok },
		Attachment: func(string) (string, bool) { return "", false },
	}
}

func due2(from time.Time, days int) proposal.Deadline { return due(from, days) }

// DoSystem does what a system's workflow has recorded.
func (l line) DoSystem(_ context.Context, id string, act Act) error {
	if act.Actor.Name != "" {
		return errors.New("a name would enter a history")
	}
	if l.w.lost != nil {
		return l.w.lost
	}
	cmd := l.w.commands[act.Command]
	step, err := l.w.systems[id].Do(cmd, act.Actor, l.w.cases[id], l.w.systemEnv())
	if err == nil {
		l.w.systems[id] = system.Named{System: step.System, Name: l.w.systems[id].Name}
	}
	return err
}

const approvedID = "01890a5d-ac96-774b-bcce-b302099a8057"

// withSystem is a world with an approved system of so-y-te.
func withSystem(t *testing.T) (*world, map[string]string) {
	t.Helper()
	w := newWorld(t)
	c := proposal.Case{Number: "DX-2026-000001", Facts: proposal.Facts{Kind: proposal.NewBuild}}
	c.ID, c.Agency, c.Status = approvedID, "so-y-te", proposal.Approved
	c.Gates = []proposal.Gate{{ID: "technology_review", Authority: "so-khcn"}}
	c.Standing.Level = 2
	c.Parties.Agencies = []string{"so-y-te"}
	w.cases[c.ID] = c
	w.systems = map[string]system.Named{c.ID: {System: system.Approved(c, w.systemEnv()).System, Name: "Hệ thống quản lý tiêm chủng"}}
	ids := map[string]string{}
	for _, o := range w.systems[c.ID].Obligations {
		ids[o.Rule] = o.ID
	}
	return w, ids
}

func minutes() map[string]any {
	return map[string]any{"number": "5/BB-NT", "date": "2026-11-21", "title": "Biên bản nghiệm thu", "note": "Đạt"}
}

func TestASystemGoesThroughItsLife(t *testing.T) {
	w, ids := withSystem(t)
	path := "/systems/" + approvedID
	y := w.get(t, "filer", path).want(200).tree()
	if y["state"] != "planned" || y["begin_by"] == nil || len(y["obligations"].([]any)) != 2 || y["acceptance"] != nil {
		t.Fatalf("%v", y)
	}
	w.post(t, "filer", path+"/begin", minutes()).want(200)
	w.post(t, "filer", path+"/begin", minutes()).refused(409, "conflict")
	w.post(t, "filer", path+"/acceptance", minutes()).refused(422, "invalid", "obligations[1]")
	w.post(t, "filer", "/obligations/"+ids["api"]+"/fulfilment", map[string]any{"text": "Đã đăng ký"}).want(200)
	w.post(t, "filer", path+"/acceptance", map[string]any{"number": "5", "date": "2027-01-01"}).refused(422, "invalid", "date")
	w.post(t, "filer", path+"/acceptance", map[string]any{"date": "2026-11-21"}).refused(422, "invalid", "number")
	y = w.post(t, "filer", path+"/acceptance", minutes()).want(200).tree()
	paper := y["acceptance"].(map[string]any)
	if y["state"] != "in_use" || paper["number"] != "5/BB-NT" || paper["note"] != "Đạt" || paper["scan"] != false {
		t.Errorf("%v", y)
	}
	y = w.post(t, "filer", path+"/retirement", minutes()).want(200).tree()
	if y["state"] != "retired" || y["ended_at"] == nil || y["obligations"].([]any)[0].(map[string]any)["state"] != "closed" {
		t.Errorf("%v", y)
	}
}

func TestAnObligationIsProvedAndAgreed(t *testing.T) {
	w, ids := withSystem(t)
	path := "/obligations/" + ids["report"]
	w.post(t, "reviewer", path+"/verification", map[string]any{"agreed": true}).refused(409, "conflict")
	w.post(t, "filer", path+"/fulfilment", map[string]any{"text": ""}).refused(422, "invalid", "text")
	w.post(t, "filer", path+"/fulfilment", map[string]any{"text": "Đã gửi", "document": paper()}).want(200)
	w.post(t, "reviewer", path+"/verification", map[string]any{}).refused(422, "invalid", "agreed")
	w.post(t, "reviewer", path+"/verification", map[string]any{"agreed": false}).refused(422, "invalid", "note")
	w.post(t, "filer", path+"/verification", map[string]any{"agreed": true}).refused(403, "forbidden")
	w.post(t, "treasurer", path+"/verification", map[string]any{"agreed": true}).refused(404, "not_found")
	w.post(t, "reviewer", path+"/verification", map[string]any{"agreed": false, "note": "Thiếu số liệu"}).want(200)
	w.post(t, "reviewer", path+"/waiver", map[string]any{}).refused(422, "invalid", "reason", "document")
	y := w.post(t, "reviewer", path+"/waiver", map[string]any{"reason": "Mới phê duyệt", "document": paper()}).want(200).tree()
	o := y["obligations"].([]any)[0].(map[string]any)
	answer := o["answer"].(map[string]any)
	if o["state"] != "waived" || answer["waived"] != true || answer["note"] != "Mới phê duyệt" || o["agrees"] != "so-khcn" || o["due_at"] != "2026-11-30T23:59:59+07:00" {
		t.Errorf("%v", o)
	}
	w.post(t, "filer", "/obligations/none/fulfilment", map[string]any{"text": "x"}).refused(404, "not_found")
	w.post(t, "reviewer", "/obligations/"+ids["api"]+"/waiver", map[string]any{"reason": "x", "document": paper()}).refused(409, "conflict")
}

// What is owed is shown to who owes, agrees or audits; the rest see the register's
// fields, and nobody acts for another.
func TestWhoSeesAndKeepsASystem(t *testing.T) {
	w, _ := withSystem(t)
	path := "/systems/" + approvedID
	for as, owed := range map[string]bool{"filer": true, "reviewer": true, "auditor": true, "admin": true, "other": false, "treasurer": false} {
		y := w.get(t, as, path).want(200).tree()
		if (y["obligations"] != nil) != owed || y["number"] != "DX-2026-000001" {
			t.Errorf("%s sees %v", as, y)
		}
		if as != "filer" {
			w.post(t, as, path+"/acceptance", minutes()).refused(403, "forbidden")
		}
	}
	w.get(t, "", path).refused(401, "unauthenticated")
	w.get(t, "filer", "/systems/none").refused(404, "not_found")
	if n := len(w.get(t, "other", "/systems?state=planned&agency=so-y-te").want(200).tree()["items"].([]any)); n != 1 {
		t.Errorf("%d systems", n)
	}
	if n := len(w.get(t, "other", "/systems?state=in_use").want(200).tree()["items"].([]any)); n != 0 {
		t.Errorf("%d systems in use", n)
	}
	w.get(t, "other", "/systems?state=broken").refused(422, "invalid", "state")
	w.get(t, "other", "/systems?limit=0x").refused(422, "invalid", "limit")
	y := w.systems[approvedID]
	y.System = y.Revoke(at).System
	w.systems[approvedID] = y
	w.get(t, "other", path).refused(404, "not_found")
	if n := len(w.get(t, "other", "/systems").want(200).tree()["items"].([]any)); n != 0 {
		t.Error("a revoked system is listed to others")
	}
}

// The same key is the same step, also after an answer that was lost.
func TestASystemsStepsHappenOnce(t *testing.T) {
	w, ids := withSystem(t)
	path := "/obligations/" + ids["api"] + "/fulfilment"
	again := func() reply { return w.keyed(t, "filer", path, "k1", map[string]any{"text": "Đã đăng ký"}) }
	w.lost = proposal.Errorf(proposal.CodeUnavailable, "Hỏng.", "Down.")
	again().refused(503, "unavailable")
	w.lost = nil
	first := again().want(200)
	if d := cmp.Diff(string(first.Body), string(again().want(200).Body)); d != "" {
		t.Error(d)
	}
	if version := w.systems[approvedID].Version; version != 2 {
		t.Errorf("version %d, want one step", version)
	}
}

func TestAnActOnASystemStartsItsWorkflow(t *testing.T) {
	c := &cluster{}
	it := Act{Command: "abc", Actor: proposal.Actor{Account: "a"}, Gate: "o1"}
	if err := NewTemporalProcess(c).DoSystem(t.Context(), "p", it); err != nil {
		t.Fatal(err)
	}
	args, err := json.Marshal(c.asked.Args)
	if err != nil || c.start.ID != "system/p" || c.asked.WorkflowID != "system/p" || c.asked.UpdateName != workflows.UpdateSystem || c.asked.UpdateID != "abc" || string(args) == "" {
		t.Errorf("%v: started %+v, asked %+v", err, c.start, c.asked)
	}
}

// Who owes something without having filed reads what is owed and uploads the proof,
// and who agrees opens it; others do neither.
func TestWhoOwesWithoutHavingFiledUploadsItsProof(t *testing.T) {
	w, ids := withSystem(t)
	file := uploaded{name: "a.png", media: "image/png", content: png, fields: map[string]string{"kind": "proof", "declared": "true"}}
	path := "/proposals/" + approvedID
	w.attach(t, "other", path, "", file).refused(403, "forbidden")
	y := w.systems[approvedID]
	i := slices.IndexFunc(y.Obligations, func(o system.Obligation) bool { return o.ID == ids["api"] })
	y.Obligations[i].Owner = "so-noi-vu"
	w.attach(t, "provincial", path, "", file).refused(403, "forbidden")
	id := w.attach(t, "other", path, "", file).want(201).tree()["id"].(string)
	if got := w.get(t, "other", "/systems/"+approvedID).want(200).tree(); got["obligations"] == nil {
		t.Errorf("%v", got)
	}
	w.get(t, "other", "/attachments/"+id).refused(403, "forbidden")
	y.Obligations[i].Proof = &system.Proof{Text: "x", Document: &proposal.Document{AttachmentID: id}}
	w.get(t, "other", "/attachments/"+id).want(200)
	w.get(t, "provincial", "/attachments/"+id).refused(403, "forbidden")
	// Whether they owe anything is not known while the system cannot be read.
	w.unread = unavailable
	w.attach(t, "other", path, "", file).refused(503, "unavailable")
	w.get(t, "other", "/attachments/"+id).refused(503, "unavailable")
	w.unread = nothing // approved before there were systems
	w.attach(t, "other", path, "", file).refused(403, "forbidden")
	w.get(t, "other", "/attachments/"+id).refused(403, "forbidden")
}
