package pages

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Nobody who is not signed in fills the sessions with forms; an hour later what is
// typed is kept again.
func TestFormsOfNobodyAreKeptToABound(t *testing.T) {
	w := newWorld(t)
	kept := func() bool {
		w.t.Helper()
		b := w.signedIn()
		page := b.open("/admin/changes/new?kind=account")
		clear(w.people)
		ended := b.submit("/admin/changes/new", "form-account", valueIn(page, "form-account"), "form-page", valueIn(page, "form-page"), "kind", "account", "body.name", "Nguyễn Văn An")
		return strings.Contains(ended.html, "Nội dung bạn đang nhập được giữ lại")
	}
	if !kept() {
		t.Fatal("a form is not kept at all: the test shows nothing")
	}
	large := url.Values{"form-page": {"/admin/changes/new"}, "x": {strings.Repeat("x", maxForm-100)}}.Encode()
	sessions := 0
	for range keptAnHour/maxForm + 5 {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+"/admin/changes/new", strings.NewReader(large))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Cookie", "session=x")
		got, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		if got.Body.Close(); got.StatusCode != http.StatusSeeOther {
			t.Fatalf("answered %d", got.StatusCode)
		}
		if got.Header.Get("Set-Cookie") != "" {
			sessions++
		}
	}
	if sessions == 0 || sessions > keptAnHour/maxForm {
		t.Errorf("%d large forms were kept", sessions)
	}
	w.now = w.now.Add(10 * time.Second)
	if !kept() {
		t.Error("a form of the usual size finds no room beside large ones")
	}
	var a allowance
	now := w.now
	if !a.take(keptAnHour, now) || a.take(1, now.Add(59*time.Minute)) || !a.take(1, now.Add(time.Hour)) {
		t.Error("the allowance is not one of an hour")
	}
}
