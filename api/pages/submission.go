package pages

import (
	"net/http"
	"net/url"
	"slices"
)

// sending is the page on which a proposal is sent out: what still stands in the
// way, what is to be answered, where it goes.
type sending struct {
	*proposalRead
	Open []itemRead // still to be answered
	// Presents says that the visitor lays the filing before the agency's head, Waits
	// that one lies there, for the visitor to send as it is.
	Presents, Waits bool
	// First is the gate that the proposal reaches next, with its days.
	First *struct {
		Title, Authority string
		Days             int
	}
}

func (v *visit) submissionPage() error {
	return v.showSubmission(v.form(nil))
}

func (v *visit) showSubmission(f *form) error {
	p, err := v.readProposal(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	d := &sending{proposalRead: p, Presents: slices.Contains(p.Actions, "present"), Waits: p.BeforeTheHead()}
	for _, i := range p.Items {
		if !i.Answered {
			d.Open = append(d.Open, i)
		}
	}
	if err := v.firstGate(d); err != nil {
		return err
	}
	status := http.StatusOK
	if f.Problem != nil {
		status = f.Problem.Status
	}
	return v.show(view{page: "submission", title: "submission.title", data: d, form: f, status: status})
}

// firstGate tells where a first submission goes: to the gate of today's process
// that comes after none.
func (v *visit) firstGate(d *sending) error {
	if len(d.Gates) > 0 {
		return nil
	}
	var got struct{ Items []processRead }
	if err := v.get("/processes", nil, &got); err != nil {
		return err
	}
	today := v.Clock().Format("2006-01-02")
	var now *processRead
	for i, p := range got.Items {
		if p.has(d.Kind) && p.From <= today && (p.To == nil || *p.To >= today) && (now == nil || p.From > now.From) {
			now = &got.Items[i]
		}
	}
	if now == nil {
		return nil
	}
	for _, g := range now.Gates {
		if len(g.After) == 0 {
			d.First = &struct {
				Title, Authority string
				Days             int
			}{g.Title.in(v.lang), g.Authority, g.Days}
			return nil
		}
	}
	return nil
}

// processRead is what a submission asks of a process.
type processRead struct {
	Kinds []string `json:"kinds"`
	From  string   `json:"effective_from"`
	To    *string  `json:"effective_to"`
	Gates []struct {
		Title     bilingual `json:"title"`
		Authority string    `json:"authority"`
		After     []string  `json:"after"`
		Days      int       `json:"working_days"`
	} `json:"gates"`
}

func (p processRead) has(kind string) bool {
	for _, k := range p.Kinds {
		if k == kind {
			return true
		}
	}
	return false
}

func (v *visit) submit() error {
	return v.act("/submission", "submission.done", v.showSubmission)
}

func (v *visit) present() error {
	return v.act("/presentation", "presentation.done", v.showSubmission)
}

// act does what a form of one proposal asks, with the form's fields as the call's
// content, and goes back to the proposal; again shows the form with what is wrong.
func (v *visit) act(path, done string, again func(*form) error) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	at := "/proposals/" + url.PathEscape(v.r.PathValue("id"))
	body, err := v.body(f)
	if err == nil {
		err = v.send(f, http.MethodPost, at+path, nil, body, nil)
	}
	if f.refused(err) {
		return again(f)
	}
	if err != nil {
		return err
	}
	v.say(v.words(done))
	return v.to(at)
}
