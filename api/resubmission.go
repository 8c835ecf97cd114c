package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"pheduyet/internal/proposal"
)

// resubmissionView is what resubmitting now would do: what changed since the last
// filing, and which gates open again, each with its reasons.
type resubmissionView struct {
	Changes []fieldDiffView `json:"changes"`
	Gates   []reopenedView  `json:"gates"`
}

type reopenedView struct {
	Gate    string       `json:"gate"`
	Title   string       `json:"title"`
	Reasons []reasonView `json:"reasons"`
}

// reasonView is why a gate opens again, as a code with its parameters and in words.
type reasonView struct {
	Because string  `json:"because"`
	Field   *string `json:"field"`
	Gate    *string `json:"gate"`
	Text    string  `json:"text"`
}

// previewResubmission answers it to who may submit a proposal that was filed before.
func (s *server) previewResubmission(r *http.Request) (answer, error) {
	ctx, who := r.Context(), about(r)
	c, _, err := s.visible(ctx, chi.URLParam(r, "id"), who.actor)
	if err != nil {
		return answer{}, err
	}
	if err := proposal.CanSubmit(c.Progress, who.actor); err != nil {
		return answer{}, err
	}
	if c.Filed == nil || c.Status != proposal.Returned {
		return answer{}, proposal.Errorf(proposal.CodeConflict, "Hồ sơ chưa được yêu cầu bổ sung nên chưa có gì để gửi lại.", "The proposal was not returned, so there is nothing to resubmit.")
	}
	filing, err := s.Store.Filing(ctx, c.ID)
	if err != nil {
		return answer{}, err
	}
	title := func(gate string) string {
		rule, _ := c.Rules.Gate(gate)
		return rule.Title.In(who.lang)
	}
	return ok(resubmissionView{
		Changes: each(proposal.Diff(*c.Filed, c.Facts), viewFieldDiff),
		Gates: each(c.Preview(filing.Parties), func(g proposal.Reopened) reopenedView {
			return reopenedView{g.Gate, title(g.Gate), each(g.Reasons, func(why proposal.ReopenReason) reasonView {
				return reasonView{why.Because, orNull(why.Field), orNull(why.Gate), because(why, title).In(who.lang)}
			})}
		}),
	})
}

func because(why proposal.ReopenReason, title func(string) string) proposal.Text {
	switch why.Because {
	case "returned":
		return proposal.T("Bước này đã yêu cầu bổ sung.", "This gate asked for more.")
	case "conflict":
		return proposal.T("Cơ quan đã cho ý kiến nay thuộc bên đề xuất.", "The authority that decided now stands on the filing side.")
	case "after":
		return proposal.T("Bước này dựa vào bước “%s” được mở lại.", "This gate relies on “%s”, which opens again.", title(why.Gate))
	}
	return proposal.T("Nội dung “%s” đã thay đổi.", "“%s” has changed.", why.Field)
}
