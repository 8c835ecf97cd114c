package api

import (
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/apitest"
)

func holidays() map[string]any {
	return map[string]any{
		"kind": "holidays", "document": map[string]any{"number": "6150/TB-BLĐTBXH", "date": "2026-11-01"},
		"body": map[string]any{"year": 2027, "note": "Lịch nghỉ\ncả năm", "days": []any{map[string]any{"date": "2027-02-10", "weight": 1.50}}},
	}
}

func TestAChangeTakesTwo(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	admin, second := c.As("admin"), c.As("second-admin")
	var kept struct {
		ID, State string
		Body      map[string]any
		Preview   struct {
			Lines []struct{ Effect, Subject, Text string }
		}
		DecidedBy *struct{ Name string } `json:"decided_by"`
	}
	var seen struct {
		Lines []struct{ Effect, Subject, Text string }
	}
	admin.Key("k").POST("/changes/preview", holidays()).Want(t, 200).JSON(&seen)
	if d := cmp.Diff([]struct{ Effect, Subject, Text string }{{"adds", "2027-02-10", "Nghỉ lễ"}}, seen.Lines); d != "" || len(w.proposedChanges) != 0 {
		t.Errorf("looking ahead proposed %d: %s", len(w.proposedChanges), d)
	}
	first := admin.Key("k").POST("/changes", holidays()).Want(t, 201)
	first.JSON(&kept)
	if kept.State != "proposed" || len(kept.Preview.Lines) != 1 || kept.Preview.Lines[0].Text != "Nghỉ lễ" || kept.DecidedBy != nil {
		t.Errorf("proposed: %+v", kept)
	}
	if again := admin.Key("k").POST("/changes", holidays()).Want(t, 201); string(again.Body) != string(first.Body) {
		t.Error("the same key proposed twice")
	}
	path := "/changes/" + kept.ID
	admin.POST(path+"/confirmation", map[string]any{"confirmed": true}).Refused(t, 403, apitest.Forbidden)
	c.As("reviewer").POST(path+"/confirmation", map[string]any{"confirmed": true}).Refused(t, 403, apitest.Forbidden)
	second.POST(path+"/confirmation", map[string]any{"confirmed": false}).Refused(t, 422, apitest.Invalid)
	second.Unchecked().POST(path+"/confirmation", map[string]any{}).Refused(t, 422, apitest.Invalid)
	second.POST(path+"/confirmation", map[string]any{"confirmed": true, "note": "Đã đối chiếu"}).Want(t, 200).JSON(&kept)
	if kept.State != "confirmed" || kept.DecidedBy == nil || kept.DecidedBy.Name != "Người second-admin" {
		t.Errorf("confirmed: %+v", kept)
	}
	second.POST(path+"/confirmation", map[string]any{"confirmed": true}).Refused(t, 409, apitest.Conflict)
	if d := cmp.Diff(holidays()["body"].(map[string]any)["note"], kept.Body["note"]); d != "" {
		t.Error(d)
	}
}

func TestReadingChanges(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	c.As("admin").POST("/changes", holidays()).Want(t, 201)
	for _, state := range []string{"", "?state=proposed"} {
		list := c.As("auditor").GET("/changes"+state).Want(t, 200)
		var page struct {
			Items []struct{ Body map[string]any }
		}
		if list.JSON(&page); len(page.Items) != 1 || page.Items[0].Body != nil {
			t.Errorf("%q: %+v, want one without its body", state, page)
		}
	}
	c.As("auditor").Unchecked().GET("/changes?state=none").Refused(t, 422, apitest.Invalid)
	id := w.proposedChanges[0].ID
	c.As("auditor").GET("/changes/"+id).Want(t, 200)
	c.As("filer").GET("/changes/"+id).Refused(t, 404, apitest.NotFound)
	c.Nobody().GET("/changes").Refused(t, 401, apitest.Unauthorised)
}

func TestBadChanges(t *testing.T) {
	w := newWorld(t)
	body := holidays()
	w.post(t, "filer", "/changes", body).refused(403, "forbidden")
	w.post(t, "filer", "/changes", map[string]any{"kind": "holidays"}).refused(403, "forbidden")
	w.post(t, "admin", "/changes", map[string]any{"kind": "holidays", "document": body["document"]}).refused(422, "invalid", "body")
	w.post(t, "admin", "/changes", map[string]any{"kind": "holidays", "body": map[string]any{}}).refused(422, "invalid", "document")
	w.post(t, "admin", "/changes", map[string]any{"kind": "holidays", "body": map[string]any{"a": []any{"x\x01"}}, "document": body["document"]}).refused(422, "invalid", "body.a[0]")
	body["body"] = map[string]any{"refused": true}
	w.post(t, "admin", "/changes", body).refused(422, "invalid", "body")
	if len(w.proposedChanges) != 0 {
		t.Errorf("recorded %d changes", len(w.proposedChanges))
	}
}
