package why

import (
	"bytes"
	_ "embed"
	"html/template"
	"strings"
	"time"

	"pheduyet/internal/proposal"
)

// Sheet is what stands at the foot of every printed sheet: by which checkpoint of
// which ledger its content can be proved.
type Sheet struct {
	Origin      string
	Size        int64  // leaves under the checkpoint
	Root        string // the tree's head
	Fingerprint string // of the public key
}

//go:embed page.html
var pageSource string

var page = template.Must(template.New("vi-sao.html").Funcs(template.FuncMap{
	"moment":  func(t time.Time) string { return t.In(proposal.Zone).Format("15:04:05 02/01/2006") },
	"day":     func(d proposal.Date) string { return d.Written() },
	"status":  func(s proposal.Status) string { return statuses[s] },
	"finding": func(f string) string { return findings[f] },
	"percent": func(score float64) int { return int(score*100 + .5) },
	"short":   func(s string) string { return s[:min(12, len(s))] },
	"join":    func(list []string) string { return strings.Join(list, "; ") },
	"mark":    mark,
}).Parse(pageSource))

// Page writes the explanation as one page in Vietnamese that needs nothing else:
// no script, no picture, no address. The same trace and sheet give the same bytes.
func Page(t Trace, s Sheet) ([]byte, error) {
	var out bytes.Buffer
	err := page.Execute(&out, struct {
		Trace
		Sheet Sheet
	}{t, s})
	return out.Bytes(), err
}

// mark says whether a requirement was met.
func mark(met *bool) string {
	switch {
	case met == nil:
		return "Chưa xét"
	case *met:
		return "Đạt"
	}
	return "Không đạt"
}

var statuses = map[proposal.Status]string{
	proposal.Draft: "Đang soạn", proposal.InReview: "Đang xử lý", proposal.Returned: "Chờ bổ sung", proposal.Approved: "Đã phê duyệt chủ trương",
	proposal.Rejected: "Không được thông qua", proposal.Withdrawn: "Đã rút", proposal.Revoked: "Đã thu hồi phê duyệt",
}

var findings = map[string]string{
	proposal.FindingDuplicate: "trùng lặp", proposal.FindingOverlap: "trùng một phần", proposal.FindingDifferent: "khác",
}
