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

// envelopesView is a list of envelopes, and whether the reader may enter and change
// them.
type envelopesView struct {
	Items  []envelopeView `json:"items"`
	Next   *string        `json:"next_cursor"`
	MaySet bool           `json:"may_set"`
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
	refused := s.Store.CanSetEnvelope(r.Context(), about(r).actor)
	if refused != nil && proposal.CodeOf(refused) != proposal.CodeForbidden {
		return answer{}, refused
	}
	return ok(envelopesView{Items: each(all, viewEnvelope), MaySet: refused == nil})
}

func viewEnvelope(e proposal.Envelope) envelopeView {
	v := envelopeView{e.FiscalYear, e.Source, e.Owner, e.Amount, e.Reserved, e.Committed, e.Amount - e.Reserved - e.Committed, e.State, nil}
	if e.Document.Number != "" || e.Document.Title != "" {
		d := viewDocument(e.Document)
		v.Document = &d
	}
	return v
}
