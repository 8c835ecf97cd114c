package api

import (
	"net/http"
	"strconv"

	"pheduyet/internal/proposal"
)

// envelopeView is a year's money from a source and what is drawn on it, in đồng.
type envelopeView struct {
	FiscalYear int           `json:"fiscal_year"`
	Source     string        `json:"source"`
	Owner      string        `json:"owner"`
	Amount     int64         `json:"amount_vnd"`
	Reserved   int64         `json:"reserved_vnd"`
	Committed  int64         `json:"committed_vnd"`
	Left       int64         `json:"left_vnd"`
	State      string        `json:"state"`
	Document   *documentView `json:"document"`
}

// budgets answers the envelopes of a fiscal year, or of all.
func (s *server) budgets(r *http.Request) (answer, error) {
	year := 0
	if q := r.URL.Query(); q.Has("year") {
		var err error
		if year, err = strconv.Atoi(q.Get("year")); err != nil || year < 2000 || year > 2100 {
			return answer{}, invalid(fault("year", "Cần một năm từ 2000 đến 2100.", "A year from 2000 to 2100 is wanted."))
		}
	}
	all, err := s.Store.Envelopes(r.Context(), year)
	if err != nil {
		return answer{}, err
	}
	return page(each(all, viewEnvelope), "")
}

func viewEnvelope(e proposal.Envelope) envelopeView {
	v := envelopeView{e.FiscalYear, e.Source, e.Owner, e.Amount, e.Reserved, e.Committed, e.Amount - e.Reserved - e.Committed, e.State, nil}
	if e.Document.Number != "" || e.Document.Title != "" {
		d := viewDocument(e.Document)
		v.Document = &d
	}
	return v
}
