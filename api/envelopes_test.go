package api

import (
	"net/http/httptest"
	"testing"

	"pheduyet/internal/apitest"
)

func envelopeOf(field string, v any) map[string]any {
	in := map[string]any{
		"fiscal_year": 2027, "source": "chi-thuong-xuyen", "owner": "ubnd-tinh", "amount_vnd": 1_000_000_000_000_000, "state": "assigned",
		"document": map[string]any{"number": "99/QĐ-UBND", "date": "2026-11-20", "title": "Giao dự toán", "issuer": "UBND tỉnh"},
	}
	if field != "" {
		in[field] = v
	}
	return in
}

// The treasury enters money once under a key and reads which proposals it touches.
func TestTheTreasuryEntersAnEnvelope(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	for range 2 {
		var got struct {
			Amount    int64    `json:"amount_vnd"`
			Committed int64    `json:"committed_vnd"`
			Left      int64    `json:"left_vnd"`
			Reopened  []string `json:"reopened"`
		}
		c.As("treasurer").Key("once").POST("/budgets", envelopeOf("", nil)).Want(t, 200).JSON(&got)
		if got.Amount != 1_000_000_000_000_000 || got.Left != got.Amount-got.Committed || len(got.Reopened) != 1 {
			t.Errorf("%+v", got)
		}
	}
	if w.entered != 1 {
		t.Errorf("one key entered %d envelopes", w.entered)
	}
}

func TestBadEnvelopes(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		field string
		value any
		fault string
	}{
		"negative":                {"amount_vnd", -1, "amount_vnd"},
		"more than the contract":  {"amount_vnd", 1_000_000_000_000_001, "amount_vnd"},
		"a fraction":              {"amount_vnd", 1.5, "amount_vnd"},
		"no amount":               {"amount_vnd", nil, "amount_vnd"},
		"below what is committed": {"amount_vnd", 19, "amount_vnd"},
		"an unknown source":       {"source", "vay", "source"},
		"an unknown state":        {"state", "final", "state"},
		"an unknown owner":        {"owner", "khong-co", "owner"},
		"a year long past":        {"fiscal_year", 1999, "fiscal_year"},
		"no document":             {"document", map[string]any{}, "document.number"},
		"a document of tomorrow":  {"document", map[string]any{"number": "1/QĐ", "date": "2026-11-22"}, "document.date"},
		"an unknown field":        {"note", "x", "note"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, call := range []string{"/budgets", "/budgets/preview"} {
				w.post(t, "treasurer", call, envelopeOf(c.field, c.value)).refused(422, "invalid", c.fault)
			}
		})
	}
	for _, who := range []string{"reviewer", "province", "filer", "auditor", "admin"} {
		for _, call := range []string{"/budgets", "/budgets/preview"} {
			w.post(t, who, call, envelopeOf("amount_vnd", -1)).refused(403, "forbidden")
		}
	}
	if w.entered != 0 {
		t.Errorf("%d envelopes were entered", w.entered)
	}
}

// Looking ahead enters nothing; the list says who may enter.
func TestAnEnvelopeIsLookedAtFirst(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	c := apitest.New(t, server.URL)
	type shown struct {
		Amount int64 `json:"amount_vnd"`
		Left   int64 `json:"left_vnd"`
	}
	var got struct {
		Was     *shown `json:"was"`
		Becomes struct {
			shown
			Reopened []string `json:"reopened"`
		} `json:"becomes"`
	}
	c.As("treasurer").POST("/budgets/preview", envelopeOf("amount_vnd", 120)).Want(t, 200).JSON(&got)
	if got.Was == nil || *got.Was != (shown{50, 30}) || got.Becomes.shown != (shown{120, 100}) || len(got.Becomes.Reopened) != 1 || w.entered != 0 {
		t.Errorf("%+v, entered %d", got, w.entered)
	}
	for who, may := range map[string]bool{"treasurer": true, "filer": false} {
		var list struct {
			MaySet bool `json:"may_set"`
		}
		if c.As(who).GET("/budgets").Want(t, 200).JSON(&list); list.MaySet != may {
			t.Errorf("%s may set: %v", who, list.MaySet)
		}
	}
}
