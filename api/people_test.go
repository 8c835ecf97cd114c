package api

import (
	"net/http/httptest"
	"testing"

	"pheduyet/internal/apitest"
)

const chosen = "một câu của riêng tôi"

// A one-time password opens nothing but the change of itself.
func TestAOneTimePasswordMustBeChanged(t *testing.T) {
	w := newWorld(t)
	c := w.people["reviewer"]
	c.Actor.MustChangePassword = true
	w.people["reviewer"] = c
	server := httptest.NewServer(w.handler)
	defer server.Close()
	api := apitest.New(t, server.URL).As("reviewer")
	api.GET("/worklist").Refused(t, 403, "password_change_required").Says(t, "đổi mật khẩu")
	api.POST("/duplicate-checks", map[string]any{"name": "Sổ tiêm"}).Refused(t, 403, "password_change_required")
	for field, body := range map[string]map[string]any{
		"old": {"old": "không phải", "new": chosen}, "new": {"old": secretWord, "new": secretWord},
	} {
		api.POST("/password", body).Refused(t, 422, apitest.Invalid).At(t, field)
	}
	api.POST("/password", map[string]any{"old": secretWord, "new": chosen}).Want(t, 200)
	api.GET("/worklist").Want(t, 200)
	api.POST("/password", map[string]any{"old": secretWord, "new": chosen}).Refused(t, 422, apitest.Invalid).At(t, "old")
}

func TestGuessingTheOldPasswordIsLimited(t *testing.T) {
	w := newWorld(t)
	for range DefaultLimits.FailedSignIns {
		w.post(t, "filer", "/password", map[string]any{"old": "không phải", "new": chosen}).refused(422, "invalid", "old")
	}
	w.post(t, "filer", "/password", map[string]any{"old": secretWord, "new": chosen}).refused(429, "rate_limited")
}

func TestWhoSeesAccounts(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	api := apitest.New(t, server.URL)
	api.As("admin").GET("/accounts").Want(t, 200)
	api.As("auditor").GET("/accounts?agency=so-y-te").Want(t, 200)
	var own struct{ Items []struct{ Agency string } }
	api.As("head").GET("/accounts").Want(t, 200).JSON(&own)
	for _, a := range own.Items {
		if a.Agency != "so-khcn" {
			t.Errorf("a head sees somebody of %s", a.Agency)
		}
	}
	api.As("head").GET("/accounts?agency=so-y-te").Refused(t, 403, apitest.Forbidden)
	api.As("filer").GET("/accounts").Refused(t, 403, apitest.Forbidden)
	path := "/accounts/" + w.people["reviewer"].Account + "/disable"
	api.Unchecked().As("filer").POST(path, map[string]any{"reason": "Mất máy"}).Refused(t, 403, apitest.Forbidden)
	api.Unchecked().As("admin").POST(path, map[string]any{"reason": "Mất máy"}).Want(t, 200)
	api.Unchecked().As("admin").POST(path, map[string]any{"reason": ""}).Refused(t, 422, apitest.Invalid)
	api.As("admin").POST("/changes/0197a000-0000-7000-8000-000000000001/one-time-password", nil).Refused(t, 404, apitest.NotFound)
}
