package main

import (
	"encoding/json"
	"strings"
	"testing"

	"pheduyet/seeds"
)

func TestTableTellsEveryProposal(t *testing.T) {
	var out strings.Builder
	printTable(&out, []result{
		{seed: seeds.Demonstration{Expect: seeds.Expectation{Why: "vì đủ điều kiện"}}, view: view{Number: "DX-2026-000001", Name: "Cơ sở dữ liệu", Agency: "so-y-te", Status: "approved", Gates: []gate{
			{Kind: "duplication_check", State: "passed", Outcome: "approve", ByRule: true, Round: 1},
			{Kind: "security_level", State: "passed", Outcome: "approve_with_conditions", Round: 2},
		}}},
		{seed: seeds.Demonstration{ID: "khong-lap-duoc", Filer: "filer-so-nnmt"}},
	})
	for _, want := range []string{"DX-2026-000001", "thuận°", "thuận+đk (2)", "Đã phê duyệt", "vì đủ điều kiện", "khong-lap-duoc", "so-nnmt"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
}

func TestTraceIsReadable(t *testing.T) {
	r := result{view: view{Number: "DX-2026-000001", Name: "Cơ sở dữ liệu", Gates: []gate{{ID: "security_level", Title: "Cấp độ an toàn"}}}}
	err := json.Unmarshal([]byte(`{
		"gates": [{"gate": "security_level", "round": 2, "outcome": "return", "timing": {"kept": "Đúng hạn (hạn 23:59:59 01/12/2026)"},
			"requirements": [{"text": "Đủ cấp độ", "met": false, "because": "cấp độ 1"}, {"text": "Đã mở", "met": true, "because": ""}],
			"otherwise": "Phải nêu cấp độ 2", "deadline": {"due_at": "2026-12-01T23:59:59+07:00"},
			"evidence": {"note": "có 2 mục tương tự"}, "rule": {"citations": [{"document": "NĐ 331/2026/NĐ-CP", "article": "Điều 13"}]},
			"decision": {"reason": "thiếu", "items": [{"text": "nêu lại cấp độ"}]}, "documents": [{"number": "12/CAT", "date": "2026-11-20"}]}],
		"events": [{"seq": 1, "at": "2026-11-22T03:00:00Z", "actor": {"name": "Cao Xuân Trường"}, "action": "decided", "hash": "0123456789abcdef"},
			{"seq": 2, "at": "2026-11-22T10:00:01+07:00", "actor": "Hệ thống", "action": "returned", "hash": "ff"}]}`), &r.history)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	printTrace(&out, r)
	for _, want := range []string{
		"Cấp độ an toàn, lượt 2: bổ sung", "23:59:59 01/12/2026", "Đúng hạn", "Đủ cấp độ (cấp độ 1)", "Phải nêu cấp độ 2", "có 2 mục tương tự", "thiếu", "nêu lại cấp độ", "12/CAT · 2026-11-20",
		"NĐ 331/2026/NĐ-CP, Điều 13", "10:00:00 22/11/2026", "Cao Xuân Trường", "Hệ thống", "0123456789a…",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
}
