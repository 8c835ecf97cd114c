package apitest_test

import (
	"net/http"
	"strings"
	"testing"

	"pheduyet/internal/apitest"
)

const empty = `{"items": [], "next_cursor": null}`

func problem(status, code string) string {
	return `{"type": "urn:x", "title": "Lỗi", "status": ` + status + `, "detail": "Không được.", "code": "` + code + `", "instance": "/", "request_id": "r"}`
}

// TestWhatBreaksTheContractIsReported holds that no fault of a request or answer
// goes unseen; "" is a sound exchange.
func TestWhatBreaksTheContractIsReported(t *testing.T) {
	read := func(c *apitest.Client) { c.GET("/worklist") }
	for name, try := range map[string]struct {
		fake *fake
		act  func(*apitest.Client)
		want string
	}{
		"a sound answer":          {&fake{status: 200, body: empty}, read, ""},
		"a missing field":         {&fake{status: 200, body: `{"items": []}`}, read, "next_cursor"},
		"null for a list":         {&fake{status: 200, body: `{"items": null, "next_cursor": null}`}, read, "array"},
		"an undocumented status":  {&fake{status: 418, body: `{}`}, read, "status is not supported"},
		"another media type":      {&fake{status: 200, contentType: "text/html", body: `{}`}, read, "Content-Type"},
		"a refusal as JSON":       {&fake{status: 401, body: problem("401", "unauthenticated")}, read, "Content-Type"},
		"a code of another kind":  {&fake{status: 401, contentType: "application/problem+json", body: problem("401", "conflict")}, read, "unauthenticated"},
		"a wait that is not said": {&fake{status: 503, contentType: "application/problem+json", body: problem("503", "unavailable")}, read, "Retry-After"},
		"a sound wait":            {&fake{status: 503, contentType: "application/problem+json", body: problem("503", "unavailable"), header: http.Header{"Retry-After": {"2"}}}, read, ""},
		"an unknown path":         {&fake{status: 200, body: `{}`}, func(c *apitest.Client) { c.GET("/nothing") }, "not in openapi.yaml"},
		"an unknown request field": {&fake{status: 401, contentType: "application/problem+json", body: problem("401", "unauthenticated")},
			func(c *apitest.Client) {
				c.POST("/proposals", apitest.Facts{"kind": "new_build", "name": "Tên", "colour": "xanh"})
			}, "colour"},
		"the same, unchecked": {&fake{status: 401, contentType: "application/problem+json", body: problem("401", "unauthenticated")},
			func(c *apitest.Client) {
				c.Unchecked().POST("/proposals", apitest.Facts{"kind": "new_build", "name": "Tên", "colour": "xanh"})
			}, ""},
		"an unchecked request's answer": {&fake{status: 201, body: `{}`},
			func(c *apitest.Client) { c.Unchecked().POST("/proposals", apitest.Raw(`{`)) }, "ETag"},
		"a 200 wanted": {&fake{status: 401, contentType: "application/problem+json", body: problem("401", "unauthenticated")},
			nil, "= 401, want 200"},
	} {
		t.Run(name, func(t *testing.T) {
			c, s := serve(t, try.fake)
			if try.act == nil {
				try.act = func(c *apitest.Client) { c.GET("/worklist").Want(s, 200) }
			}
			got := s.of(func() { try.act(c) })
			if (try.want == "") != (got == "") || !strings.Contains(got, try.want) {
				t.Errorf("reported %q, want %q in it", got, try.want)
			}
		})
	}
}

func TestEveryFixtureFitsTheContract(t *testing.T) {
	for _, agency := range []string{"so-y-te", "so-cong-thuong", "so-nnmt", "so-khcn", "so-tai-chinh", "xa-hung-nguyen"} {
		f := &fake{status: 401, contentType: "application/problem+json", body: problem("401", "unauthenticated")}
		c, s := serve(t, f)
		if got := s.of(func() { c.POST("/proposals", apitest.Complete(agency)) }); got != "" {
			t.Errorf("%s: %s", agency, got)
		}
	}
}

func TestHeadersAndTokens(t *testing.T) {
	f := &fake{status: 200, body: empty}
	c, s := serve(t, f)
	said := s.of(func() {
		c.As("filer-so-y-te").Lang("en").GET("/worklist")
		c.As("filer-so-y-te").GET("/worklist")
		c.Nobody().GET("/worklist")
	})
	if said != "" {
		t.Error(said)
	}
	if len(f.seen) != 4 {
		t.Fatalf("%d requests, want one sign-in and three reads", len(f.seen))
	}
	english, vietnamese, nobody := f.seen[1].Header, f.seen[2].Header, f.seen[3].Header
	if english.Get("Accept-Language") != "en" || vietnamese.Get("Accept-Language") != "" {
		t.Error("a header set on one client shows on another")
	}
	if !strings.HasPrefix(english.Get("Authorization"), "Bearer ttt") || nobody.Get("Authorization") != "" {
		t.Errorf("Authorization %q and %q", english.Get("Authorization"), nobody.Get("Authorization"))
	}
}

func TestUploadIsSentWhole(t *testing.T) {
	f := &fake{status: 401, contentType: "application/problem+json", body: problem("401", "unauthenticated")}
	c, s := serve(t, f)
	u := apitest.Upload{Name: "công văn.pdf", MediaType: "application/pdf", Content: []byte("%PDF-1.7 …"), Kind: "cong_van", Marking: "thuong"}
	if got := s.of(func() { c.Attach("p", u) }); got != "" {
		t.Error(got)
	}
	for _, want := range []string{"công văn.pdf", "%PDF-1.7 …", `name="kind"`, `name="marking"`} {
		if !strings.Contains(f.sent[0], want) {
			t.Errorf("the form lacks %q", want)
		}
	}
	if strings.Contains(f.sent[0], `name="title"`) {
		t.Error("an empty field was sent")
	}
}
