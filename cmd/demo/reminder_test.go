package main

import (
	"strings"
	"testing"
)

func TestRemindersSayThatNothingWasShortened(t *testing.T) {
	var out strings.Builder
	printReminders(&out, []result{
		{view: view{Number: "DX-2026-000001"}},
		{view: view{Number: "DX-2026-000002", Letters: []letter{{N: 1, To: "bo-y-te", SignBy: "so-y-te", Sent: "2026-10-06", Title: "V/v đề nghị cho ý kiến"}}}},
	})
	for _, part := range []string{"không rút ngắn", "DX-2026-000002: hỏi bo-y-te ngày 2026-10-06; dự thảo công văn nhắc lần 1, so-y-te ký: V/v"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("%q is not in\n%s", part, out.String())
		}
	}
	if strings.Contains(out.String(), "000001") {
		t.Error("a proposal without letters is named")
	}
	out.Reset()
	if printReminders(&out, nil); out.Len() > 0 {
		t.Errorf("nothing to say, but %q", out.String())
	}
}
