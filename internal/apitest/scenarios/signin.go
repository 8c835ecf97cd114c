package scenarios

import (
	"testing"

	"pheduyet/internal/apitest"
)

// SignIn shows that a wrong password and an unknown name are refused alike; after ten
// failures in a minute the name has to wait. Messages come in the language asked
// for.
func SignIn(t testing.TB, c *apitest.Client) {
	nobody := c.Nobody()
	stranger := "khong-co-" + apitest.Unique()
	try := func(username, password string) *apitest.Response {
		return nobody.POST("/tokens", map[string]string{"username": username, "password": password})
	}
	wrong := try("auditor", "khong-dung").Refused(t, 401, apitest.Unauthorised)
	if unknown := try(stranger, apitest.Password).Refused(t, 401, apitest.Unauthorised); unknown.Detail != wrong.Detail {
		t.Errorf("an unknown name is told %q, a wrong password %q", unknown.Detail, wrong.Detail)
	}
	for range 9 {
		try(stranger, "khong-dung").Refused(t, 401, apitest.Unauthorised)
	}
	if r := try(stranger, "khong-dung"); r.Refused(t, 429, apitest.RateLimited).Detail == "" || r.Header.Get("Retry-After") == "" {
		t.Error("the eleventh failure is not told how long to wait")
	}
	if token := c.SignIn("auditor"); token == "" {
		t.Error("failures of another name keep an account out")
	}
	english := c.Lang("en").As("auditor").GET("/catalog/KHONG-CO").Want(t, 404).Problem(t)
	if apitest.Vietnamese(english.Title) || english.Title == "" {
		t.Errorf("asked for in English, told %q", english.Title)
	}
	for _, path := range []string{"/livez", "/readyz", "/openapi.yaml"} {
		nobody.Root(path).Want(t, 200)
	}
}
