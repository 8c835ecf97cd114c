package main

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
)

// gateColumns are the columns of the table, by the kind of gate.
var gateColumns = []struct{ kind, head string }{
	{"duplication_check", "Trùng lặp"},
	{"ministry_consultation", "Ý kiến Bộ"},
	{"technology_review", "Công nghệ"},
	{"budget_allocation", "Kinh phí"},
	{"security_level", "An toàn"},
	{"provincial_decision", "UBND tỉnh"},
}

var outcomeWords = map[string]string{
	"approve": "thuận", "approve_with_conditions": "thuận+đk", "return": "bổ sung", "reject": "KHÔNG", "open": "đang mở", "pending": "·",
}

var statusWords = map[string]string{
	"draft": "Đang soạn", "in_review": "Đang xử lý", "returned": "Chờ bổ sung", "approved": "Đã phê duyệt",
	"rejected": "Bị từ chối", "withdrawn": "Đã rút", "revoked": "Đã thu hồi",
}

// Cells given to a proposal's name.
const nameCells = 40

// printTable prints what came of every proposal.
func printTable(out io.Writer, results []result) {
	head := []string{"Số", "Tên", "Cơ quan"}
	for _, c := range gateColumns {
		head = append(head, c.head)
	}
	rows := [][]string{append(head, "Kết quả", "Vì sao")}
	for _, r := range results {
		rows = append(rows, r.row())
	}
	fmt.Fprintln(out)
	printColumns(out, rows)
	fmt.Fprintln(out, "\nthuận: thống nhất · thuận+đk: thống nhất, kèm điều kiện · bổ sung: yêu cầu bổ sung, giải trình · KHÔNG: không thống nhất · °: qua theo quy tắc, không có mục tương tự đáng kể · (2): lượt xử lý thứ hai · ·: chưa đến · –: quy trình không có bước này")
	fmt.Fprintln(out, "Phê duyệt ở đây là chủ trương; không thay quyết định đầu tư, phê duyệt dự án, giao dự toán hay đấu thầu.")
}

func (r result) row() []string {
	row := []string{cmp.Or(r.view.Number, "–"), cut(cmp.Or(r.view.Name, r.seed.ID), nameCells), cmp.Or(r.view.Agency, agencyOf(r.seed.Filer))}
	for _, c := range gateColumns {
		cell := "–"
		for _, g := range r.view.Gates {
			if g.Kind == c.kind {
				cell = g.word()
			}
		}
		row = append(row, cell)
	}
	return append(row, cmp.Or(statusWords[r.view.Status], r.view.Status, "–"), r.seed.Expect.Why)
}

// word is the gate's outcome or state in a word, with its round from the second
// on.
func (g gate) word() string {
	word := cmp.Or(outcomeWords[g.outcome()], g.outcome())
	if g.ByRule {
		word += "°"
	}
	if g.Round > 1 {
		word += " (" + strconv.Itoa(g.Round) + ")"
	}
	return word
}
