package pages

import (
	"net/url"
	"strconv"
	"time"

	"pheduyet/api/html"
)

// work is something that waits for the visitor.
type work struct {
	Task       string  `json:"task"`
	ProposalID string  `json:"proposal_id"`
	Number     *string `json:"number"`
	Name       string  `json:"name"`
	Agency     string  `json:"agency"`
	Gate       *string `json:"gate"`
	Round      *int    `json:"round"`
	DueAt      *string `json:"due_at"`
	Overdue    bool    `json:"overdue"`
	Obligation *string `json:"obligation"`
	Title      *string `json:"title"` // of what an approved system owes
	Claim      *claim  `json:"claim"`
	// First is to be done before operation.
	First bool `json:"before_operation"`

	Key string `json:"-"` // opens it
	Due due    `json:"-"`
}

// Href leads to where the work is done.
func (w work) Href() string {
	if w.Obligation != nil {
		return "/systems/" + w.ProposalID + "#obligation-" + *w.Obligation
	}
	return "/proposals/" + w.ProposalID
}

// claim is who took it upon themselves.
type claim struct {
	By person `json:"by"`
}

// rowsAPage is how many rows a list shows at once.
const rowsAPage = 50

// worklistView is the worklist under its filters.
type worklistView struct {
	Rows                []work
	All, Overdue, Soon  int
	Task, Gate, Claimed string
	OnlyOverdue         bool
	Tasks, Gates        []html.Option
	Pages               *pager
	Files               bool
}

// soon is how near a due time is told apart.
const soon = 3 * 24 * time.Hour

func (v *visit) worklist() error {
	var got struct{ Items []work }
	if err := v.get("/worklist", nil, &got); err != nil {
		return err
	}
	q := v.query()
	data := worklistView{Task: q.Get("task"), Gate: q.Get("gate"), Claimed: q.Get("claimed"), OnlyOverdue: q.Get("overdue") == "true"}
	data.Files = v.actor.Files(v.actor.Agency)
	tasks, gates := map[string]bool{}, map[string]bool{}
	var rows []work
	for _, w := range got.Items {
		w.Due = v.due(w.DueAt)
		data.count(w)
		if !tasks[w.Task] {
			tasks[w.Task] = true
			data.Tasks = append(data.Tasks, html.Option{Value: w.Task, Text: html.Words(v.lang, "task."+w.Task)})
		}
		if w.Gate != nil && !gates[*w.Gate] {
			gates[*w.Gate] = true
			data.Gates = append(data.Gates, html.Option{Value: *w.Gate, Text: v.gateTitle(*w.Gate)})
		}
		if data.keeps(w, v.actor.Account) {
			rows = append(rows, w)
		}
	}
	data.Rows, data.Pages = cut(rows, q)
	for i := range data.Rows[:min(9, len(data.Rows))] {
		data.Rows[i].Key = strconv.Itoa(i + 1)
	}
	return v.show(view{page: "worklist", title: "nav.worklist", data: data})
}

func (d *worklistView) count(w work) {
	d.All++
	switch {
	case w.Due.Late:
		d.Overdue++
	case w.Due.Soon:
		d.Soon++
	}
}

// keeps reports whether the filters keep a row.
func (d *worklistView) keeps(w work, me string) bool {
	switch {
	case d.Task != "" && w.Task != d.Task,
		d.Gate != "" && (w.Gate == nil || *w.Gate != d.Gate),
		d.OnlyOverdue && !w.Due.Late,
		d.Claimed == "mine" && (w.Claim == nil || w.Claim.By.ID != me),
		d.Claimed == "free" && w.Claim != nil:
		return false
	}
	return true
}

// due is a due time as told to the reader.
type due struct {
	At         string
	Late, Soon bool
	Days       int // past it, or until it
}

// due reads a due time as of now. Days are those of the calendar.
func (v *visit) due(at *string) due {
	if at == nil {
		return due{}
	}
	t, err := time.Parse(time.RFC3339, *at)
	if err != nil {
		return due{}
	}
	left := t.Sub(v.Clock())
	d := due{At: *at, Late: left < 0, Soon: left >= 0 && left <= soon, Days: int(left.Abs() / (24 * time.Hour))}
	if d.Late {
		d.Days++ // the first day past is a day late
	}
	return d
}

// pager leads from a part of a list to the next.
type pager struct{ First, Next string }

// cut gives the part of a list that an address asks for.
func cut[T any](rows []T, q url.Values) ([]T, *pager) {
	from, err := strconv.Atoi(q.Get("from"))
	if err != nil || from < 0 || from >= len(rows) {
		from = 0
	}
	to := min(len(rows), from+rowsAPage)
	p := &pager{}
	if from > 0 {
		p.First = with(q, "from", "")
	}
	if to < len(rows) {
		p.Next = with(q, "from", strconv.Itoa(to))
	}
	if *p == (pager{}) {
		return rows[from:to], nil
	}
	return rows[from:to], p
}

// with is the same address with one value changed.
func with(q url.Values, name, value string) string {
	changed := url.Values{}
	for n, values := range q {
		if n != name {
			changed[n] = values
		}
	}
	if value != "" {
		changed.Set(name, value)
	}
	return "?" + changed.Encode()
}
