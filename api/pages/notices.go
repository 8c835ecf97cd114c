package pages

import (
	"net/http"
	"net/url"

	"pheduyet/api/html"
)

// queued is a notice in the outbox.
type queued struct {
	ID        string  `json:"id"`
	Subject   string  `json:"subject"`
	Number    *string `json:"number"`
	Name      *string `json:"name"`
	Address   *string `json:"address"`
	State     string  `json:"state"`
	Attempts  int     `json:"attempts"`
	NextAt    *string `json:"next_at"`
	LastError *string `json:"last_error"`
	QueuedAt  string  `json:"queued_at"`
	SentAt    *string `json:"sent_at"`
}

var noticeStates = []string{"dead", "failed", "queued", "sent"}

func (v *visit) notices() error {
	q := v.query()
	var got struct {
		Items []queued
		Next  *string `json:"next_cursor"`
	}
	if err := v.get("/notices", listQuery(q, "state", "cursor"), &got); err != nil {
		return err
	}
	return v.show(view{page: "notices", title: "admin.notices", data: struct {
		State  string
		States []string
		Rows   []queued
		Pages  *pager
	}{q.Get("state"), noticeStates, got.Items, cursorPages(q, got.Next)}})
}

// resend has a notice tried again at once.
func (v *visit) resend() error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	if err := v.send(f, http.MethodPost, "/notices/"+url.PathEscape(v.r.PathValue("id"))+"/resend", nil, nil, nil); err != nil {
		return err
	}
	v.say(html.Words(v.lang, "notices.resent"))
	return v.to("/admin/notices?state=" + url.QueryEscape(f.Value("state")))
}
