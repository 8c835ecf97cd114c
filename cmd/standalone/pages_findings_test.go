package main

import (
	"strings"
	"testing"

	"pheduyet/internal/apitest"
	"pheduyet/internal/apitest/browser"
)

// A department files what the catalog has, though it is told so; the officer
// answers every match by hand beside it, is told which answer is wanting, and the
// rejection names the platform to use.
func TestFindingsAreAnsweredBesideEachMatch(t *testing.T) {
	c := onStage(t)
	draft := c.Draft(t, "so-y-te", c.Like(t, "so-y-te", "D55"))
	filer := browser.Visit(t, c.Base()).SignIn("filer-so-y-te")
	filer.Open(draft.Path("/edit"))
	filer.Sees("Có thể đã có sẵn", "Lối ra:", "xin tài khoản")
	filer.Open(draft.Path("/submission"))
	typePaper(filer, "document")
	filer.Submit("Gửi hồ sơ")
	filer.Sees("Đã gửi hồ sơ.")

	officer := browser.Visit(t, c.Base()).SignIn("reviewer-so-khcn")
	officer.Open(draft.DecisionPath("duplication_check"))
	asked := officer.Fields("].finding")
	if len(asked) == 0 {
		t.Fatal("nothing resembles what the catalog has")
	}
	officer.Sees("độ giống")
	officer.Choose("outcome", "reject")
	officer.Fill("reason", "Nền tảng đã có.")
	officer.Submit("Gửi ý kiến")
	officer.Sees("Nội dung chưa hợp lệ")
	if got := officer.Value("reason"); got != "Nền tảng đã có." {
		t.Errorf("what was typed has become %q", got)
	}
	for i, name := range asked {
		at := strings.TrimSuffix(name, "finding")
		officer.Fill(at+"note", "Đã đối chiếu chức năng và phạm vi.")
		if officer.Value(at+"entry_id") == "D55" || i == 0 {
			officer.Choose(name, "duplicate")
			officer.Choose(at+"way_out", "accounts")
			continue
		}
		officer.Choose(name, "different")
	}
	officer.Fill("citations[0].document", "KH 651/KH-UBND")
	officer.Fill("citations[0].article", "I.1")
	typePaper(officer, "documents[0]")
	officer.SubmitTwice("Gửi ý kiến")
	officer.Sees("Đã ghi ý kiến.", "Không được chấp thuận")
	if n := apitest.Count(c.Events(t, draft), "decided", "duplication_check"); n != 1 {
		t.Errorf("the decision sent twice is told %d times", n)
	}
	filer.Open(draft.Path("/why"))
	filer.Sees("xin tài khoản", "Đã đối chiếu chức năng và phạm vi.")
}
