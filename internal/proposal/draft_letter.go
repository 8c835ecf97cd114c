package proposal

import (
	"fmt"
	"strings"
	"time"
)

// DraftLetter is a reminder letter to a ministry that has not replied, drafted for
// SignBy to sign: the N-th since its letter was sent. Names are as of the draft.
type DraftLetter struct {
	Gate     string    `json:"gate"`
	Round    int       `json:"round"`
	N        int       `json:"n"`
	To       string    `json:"to"`
	ToName   string    `json:"to_name"`
	SignBy   string    `json:"sign_by"`
	SignName string    `json:"sign_name"`
	FiledBy  string    `json:"filed_by"`
	Letter   string    `json:"letter"` // number of the letter that waits for its reply
	Sent     Date      `json:"sent"`
	Days     int       `json:"days"` // the working days that the process gives the ministry
	At       time.Time `json:"at"`
}

// draftLetter drafts the next reminder letter to the ministry that holds the gate.
// The filing agency signs the first ones, then who the pack names.
func (t *Transition) draftLetter(g Gate, env Env) *DraftLetter {
	c := &t.Case
	rule, _ := c.Rules.Gate(g.ID)
	e := c.exchange(g.Deadline.Holder)
	l := DraftLetter{
		Gate: g.ID, Round: g.Round, N: 1, To: e.with, SignBy: c.Agency,
		Letter: e.letter.Number, Sent: e.letter.Date, Days: g.Deadline.Days, At: env.Now,
	}
	for _, earlier := range c.Standing.Drafts {
		if earlier.Gate == l.Gate && earlier.To == l.To && earlier.Letter == l.Letter && earlier.Sent == l.Sent {
			l.N++
		}
	}
	if s := rule.Stretches; s.ThenSignedBy != "" && l.N > s.OwnLetters {
		l.SignBy = s.ThenSignedBy
	}
	l.ToName, l.SignName, l.FiledBy = named(env, l.To), named(env, l.SignBy), named(env, c.Agency)
	c.Standing.Drafts = append(c.Standing.Drafts, l)
	return &l
}

func named(env Env, code string) string {
	if a, ok := env.Agency(code); ok && a.Name != "" {
		return a.Name
	}
	return code
}

// Title is the letter's trích yếu.
func (l DraftLetter) Title(c Case) string {
	return fmt.Sprintf("V/v đề nghị cho ý kiến về đề xuất “%s” (nhắc lần %d)", c.stated().Name, l.N)
}

// Text is the letter's body, in Vietnamese as it is sent. What it cites the pack
// states.
func (l DraftLetter) Text(c Case) string {
	rule, _ := c.Rules.Gate(l.Gate)
	var grounds []string
	for _, cite := range rule.Citations {
		if cite.Document != "" {
			grounds = append(grounds, strings.TrimSpace(cite.Document+" "+cite.Article))
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Kính gửi: %s\n\n", l.ToName)
	fmt.Fprintf(&b, "Ngày %s, %s đã có Công văn số %s đề nghị %s cho ý kiến về đề xuất “%s” (hồ sơ số %s). Thời gian dự kiến trả lời là %d ngày làm việc; đến ngày %s chưa nhận được văn bản trả lời.\n\n",
		vietnamese(l.Sent), l.FiledBy, l.Letter, l.ToName, c.stated().Name, c.Number, l.Days, vietnamese(DateOf(l.At)))
	if len(grounds) > 0 {
		fmt.Fprintf(&b, "Theo %s, trước khi xây mới phải có ý kiến thống nhất bằng văn bản của cơ quan quản lý chuyên ngành; hồ sơ chưa thể được xem xét tiếp khi chưa có ý kiến đó.\n\n", strings.Join(grounds, "; "))
	}
	fmt.Fprintf(&b, "%s trân trọng đề nghị %s quan tâm, sớm có văn bản trả lời.\n", l.SignName, l.ToName)
	return b.String()
}

// vietnamese writes a date as letters do.
func vietnamese(d Date) string { return d.Time().Format("02/01/2006") }
