package pages

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pheduyet/internal/proposal"
)

func bodyOf(t *testing.T, r *http.Request) map[string]any {
	t.Helper()
	var body map[string]any
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	return body
}

// A form that was sent after the session had ended waits until its writer has
// signed in again: with what was typed and under its own key.
func TestNothingTypedIsLostWhenTheSessionEnds(t *testing.T) {
	w := newWorld(t)
	keys := map[string]bool{}
	w.answer("POST /changes", func(r *http.Request) (int, any) {
		keys[r.Header.Get("Idempotency-Key")] = true
		return 201, map[string]any{"id": "c1"}
	})
	w.answer("GET /changes/{id}", func(*http.Request) (int, any) {
		return 200, map[string]any{"id": "c1", "kind": "account", "state": "proposed"}
	})
	b := w.signedIn()
	page := b.open("/admin/changes/new?kind=account")
	typed := []string{"form-key", valueIn(page, "form-key"), "form-account", valueIn(page, "form-account"), "form-page", valueIn(page, "form-page"),
		"kind", "account", "body.username", "nguyen-van-an", "body.name", "Nguyễn Văn An", "body.roles:list", "filer", "step", "send"}
	clear(w.people) // the token has expired
	ended := b.submit("/admin/changes/new", typed...)
	if !strings.HasPrefix(ended.path, "/sign-in") || len(keys) != 0 {
		t.Fatalf("sending led to %s, the API was asked %d times", ended.path, len(keys))
	}
	ended.has(t, "Nội dung bạn đang nhập được giữ lại")
	back := b.submit("/sign-in", "username", "bich", "password", "pheduyet", "next", valueIn(ended, "next"))
	if back.path != "/admin/changes/new?kind=account" {
		t.Fatalf("signing in led to %s", back.path)
	}
	back.has(t, "nguyen-van-an", "Nguyễn Văn An", `value="filer" checked`, "được giữ lại dưới đây", typed[1])
	b.submit("/admin/changes/new", typed...)
	if len(keys) != 1 || !keys[typed[1]] {
		t.Errorf("sent under %v, want once under %s", keys, typed[1])
	}
	if again := b.open("/admin/changes/new?kind=account"); strings.Contains(again.html, "Nguyễn Văn An") {
		t.Error("what was typed comes a second time")
	}
}

func TestWhatOnePersonTypedIsNotShownToAnother(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	clear(w.people)
	b.submit("/admin/changes/new", "form-account", "a-2", "form-page", "/admin/changes/new?kind=account", "kind", "account", "body.name", "Bí mật")
	back := b.submit("/sign-in", "username", "bich", "password", "pheduyet", "next", "/admin/changes/new?kind=account")
	if strings.Contains(back.html, "Bí mật") {
		t.Error("another person's form is shown")
	}
}

