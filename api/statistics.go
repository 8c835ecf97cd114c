package api

import (
	"net/http"
	"strconv"
	"time"

	"pheduyet/internal/proposal"
)

// statisticsView are the figures of an overview.
type statisticsView struct {
	AsOf     string                  `json:"as_of"`
	Since    string                  `json:"since"`
	Statuses map[proposal.Status]int `json:"statuses"`
	Waiting  []waitingView           `json:"waiting"`
	Decided  []punctualityView       `json:"decided"`
	Asked    []askedView             `json:"asked"`
}

type waitingView struct {
	Gate      string  `json:"gate"`
	Authority string  `json:"authority"`
	Agency    string  `json:"agency"`
	Open      int     `json:"open"`
	Overdue   int     `json:"overdue"`
	Returned  int     `json:"returned"`
	Days      float64 `json:"days"`
	Oldest    string  `json:"oldest_at"`
}

type punctualityView struct {
	Gate   string `json:"gate"`
	InTime int    `json:"in_time"`
	Late   int    `json:"late"`
}

type askedView struct {
	FiscalYear int     `json:"fiscal_year"`
	Source     string  `json:"source"`
	Owner      *string `json:"owner"`
	Amount     int64   `json:"amount_vnd"`
}

// statistics answers where proposals wait and whether decisions came in time.
func (s *server) statistics(r *http.Request) (answer, error) {
	months := 12
	if q := r.URL.Query(); q.Has("months") {
		var err error
		if months, err = strconv.Atoi(q.Get("months")); err != nil || months < 1 || months > 120 {
			return answer{}, invalid(fault("months", "Cần một số từ 1 đến 120.", "A number from 1 to 120 is wanted."))
		}
	}
	now := s.Clock()
	since := weekBegins(now.AddDate(0, -months, 0))
	wanted := since
	switch r.URL.Query().Get("part") {
	case "":
	case "asked":
		wanted = time.Time{}
	default:
		return answer{}, invalid(fault("part", "Chỉ có phần asked; để trống là tất cả.", "There is the part asked; empty is all."))
	}
	found, err := s.Store.Statistics(r.Context(), about(r).actor, wanted)
	if err != nil {
		return answer{}, err
	}
	if found.Statuses == nil {
		found.Statuses = map[proposal.Status]int{}
	}
	return ok(statisticsView{
		AsOf: timeView(now), Since: timeView(since), Statuses: found.Statuses,
		Waiting: each(found.Waiting, func(w proposal.Waiting) waitingView {
			return waitingView{w.Gate, w.Authority, w.Agency, w.Open, w.Overdue, w.Returned, w.Days, timeView(w.Oldest)}
		}),
		Decided: each(found.Decided, func(p proposal.Punctuality) punctualityView { return punctualityView{p.Gate, p.InTime, p.Late} }),
		Asked: each(found.Asked, func(a proposal.Asked) askedView {
			return askedView{a.FiscalYear, a.Source, orNull(a.Owner), a.Amount}
		}),
	})
}

// weekBegins is the Monday on which the week of a time began.
func weekBegins(t time.Time) time.Time {
	year, month, day := t.In(proposal.Zone).Date()
	return time.Date(year, month, day-(int(t.In(proposal.Zone).Weekday())+6)%7, 0, 0, 0, 0, proposal.Zone)
}
