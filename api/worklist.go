package api

import (
	"net/http"

	"pheduyet/internal/proposal"
)

// workView is something that waits for the caller.
type workView struct {
	Task        string  `json:"task"`
	ProposalID  string  `json:"proposal_id"`
	Number      *string `json:"number"`
	Name        string  `json:"name"`
	Agency      string  `json:"agency"`
	Gate        *string `json:"gate"`
	Round       *int    `json:"round"`
	OpenedAt    *string `json:"opened_at"`
	DueAt       *string `json:"due_at"`
	Provisional bool    `json:"provisional"`
	Overdue     bool    `json:"overdue"`
	Obligation  *string `json:"obligation"`
	Title       *string `json:"title"`
	// BeforeOperation obligations are fulfilled before the system is put into use.
	BeforeOperation bool `json:"before_operation"`
	// Claim is who has taken the gate upon themselves.
	Claim *handView `json:"claim"`
}

// worklist answers what waits for the caller, soonest due first.
func (s *server) worklist(r *http.Request) (answer, error) {
	items, err := s.Store.Worklist(r.Context(), about(r).actor)
	if err != nil {
		return answer{}, err
	}
	now, mine := s.Clock(), about(r).actor.Agency
	return page(each(items, func(w proposal.WorkItem) workView {
		out := workView{
			Task: w.Task, ProposalID: w.ProposalID, Number: orNull(w.Number), Name: w.Name, Agency: w.Agency,
			Gate: orNull(w.Gate), Round: orNull(w.Round), OpenedAt: viewTime(w.OpenedAt),
			Obligation: orNull(w.Obligation), Title: orNull(w.Title.In(about(r).lang)), BeforeOperation: w.BeforeOperation,
			Claim: optional(w.Claim, func(h proposal.Hand) handView { return handOf(h, mine) }),
		}
		if d := w.Deadline; d != nil {
			due := timeView(d.DueAt)
			out.DueAt, out.Provisional, out.Overdue = &due, d.Provisional, d.Overdue(now)
		}
		return out
	}), "")
}