// valueIn is the value of a hidden field of a page.
func valueIn(s seen, name string) string {
	_, rest, _ := strings.Cut(s.html, `name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	return strings.ReplaceAll(value, "&amp;", "&")
}

func TestAChangeIsProposedAndRefusedAtItsFields(t *testing.T) {
	w := newWorld(t)
	status, sent := 422, map[string]any{}
	w.answer("POST /changes/preview", func(r *http.Request) (int, any) {
		sent = bodyOf(t, r)
		if r.Header.Get("Idempotency-Key") != "" {
			t.Error("looking ahead uses up the form's key")
		}
		if status == 422 {
			return status, map[string]any{"detail": "Chưa hợp lệ.", "errors": []any{map[string]any{"field": "username", "message": "Tên này đã có."}}}
		}
		return 200, map[string]any{"lines": []any{map[string]any{"effect": "adds", "subject": "an", "text": "Sẽ tạo tài khoản an."}}}
	})
	proposed := 0
	w.answer("POST /changes", func(r *http.Request) (int, any) {
		proposed++
		if d := cmp.Diff(sent, bodyOf(t, r)); d != "" {
			t.Errorf("another thing is proposed than was shown: %s", d)
		}
		return 201, map[string]any{"id": "c1"}
	})
	w.answer("GET /changes/{id}", func(r *http.Request) (int, any) {
		return 200, map[string]any{"id": r.PathValue("id"), "kind": "account", "state": "proposed", "proposed_by": map[string]any{"id": "a-9", "name": "Lê Văn B", "agency": "so-y-te"},
			"body": map[string]any{"username": "an"}, "preview": map[string]any{"lines": []any{map[string]any{"effect": "adds", "subject": "an", "text": "Tạo tài khoản an."}}}}
	})
	b := w.signedIn()
	fields := []string{"kind", "account", "body.username", "an", "body.roles:list", "filer", "body.roles:list", "head", "document.number", "12/QĐ",
		"document.date:day", "2", "document.date:month", "11", "document.date:year", "2026"}
	refused := b.submit("/admin/changes/new", fields...)
	if refused.status != 422 {
		t.Errorf("answered %d", refused.status)
	}
	refused.has(t, `href="#body-username"`, `id="body-username-error"`, "Tên này đã có.", `value="12/QĐ"`, `value="head" checked`)
	want := map[string]any{"kind": "account", "body": map[string]any{"username": "an", "roles": []any{"filer", "head"}}, "document": map[string]any{"number": "12/QĐ", "date": "2026-11-02"}}
	if d := cmp.Diff(want, sent); d != "" {
		t.Error(d)
	}
	status = 200
	seen := b.submit("/admin/changes/new", fields...)
	seen.has(t, "Sẽ tạo tài khoản an.", "<dd", "cán bộ lập hồ sơ", "12/QĐ, 02/11/2026", `name="body.username" value="an"`, `value="send"`)
	b.submit("/admin/changes/new", append(fields, "step", "edit")...).has(t, `value="head" checked`, "Xem trước")
	if proposed != 0 {
		t.Error("proposed before anybody said so")
	}
	done := b.submit("/admin/changes/new", append(fields, "step", "send")...)
	if done.path != "/admin/changes/c1" {
		t.Errorf("proposing led to %s", done.path)
	}
	done.has(t, "Đã ghi đề nghị", "Tạo tài khoản an.", "Lê Văn B, Sở Y tế", "Xác nhận")
}

func TestTheSecondPersonsWord(t *testing.T) {
	w := newWorld(t)
	change := map[string]any{"id": "c1", "kind": "password_reset", "state": "proposed", "proposed_by": map[string]any{"id": "a-9", "name": "B", "agency": "so-y-te"}, "preview": map[string]any{"lines": []any{}}}
	w.answer("GET /changes/{id}", func(*http.Request) (int, any) { return 200, change })
	w.answer("POST /changes/{id}/confirmation", func(r *http.Request) (int, any) {
		if d := cmp.Diff(map[string]any{"confirmed": true, "note": ""}, bodyOf(t, r)); d != "" {
			t.Error(d)
		}
		change["state"], change["decided_by"] = "confirmed", map[string]any{"id": officer.Account, "name": "A", "agency": "so-y-te"}
		return 200, change
	})
	w.answer("POST /changes/{id}/one-time-password", func(*http.Request) (int, any) { return 200, map[string]any{"password": "bay-gio-1234"} })
	b := w.signedIn()
	confirmed := b.submit("/admin/changes/c1", "confirmed", "true")
	confirmed.has(t, "Đã xác nhận; thay đổi có hiệu lực.", "Lấy mật khẩu một lần")
	b.submit("/admin/changes/c1/one-time-password").has(t, "bay-gio-1234")
	if again := b.open("/admin/changes/c1"); strings.Contains(again.html, "bay-gio") {
		t.Error("the password is shown a second time")
	}
}

func TestAOneTimePasswordIsChangedFirst(t *testing.T) {
	w := newWorld(t)
	b := w.signedIn()
	for hash, a := range w.people {
		a.MustChangePassword = true
		w.people[hash] = a
	}
	w.answer("POST /password", func(r *http.Request) (int, any) {
		in := bodyOf(t, r)
		if in["new"] == "ngan" {
			return 422, map[string]any{"detail": "Chưa hợp lệ.", "errors": []any{map[string]any{"field": "new", "message": "Cần dài hơn."}}}
		}
		for hash, a := range w.people {
			a.MustChangePassword = false
			w.people[hash] = a
		}
		return 200, map[string]any{}
	})
	w.waits()
	forced := b.open("/worklist")
	if forced.path != "/account/password" {
		t.Fatalf("led to %s", forced.path)
	}
	forced.has(t, "mật khẩu một lần")
	short := b.submit("/account/password", "old", "cũ", "new", "ngan", "again", "ngan")
	short.has(t, "Cần dài hơn.")
	if strings.Contains(short.html, "ngan\"") {
		t.Error("a password stands in the page")
	}
	b.submit("/account/password", "old", "cũ", "new", "dai hon nhieu", "again", "dai hon").has(t, "không giống nhau")
	if done := b.submit("/account/password", "old", "cũ", "new", "dai hon nhieu", "again", "dai hon nhieu"); done.path != "/worklist" {
		t.Errorf("changing led to %s", done.path)
	}
}

func TestDelegationsAreGrantedAndEnded(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	person := func(name string) map[string]any { return map[string]any{"id": "p", "name": name, "agency": "so-y-te"} }
	w.answer("GET /delegations", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"id": "d1", "kind": "assignment", "authority": "so-y-te", "principal": person("Ông Trưởng"), "delegate": person("Bà Phó"),
			"position": "Phó Giám đốc", "gates": []string{"duplication_check"}, "from": "2026-11-01", "to": "2026-12-31", "state": "in_force"}}}
	})
	w.answer("GET /accounts", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"id": "p", "name": "Bà Phó", "username": "pho"}, map[string]any{"id": "q", "name": "Đã khóa", "disabled_at": "2026-01-01T00:00:00+07:00"}}}
	})
	var sent map[string]any
	w.answer("POST /delegations", func(r *http.Request) (int, any) { sent = bodyOf(t, r); return 201, map[string]any{} })
	ended := ""
	w.answer("POST /delegations/{id}/end", func(r *http.Request) (int, any) {
		ended = r.PathValue("id") + " " + bodyOf(t, r)["reason"].(string)
		return 200, map[string]any{}
	})
	b := w.signedIn()
	b.open("/admin/delegations").has(t, "Bà Phó", "Ông Trưởng", "Rà soát trùng lặp", "01/11/2026 – 31/12/2026", "đang hiệu lực")
	form := b.open("/admin/delegations/new")
	form.has(t, "Bà Phó (pho)")
	if strings.Contains(form.html, "Đã khóa") {
		t.Error("a disabled account may be chosen")
	}
	b.submit("/admin/delegations/new", "delegate", "p", "kind", "assignment", "gates:list", "duplication_check", "gates:list", "budget_allocation",
		"from:day", "1", "from:month", "12", "from:year", "2026").has(t, "Đã ghi phân công")
	want := map[string]any{"delegate": "p", "kind": "assignment", "gates": []any{"duplication_check", "budget_allocation"}, "from": "2026-12-01"}
	if d := cmp.Diff(want, sent); d != "" {
		t.Error(d)
	}
	b.submit("/admin/delegations/d1/end", "reason", "Đổi việc").has(t, "Đã chấm dứt.")
	if ended != "d1 Đổi việc" {
		t.Errorf("ended %q", ended)
	}
}

func TestAccountsNoticesAgenciesAndProcesses(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /processes", processes)
	w.answer("GET /accounts", func(*http.Request) (int, any) {
		return 200, map[string]any{"next_cursor": "z", "items": []any{map[string]any{"id": "p", "name": "Bà Phó", "username": "pho", "agency": "so-y-te",
			"roles": []any{map[string]any{"role": "head"}}, "one_time_password": true}}}
	})
	refused := true
	w.answer("POST /accounts/{id}/disable", func(r *http.Request) (int, any) {
		if refused {
			return 422, map[string]any{"errors": []any{map[string]any{"field": "reason", "message": "Cần lý do."}}}
		}
		return 200, map[string]any{}
	})
	w.answer("GET /notices", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"id": "n1", "subject": "Có việc mới", "state": "dead", "attempts": 5, "last_error": "550 no such user", "queued_at": "2026-11-22T08:00:00+07:00"}}}
	})
	resent := ""
	w.answer("POST /notices/{id}/resend", func(r *http.Request) (int, any) { resent = r.PathValue("id"); return 200, map[string]any{} })
	b := w.signedIn()
	b.open("/admin/accounts").has(t, "Bà Phó", "lãnh đạo", "mật khẩu một lần", "chưa lần nào", "cursor=z")
	b.submit("/admin/accounts/p/disable", "reason", "").has(t, "Cần lý do.", `id="reason-error"`)
	refused = false
	b.submit("/admin/accounts/p/disable", "reason", "Nghỉ việc").has(t, "Đã khóa tài khoản.")
	b.open("/admin/notices?state=dead").has(t, "550 no such user", "Không gửi được", "không có địa chỉ")
	if got := b.submit("/admin/notices/n1", "state", "dead"); resent != "n1" || got.path != "/admin/notices?state=dead" {
		t.Errorf("resent %q, led to %s", resent, got.path)
	}
	b.open("/admin/agencies").has(t, "Sở Y tế", "so-y-te")
	b.open("/admin/processes").has(t, "Rà soát trùng lặp → Tham mưu kinh phí", "22/11/2026")
}

func TestTooManyFailuresAreToldOnTheSignInPage(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	w.throttled = true
	got := b.submit("/sign-in", "username", "bich", "password", "pheduyet")
	if got.status != 429 {
		t.Errorf("answered %d", got.status)
	}
	got.has(t, "thử lại sau một phút", `value="bich"`)
}

// A year without holidays is seen at once by who keeps the system, with the way to
// mend it.
func TestAdminsSeeMissingHolidays(t *testing.T) {
	w := newWorld(t)
	w.answer("GET /changes", func(*http.Request) (int, any) { return 200, map[string]any{"items": []any{}} })
	w.answer("GET /notices", func(*http.Request) (int, any) { return 200, map[string]any{"items": []any{}} })
	missing := []any{2028, 2029}
	w.answer("GET /holidays", func(*http.Request) (int, any) {
		return 200, map[string]any{"items": []any{map[string]any{"year": 2027, "days": 13, "note": "NQ 28"}},
			"provisional": map[string]any{"gates": 4, "reviews": 1, "obligations": 2}, "missing": missing}
	})
	b := w.signedIn()
	for hash := range w.people {
		w.people[hash] = proposal.Actor{Account: "a-9", Name: "Quản trị", Agency: "so-khcn", Roles: []proposal.Role{proposal.RoleAdmin}}
	}
	for _, page := range []string{"/admin", "/admin/holidays"} {
		b.open(page).has(t, "4 bước xử lý, 1 thời hạn đề nghị xem xét lại, 2 nghĩa vụ", "2028, 2029", "/admin/changes/new?kind=holidays")
	}
	b.open("/admin/holidays").has(t, "2027", "NQ 28")
	missing = []any{}
	if got := b.open("/admin"); strings.Contains(got.html, "tạm tính") {
		t.Error("warned of nothing")
	}
}
