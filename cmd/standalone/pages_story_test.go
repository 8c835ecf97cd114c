package main

import (
	"strings"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
)

// A keeper of the system proposes an account; while typing, every session of
// theirs ends, and nothing typed is lost; the head of the agency confirms and gets
// the one-time password; the new officer chooses another before anything else.
func TestAnAccountComesInByTwo(t *testing.T) {
	c := onStage(t)
	name := "can-bo-" + apitest.Unique()
	admin := browser.Visit(t, c.Base()).SignIn("admin")
	admin.Open("/admin")
	admin.Follow("Tạo tài khoản")
	admin.Fill("body.username", name)
	admin.Fill("body.name", "Phan Thị Ngọc Ánh")
	admin.Choose("body.agency", "so-khcn")
	admin.Choose("body.roles:list", "reviewer")

	elsewhere := browser.Visit(t, c.Base()).SignIn("admin")
	elsewhere.Open("/account")
	elsewhere.Submit("Đăng xuất mọi nơi")

	admin.Submit("Xem trước")
	admin.Sees("Nội dung bạn đang nhập được giữ lại")
	admin.Fill("username", "admin")
	admin.Fill("password", apitest.Password)
	admin.Submit("Đăng nhập")
	admin.Sees("được giữ lại dưới đây")
	if got := admin.Value("body.name"); got != "Phan Thị Ngọc Ánh" {
		t.Fatalf("kept %q", got)
	}
	admin.Accessible()
	admin.Submit("Xem trước")
	admin.Sees("Chưa có gì được ghi", "Phan Thị Ngọc Ánh", "cán bộ xử lý")
	admin.Submit("Gửi đề nghị")
	admin.Sees("Đã ghi đề nghị", "Bạn là người đề nghị")

	head := browser.Visit(t, c.Base())
	head.NoScript()
	head.SignIn("head-so-khcn")
	head.Open(admin.Path())
	head.Submit("Xác nhận")
	head.Sees("Đã xác nhận")
	head.Submit("Lấy mật khẩu một lần")
	secret := head.Read(".app-secret")

	officer := browser.Visit(t, c.Base())
	officer.Phone()
	officer.Open("/")
	officer.Fill("username", name)
	officer.Fill("password", secret)
	officer.Submit("Đăng nhập")
	officer.Sees("Bạn đang dùng mật khẩu một lần")
	officer.Open("/worklist")
	officer.Sees("Đổi mật khẩu")
	officer.Fill("old", secret)
	officer.Fill("new", "mua xuan o Nghe An")
	officer.Fill("again", "mua xuan o Nghe An")
	officer.Submit("Đổi mật khẩu")
	officer.Sees("Đã đổi mật khẩu", "Việc cần xử lý")
	officer.NotWider()
}

// One key opens a row of the worklist, and a filter stays in the address, in
// English too.
func TestTheWorklistByKeyboard(t *testing.T) {
	c := onStage(t)
	c.WalkTo(t, c.File(t, "so-y-te", apitest.Complete("so-y-te")), "ministry_consultation", nil)
	v := browser.Visit(t, c.Base()).SignIn("reviewer-so-khcn")
	v.Open("/worklist")
	v.Choose("gate", "ministry_consultation") // applies by itself
	v.At(func(path string) bool { return strings.Contains(path, "gate=ministry_consultation") })
	v.Follow("English")
	v.Sees("My work")
	if at := v.Path(); !strings.Contains(at, "gate=ministry_consultation") {
		t.Errorf("another language led to %s", at)
	}
	v.Press("1")
	v.At(func(path string) bool { return strings.HasPrefix(path, "/proposals/") })
}
