package api

import (
	"encoding/json"
	"net/http/httptest"
	"testing"

	"pheduyet/internal/apitest"
)

func moveOrder(starts ...string) map[string]any {
	if starts == nil {
		starts = []string{}
	}
	return map[string]any{
		"version": newerVersion, "reason": "Quy trình mới có hiệu lực", "citation": map[string]any{"document": "QĐ 9/QĐ-UBND", "article": "Điều 2"},
		"document": paper(), "starts": starts,
	}
}

func TestMovingToANewerProcess(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	path := w.filed(t)
	var d struct {
		Starts []string
		Gates  []struct {
			Gate         string
			Was, Becomes *struct {
				WorkingDays int `json:"working_days"`
			}
		}
	}
	c.As("province").GET(path+"/process-move?version="+string(newerVersion)).Want(t, 200).JSON(&d)
	if len(d.Starts) != 0 || len(d.Gates) == 0 || d.Gates[0].Becomes.WorkingDays != d.Gates[0].Was.WorkingDays+2 {
		t.Errorf("preview %+v", d)
	}
	c.As("province").GET(path+"/process-move?version=2026-01-01").Refused(t, 422, apitest.Invalid)
	c.As("province").Unchecked().GET(path+"/process-move?version=soon").Refused(t, 422, apitest.Invalid)
	c.As("other").GET(path+"/process-move?version="+string(newerVersion)).Refused(t, 404, apitest.NotFound)
	for _, who := range []string{"reviewer", "filer"} {
		c.As(who).POST(path+"/process", moveOrder()).Refused(t, 403, apitest.Forbidden)
	}
	c.As("province").POST(path+"/process", map[string]any{"version": newerVersion, "starts": []string{}}).Refused(t, 422, apitest.Invalid)
	c.As("province").POST(path+"/process", moveOrder("technology_review")).Refused(t, 409, apitest.Conflict)
	moved := c.As("province").POST(path+"/process", moveOrder()).Want(t, 200).Proposal()
	if moved.Process.Version != string(newerVersion) {
		t.Errorf("follows %+v", moved.Process)
	}
	c.As("province").POST(path+"/process", moveOrder()).Refused(t, 409, apitest.Conflict)
}

func TestSimulation(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	w.filed(t)
	for _, body := range []any{map[string]any{"id": w.pack.ID}, map[string]any{"pack": json.RawMessage(w.pack.Canonical())}} {
		var page struct{ Items []struct{ Number string } }
		if c.As("admin").POST("/processes/simulation", body).Want(t, 200).JSON(&page); len(page.Items) != 1 {
			t.Errorf("%d proposals, want 1", len(page.Items))
		}
	}
	c.As("filer").POST("/processes/simulation", map[string]any{"id": w.pack.ID}).Refused(t, 403, apitest.Forbidden)
	c.As("auditor").POST("/processes/simulation", map[string]any{"id": "none"}).Refused(t, 404, apitest.NotFound)
	c.As("auditor").POST("/processes/simulation", map[string]any{"pack": map[string]any{"id": 1}}).Refused(t, 422, apitest.Invalid)
}
