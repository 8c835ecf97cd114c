package pages

import (
	"net/http"
	"strings"
	"testing"
)

func TestSignedOutTheFirstPageIsSignIn(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	first := b.open("/")
	first.has(t, `lang="vi"`, "Đăng nhập", "DỮ LIỆU TRÌNH DIỄN", "chủ trương", `autocomplete="current-password"`)
	if csp := first.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy: %s", csp)
	}
	b.open("/language/en?back=/").has(t, `lang="en"`, "Sign in", "DEMONSTRATION DATA")
	if got := b.open("/account"); got.path != "/sign-in?next=%2Faccount" {
		t.Errorf("a page for the signed-in led to %s", got.path)
	}
}

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	wrong := b.submit("/sign-in", "username", "bich", "password", "sai", "next", "/account")
	if wrong.status != http.StatusUnauthorized || strings.Contains(wrong.html, "sai\"") {
		t.Errorf("a wrong password is answered %d", wrong.status)
	}
	wrong.has(t, "Tên đăng nhập hoặc mật khẩu không đúng.", `value="bich"`, `value="/account"`)
	right := b.submit("/sign-in", "username", "bich", "password", "pheduyet", "next", "/account")
	right.has(t, "Nguyễn Thị Bích", "Sở Y tế", "cán bộ lập hồ sơ", `href="/worklist"`)
	if strings.Contains(right.html, `href="/admin"`) {
		t.Error("a filer is led to administration")
	}
	if got := w.asker(); got != officer.Account {
		t.Errorf("the API was asked by %q", got)
	}
}

func TestTheCookieIsForThisServerAlone(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	got := b.submit("/sign-in", "username", "bich", "password", "pheduyet")
	cookie := got.header.Get("Set-Cookie")
	for _, part := range []string{"HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie %q is not %s", cookie, part)
		}
	}
	if strings.Contains(cookie, "Secure") || strings.Contains(cookie, "Max-Age") {
		t.Errorf("over http, for as long as the browser runs: %q", cookie)
	}
	if m := newSessions(memory{}, true); !m.Cookie.Secure || m.Cookie.Name != "__Host-session" {
		t.Error("over https the cookie is not Secure")
	}
}

func TestNobodyIsLedElsewhere(t *testing.T) {
	w := newWorld(t)
	for _, next := range []string{"https://evil.test/", "//evil.test/", `/\evil.test`, "", "javascript:alert(1)"} {
		if got := local(next, "/worklist"); got != "/worklist" {
			t.Errorf("%q leads to %q", next, got)
		}
	}
	if got := local("/proposals?q=a", "/"); got != "/proposals?q=a" {
		t.Errorf("a page of ours became %q", got)
	}
	b := w.browser()
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if to := b.open("/language/en?back=//evil.test").header.Get("Location"); to != "/" {
		t.Errorf("the language switch leads to %q", to)
	}
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	r, err := http.NewRequest(http.MethodPost, w.server.URL+"/sign-out", strings.NewReader("everywhere=true"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := b.read(b.Do(r)); got.status != http.StatusForbidden {
		t.Errorf("answered %d", got.status)
	}
	if got := b.open("/account"); got.path != "/account" {
		t.Error("it signed the person out")
	}
}

func TestSignOutEverywhere(t *testing.T) {
	w := newWorld(t)
	here, there := w.signedIn(), w.signedIn()
	if got := here.submit("/sign-out"); got.path != "/" {
		t.Errorf("signing out led to %s", got.path)
	}
	if got := there.open("/account"); got.path != "/account" {
		t.Error("signing out here ended a session there")
	}
	here = w.signedIn()
	here.submit("/sign-out", "everywhere", "true")
	for _, b := range []*browser{here, there} {
		if got := b.open("/account"); got.path == "/account" {
			t.Error("a session goes on after signing out everywhere")
		}
	}
}
